import type { CallContext } from '../platform/call-gate.ts';
import { abstained, done, failed, type Outcome } from '../platform/outcome.ts';
import { workThrough } from '../platform/work-through.ts';
import type { KindOfThing } from './entity.ts';
import type { KnowledgeBase, KnowledgeItem } from './knowledge-base.ts';
import { fetchItems } from './link/fetch-items.ts';
import { type DetailsOf, readDetails } from './link/read-details.ts';

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
type Kinds = ReadonlyMap<string, Outcome<KindOfThing>>;

/** Which of the items called so is meant. */
const meant = (noun: string, items: readonly KnowledgeItem[]): Outcome<KnowledgeItem> => {
  const [best, next] = items.filter(isCommonNoun).toSorted(byPopularity);
  if (best === undefined || (best.popularity ?? 0) < LEAST_KNOWN) return abstained(`no well-known kind of thing is called ${noun}`);
  if ((next?.popularity ?? 0) * DOMINANCE > (best.popularity ?? 0))
    return abstained(`${noun} means ${best.description} as well as ${next?.description ?? 'something else'}`);
  return done(best);
};

const asKind = (noun: string, { qid, label, description }: KnowledgeItem, read: ReturnType<DetailsOf>): Outcome<KindOfThing> => {
  if (!('details' in read)) return failed(read.code, read.why);
  const { files, instanceOfLabels } = read.details;
  if (instanceOfLabels.some(name => TITLED.test(name))) return abstained(`${noun} is a name here`);
  return done({ qid, label, description, files: [...files] });
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
  const fetched = await fetchItems([...new Set([...called.values()].flat())], { knowledgeBase, call });
  const choiceOf = (noun: string): Outcome<KnowledgeItem> => {
    if (fetched.outcome !== 'done') return fetched;
    const { items, unreached } = fetched.value;
    const qids = called.get(noun) ?? [];
    const lost = qids.flatMap(qid => unreached.get(qid) ?? [])[0];
    if (lost !== undefined) return failed(lost.code, lost.why);
    return qids.length === 0
      ? abstained(`no item is called ${noun}`)
      : meant(
          noun,
          qids.flatMap(qid => items.get(qid) ?? []),
        );
  };
  const choices = [...searched].map(([noun, found]) => [noun, found.outcome === 'done' ? choiceOf(noun) : found] as const);
  const chosen = choices.flatMap(([, choice]) => (choice.outcome === 'done' ? [choice.value.qid] : []));
  const details = await readDetails(knowledgeBase, [...new Set(chosen)], call);
  return new Map(
    choices.map(([noun, choice]): readonly [string, Outcome<KindOfThing>] => {
      if (choice.outcome !== 'done') return [noun, choice];
      return [noun, details.outcome === 'done' ? asKind(noun, choice.value, details.value(choice.value.qid)) : details];
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
