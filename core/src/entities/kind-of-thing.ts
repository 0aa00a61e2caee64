import type { CallContext } from '../platform/call-gate.ts';
import { inChunks } from '../platform/in-chunks.ts';
import { abstained, done, type Outcome } from '../platform/outcome.ts';
import { workThrough } from '../platform/work-through.ts';
import type { KindOfThing, Qid } from './entity.ts';
import type { ItemDetails, KnowledgeBase, KnowledgeItem } from './knowledge-base.ts';

/** How much better known one meaning of a noun has to be than the next, in sitelinks, to be what people mean by it. */
const DOMINANCE = 2;
/** Meanings with fewer sitelinks are too special to be what a talk means. */
const LEAST_KNOWN = 10;

/** Things that have a title of their own, and so are never what a common noun means. */
const TITLED = /^(?:human|fictional|film|television|album|song|single|novel|video game|musical|given name|family name|disambiguation)/i;

/** Wikidata writes common nouns in lower case and names with a capital: "camera" is the device, "Salt" a film. */
const isCommonNoun = ({ label }: KnowledgeItem): boolean => /^\p{Ll}/u.test(label);

const byPopularity = (a: KnowledgeItem, b: KnowledgeItem): number => (b.popularity ?? 0) - (a.popularity ?? 0);

/** Nouns that are looked up at once: a long talk has hundreds. */
const SEARCHES_AT_ONCE = 12;
/** As many ids as one call may carry. */
const ITEMS_A_CALL = 50;

type Items = ReadonlyMap<string, KnowledgeItem>;
type Kinds = ReadonlyMap<string, Outcome<KindOfThing>>;

const itemsOf = async (qids: readonly Qid[], knowledgeBase: KnowledgeBase, call: CallContext): Promise<Outcome<Items>> => {
  const answers = await Promise.all(inChunks([...new Set(qids)], ITEMS_A_CALL).map(chunk => knowledgeBase.items(chunk, call)));
  const trouble = answers.find(answer => answer.outcome !== 'done');
  if (trouble !== undefined) return trouble;
  const items = answers.flatMap(answer => (answer.outcome === 'done' ? answer.value : []));
  return done(new Map(items.map(item => [item.qid, item])));
};

/** Which of the items called so is meant. */
const meant = (noun: string, items: readonly KnowledgeItem[]): Outcome<KnowledgeItem> => {
  const [best, next] = items.filter(isCommonNoun).toSorted(byPopularity);
  if (best === undefined || (best.popularity ?? 0) < LEAST_KNOWN) return abstained(`no well-known kind of thing is called ${noun}`);
  if ((next?.popularity ?? 0) * DOMINANCE > (best.popularity ?? 0))
    return abstained(`${noun} means ${best.description} as well as ${next?.description ?? 'something else'}`);
  return done(best);
};

const asKind = (noun: string, { qid, label, description }: KnowledgeItem, details: ItemDetails | undefined): Outcome<KindOfThing> => {
  if (details === undefined) return abstained(`the item of ${noun} is gone`);
  if (details.instanceOfLabels.some(label => TITLED.test(label))) return abstained(`${noun} is a name here`);
  return done({ qid, label, description, files: [...details.files] });
};

/** Of each noun as it is written: one search each, and two questions for all of them together. */
const ofNouns = async (nouns: readonly string[], knowledgeBase: KnowledgeBase, call: CallContext): Promise<Kinds> => {
  const searched = new Map<string, Awaited<ReturnType<KnowledgeBase['called']>>>();
  await workThrough(nouns, SEARCHES_AT_ONCE, async noun => {
    searched.set(noun, await knowledgeBase.called(noun, call));
  });
  const called = new Map(
    [...searched].flatMap(([noun, found]) =>
      found.outcome === 'done'
        ? [[noun, found.value.filter(({ matched }) => matched.toLowerCase() === noun).map(({ qid }) => qid)] as const]
        : [],
    ),
  );
  const items = await itemsOf([...called.values()].flat(), knowledgeBase, call);
  const choices = new Map(
    [...searched].map(([noun, found]): readonly [string, Outcome<KnowledgeItem>] => {
      if (found.outcome !== 'done') return [noun, found];
      if (items.outcome !== 'done') return [noun, items];
      const qids = called.get(noun) ?? [];
      const named = qids.flatMap(qid => items.value.get(qid) ?? []);
      return [noun, named.length === 0 ? abstained(`no item is called ${noun}`) : meant(noun, named)];
    }),
  );
  const chosen = [...choices.values()].flatMap(choice => (choice.outcome === 'done' ? [choice.value.qid] : []));
  const read = chosen.length === 0 ? done([]) : await knowledgeBase.details([...new Set(chosen)], call);
  return new Map(
    [...choices].map(([noun, choice]) => {
      if (choice.outcome !== 'done') return [noun, choice];
      if (read.outcome !== 'done') return [noun, read];
      return [
        noun,
        asKind(
          noun,
          choice.value,
          read.value.find(({ qid }) => qid === choice.value.qid),
        ),
      ];
    }),
  );
};

/**
 * The items that common nouns stand for, so that pictures of them can be known to show them. Words alone prove nothing: films,
 * bands and counties carry them too. A compound that nobody wrote an item for is what its last word says: a kitchen table is a table.
 * @param nouns dictionary forms, lower case, one word or several
 * @returns by noun; `abstained` where no item is meant, or two are meant about as often
 */
export const kindsOfThings = async (nouns: readonly string[], knowledgeBase: KnowledgeBase, call: CallContext): Promise<Kinds> => {
  const wholes = await ofNouns([...new Set(nouns)], knowledgeBase, call);
  const headOf = (noun: string): string => noun.split(' ').at(-1) ?? noun;
  const unknown = [...wholes].filter(([noun, { outcome }]) => outcome === 'abstained' && headOf(noun) !== noun).map(([noun]) => noun);
  const heads = await ofNouns([...new Set(unknown.map(headOf))], knowledgeBase, call);
  return new Map([...wholes].map(([noun, whole]) => [noun, unknown.includes(noun) ? (heads.get(headOf(noun)) ?? whole) : whole]));
};
