import * as z from 'zod';
import type { AnswerCache } from '../platform/answer-cache.ts';
import type { CallContext } from '../platform/call-gate.ts';
import type { Clock } from '../platform/clock.ts';
import { done, type Outcome } from '../platform/outcome.ts';
import { plainText, PlainText } from '../platform/plain-text.ts';
import type { ActionApi } from '../platform/provider-http/wikimedia-action-api.ts';
import { wikiMap } from '../platform/provider-http/wiki-map.ts';
import { Qid } from './entity.ts';
import type { ItemDetails } from './knowledge-base.ts';
import { isCorroborated, isUnsettled } from './held-back.ts';
import { fetchArticles, NO_ARTICLE, type Article } from './wikimedia-article.ts';
import { KNOWLEDGE_TIMES } from './wikimedia-cache-times.ts';
import { Claims, classesOf, filesOf } from './wikimedia-claims.ts';
import { fetchEntities } from './wikimedia-entities.ts';
import type { ItemLoader } from './wikimedia-items.ts';

const KeptDetails: z.ZodType<ItemDetails> = z.object({
  qid: Qid,
  instanceOf: z.array(Qid),
  instanceOfLabels: z.array(PlainText),
  files: z.array(z.object({ property: z.enum(['P18', 'P154', 'P41', 'lead']), file: z.string() })),
  extract: PlainText,
  articleUrl: z.string().nullable(),
});

/** All properties at once: dearer in bytes than one property a call, cheaper in what is scarce. A country is 2 MB, and 16 are read. */
const STATEMENTS = {
  params: { props: 'info|claims|sitelinks', sitefilter: 'enwiki' },
  schema: z.object({
    id: z.string().optional(),
    missing: z.unknown().optional(),
    modified: z.string().optional(),
    claims: Claims.optional(),
    sitelinks: wikiMap(z.object({ title: z.string() })).optional(),
  }),
  batch: 6,
};

const NO_CLAIMS: Claims = new Map();

interface Statements {
  readonly claims: Claims;
  readonly classes: readonly Qid[];
  readonly articleTitle: string | null;
  /** ISO date and time of the item's last change, where it is told. */
  readonly modified: string | undefined;
}

/** @returns by the id asked for; items that do not exist are missing */
const fetchStatements = async (
  { wikidata, clock }: DetailsSources,
  qids: readonly Qid[],
  call: CallContext,
): Promise<Outcome<ReadonlyMap<Qid, Statements>>> => {
  const answered = await fetchEntities(wikidata, qids, STATEMENTS, call);
  if (answered.outcome !== 'done') return answered;
  const found = new Map<Qid, Statements>();
  for (const [qid, entity] of answered.value) {
    if (entity === undefined || entity.missing !== undefined) continue;
    const { claims = NO_CLAIMS, sitelinks, modified } = entity;
    found.set(qid, { claims, classes: classesOf(claims, clock), articleTitle: sitelinks?.enwiki?.title ?? null, modified });
  }
  return done(found);
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

/** Details of those that exist, in three steps of a few calls each, however many there are. */
const fetchDetails = async (qids: readonly Qid[], sources: DetailsSources, call: CallContext): Promise<Outcome<readonly ItemDetails[]>> => {
  const answered = await fetchStatements(sources, qids, call);
  if (answered.outcome !== 'done') return answered;
  const statements = [...answered.value];
  const titles = statements.flatMap(([, { articleTitle }]) => articleTitle ?? []);
  const [items, articles] = await Promise.all([
    // The items themselves were read before, so that it costs nothing to ask for them again.
    sources.items([...answered.value.keys(), ...statements.flatMap(([, { classes }]) => classes)], call),
    fetchArticles(sources.wikipedia, titles, call),
  ]);
  if (items.outcome !== 'done') return items;
  if (articles.outcome !== 'done') return articles;
  const labels = new Map(items.value.map(item => [item.qid, item.label]));
  const labelOf = (id: Qid): PlainText => labels.get(id) ?? plainText('');
  return done(
    statements.map(([qid, of]) => {
      const article = articles.value.get(qid) ?? NO_ARTICLE;
      return {
        qid,
        instanceOf: [...of.classes],
        instanceOfLabels: of.classes.map(labelOf),
        files: trustedFiles(labelOf(qid), of, article, sources.clock),
        extract: article.extract,
        articleUrl: of.articleTitle === null ? null : articleAddress(of.articleTitle),
      };
    }),
  );
};

/** Everything that only chosen items are asked for, each kept as one answer, those that are not kept asked for together. */
export const loadDetails = async (
  qids: readonly Qid[],
  sources: DetailsSources,
  call: CallContext,
): Promise<Outcome<readonly ItemDetails[]>> => {
  const unique = [...new Set(qids)];
  const rules = unique.map(qid => ({
    key: `wikidata|details|${qid}`,
    schema: KeptDetails.nullable(),
    ...KNOWLEDGE_TIMES,
    isEmpty: (details: ItemDetails | null) => details === null,
    tags: [qid],
  }));
  const answered = await sources.cache.throughMany(rules, async places => {
    const wanted = places.flatMap(place => unique[place] ?? []);
    const fetched = await fetchDetails(wanted, sources, call);
    if (fetched.outcome !== 'done') return fetched;
    const found = new Map(fetched.value.map(details => [details.qid, details]));
    return done(wanted.map(qid => found.get(qid) ?? null));
  });
  return answered.outcome === 'done' ? done(answered.value.flatMap(details => details ?? [])) : answered;
};
