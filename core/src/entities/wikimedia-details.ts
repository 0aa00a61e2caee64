import * as z from 'zod';
import type { AnswerCache } from '../platform/answer-cache.ts';
import type { CallContext } from '../platform/call-gate.ts';
import type { Clock } from '../platform/clock.ts';
import { abstained, done, failed, type Outcome } from '../platform/outcome.ts';
import { plainText, PlainText } from '../platform/plain-text.ts';
import type { ActionApi } from '../platform/provider-http/wikimedia-action-api.ts';
import { wikiMap } from '../platform/provider-http/wiki-map.ts';
import { Qid } from './entity.ts';
import type { ItemDetails } from './knowledge-base.ts';
import { isCorroborated, isUnsettled } from './held-back.ts';
import { fetchArticle, NO_ARTICLE, type Article } from './wikimedia-article.ts';
import { KNOWLEDGE_TIMES } from './wikimedia-cache-times.ts';
import { Claims, classesOf, filesOf } from './wikimedia-claims.ts';
import type { ItemLoader } from './wikimedia-items.ts';

const KeptDetails: z.ZodType<ItemDetails> = z.object({
  qid: Qid,
  instanceOf: z.array(Qid),
  instanceOfLabels: z.array(PlainText),
  files: z.array(z.object({ property: z.enum(['P18', 'P154', 'P41', 'lead']), file: z.string() })),
  extract: PlainText,
  articleUrl: z.string().nullable(),
});

const Entities = z.object({
  entities: z.record(
    z.string(),
    z.object({
      id: z.string(),
      missing: z.unknown().optional(),
      modified: z.string().optional(),
      claims: Claims.optional(),
      sitelinks: wikiMap(z.object({ title: z.string() })).optional(),
    }),
  ),
});

interface Statements {
  readonly claims: Claims;
  readonly articleTitle: string | null;
  /** ISO date and time of the item's last change, where it is told. */
  readonly modified: string | undefined;
}

/** One call for all properties of one item: dearer in bytes than a call for each, cheaper in what is scarce. */
const fetchStatements = async (wikidata: ActionApi, qid: Qid, call: CallContext): Promise<Outcome<Statements>> => {
  const params = { action: 'wbgetentities', ids: qid, props: 'info|claims|sitelinks', sitefilter: 'enwiki', redirects: 'yes' };
  const answered = await wikidata.get(params, Entities, call);
  if (answered.outcome !== 'done') return answered;
  if (!answered.value.ok) {
    const { code } = answered.value.error;
    return code === 'no-such-entity' ? abstained(`${qid} does not exist`) : failed('PROVIDER_REFUSED', `Wikidata: it answered ${code}`);
  }
  const entity = answered.value.body.entities[qid];
  if (entity === undefined || entity.missing !== undefined) return abstained(`${qid} does not exist`);
  return done({
    claims: entity.claims ?? new Map(),
    articleTitle: entity.sitelinks?.enwiki?.title ?? null,
    modified: entity.modified,
  });
};

const articleAddress = (title: string): string =>
  `https://en.wikipedia.org/wiki/${encodeURIComponent(title.replaceAll(' ', '_')).replaceAll('%2F', '/')}`;

export interface DetailsSources {
  readonly wikidata: ActionApi;
  readonly wikipedia: ActionApi;
  readonly cache: AnswerCache;
  readonly items: ItemLoader;
  readonly clock: Clock;
}

/** Labels of the item and of its classes; the item was read before, so that it costs nothing to ask again. */
const labelsOf = async (
  qid: Qid,
  classes: readonly Qid[],
  items: ItemLoader,
  call: CallContext,
): Promise<Outcome<{ readonly own: PlainText; readonly classes: PlainText[] }>> => {
  const loaded = await items([qid, ...classes], call);
  if (loaded.outcome !== 'done') return loaded;
  const labels = new Map(loaded.value.map(item => [item.qid, item.label]));
  const labelOf = (id: Qid): PlainText => labels.get(id) ?? plainText('');
  return done({ own: labelOf(qid), classes: classes.map(labelOf) });
};

/** Every file the item or its article names; of an item that was changed just now, those that something else speaks for. */
const trustedFiles = (
  label: string,
  { claims, articleTitle, modified }: Statements,
  { leadFile }: Article,
  clock: Clock,
): ItemDetails['files'] => {
  const named = filesOf(claims, clock);
  const isKnown = leadFile === null || named.some(({ file }) => file.replaceAll(' ', '_') === leadFile.replaceAll(' ', '_'));
  const all: ItemDetails['files'] = isKnown ? named : [...named, { property: 'lead', file: leadFile }];
  const witnesses = { names: [label, ...(articleTitle === null ? [] : [articleTitle])], leadFile };
  return isUnsettled(modified, clock()) ? all.filter(one => one.property === 'lead' || isCorroborated(one, witnesses)) : all;
};

/** Everything that only the chosen item is asked for, kept as one answer. */
export const loadDetails = (qid: Qid, sources: DetailsSources, call: CallContext): Promise<Outcome<ItemDetails>> =>
  sources.cache.through({ key: `wikidata|details|${qid}`, schema: KeptDetails, ...KNOWLEDGE_TIMES, tags: [qid] }, async () => {
    const statements = await fetchStatements(sources.wikidata, qid, call);
    if (statements.outcome !== 'done') return statements;
    const { claims, articleTitle } = statements.value;
    const classes = classesOf(claims, sources.clock);
    const [labels, article] = await Promise.all([
      labelsOf(qid, classes, sources.items, call),
      articleTitle === null ? done(NO_ARTICLE) : fetchArticle(sources.wikipedia, articleTitle, qid, call),
    ]);
    if (labels.outcome !== 'done') return labels;
    if (article.outcome !== 'done') return article;
    return done({
      qid,
      instanceOf: [...classes],
      instanceOfLabels: labels.value.classes,
      files: trustedFiles(labels.value.own, statements.value, article.value, sources.clock),
      extract: article.value.extract,
      articleUrl: articleTitle === null ? null : articleAddress(articleTitle),
    });
  });
