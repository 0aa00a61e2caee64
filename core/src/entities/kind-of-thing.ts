import type { CallContext } from '../platform/call-gate.ts';
import { abstained, done, type Outcome } from '../platform/outcome.ts';
import type { KindOfThing } from './entity.ts';
import type { KnowledgeBase, KnowledgeItem } from './knowledge-base.ts';

/** How much better known one meaning of a noun has to be than the next, in sitelinks, to be what people mean by it. */
const DOMINANCE = 2;
/** Meanings with fewer sitelinks are too special to be what a talk means. */
const LEAST_KNOWN = 10;

/** Things that have a title of their own, and so are never what a common noun means. */
const TITLED = /^(?:human|fictional|film|television|album|song|single|novel|video game|musical|given name|family name|disambiguation)/i;

/** Wikidata writes common nouns in lower case and names with a capital: "camera" is the device, "Salt" a film. */
const isCommonNoun = ({ label }: KnowledgeItem): boolean => /^\p{Ll}/u.test(label);

const byPopularity = (a: KnowledgeItem, b: KnowledgeItem): number => (b.popularity ?? 0) - (a.popularity ?? 0);

const ofNoun = async (noun: string, knowledgeBase: KnowledgeBase, call: CallContext): Promise<Outcome<KindOfThing>> => {
  const found = await knowledgeBase.search(noun, [], call);
  if (found.outcome !== 'done') return found;
  const named = found.value.filter(({ matched }) => matched.toLowerCase() === noun);
  if (named.length === 0) return abstained(`no item is called ${noun}`);
  const loaded = await knowledgeBase.items(
    named.map(({ qid }) => qid),
    call,
  );
  if (loaded.outcome !== 'done') return loaded;
  const [best, next] = loaded.value.filter(isCommonNoun).toSorted(byPopularity);
  if (best === undefined || (best.popularity ?? 0) < LEAST_KNOWN) return abstained(`no well-known kind of thing is called ${noun}`);
  if ((next?.popularity ?? 0) * DOMINANCE > (best.popularity ?? 0))
    return abstained(`${noun} means ${best.description} as well as ${next?.description ?? 'something else'}`);
  const read = await knowledgeBase.details([best.qid], call);
  if (read.outcome !== 'done') return read;
  const [details] = read.value;
  if (details === undefined) return abstained(`the item of ${noun} is gone`);
  if (details.instanceOfLabels.some(label => TITLED.test(label))) return abstained(`${noun} is a name here`);
  const { qid, label, description } = best;
  return done({ qid, label, description, files: [...details.files] });
};

/**
 * The item that a common noun stands for, so that pictures of it can be known to show it. Words alone prove nothing: films,
 * bands and counties carry them too. A compound that nobody wrote an item for is what its last word says: a kitchen table is a table.
 * @param noun dictionary form, lower case, one word or several
 * @returns `abstained` where no item is meant, or two are meant about as often
 */
export const kindOfThing = async (noun: string, knowledgeBase: KnowledgeBase, call: CallContext): Promise<Outcome<KindOfThing>> => {
  const whole = await ofNoun(noun, knowledgeBase, call);
  const head = noun.split(' ').at(-1) ?? noun;
  return whole.outcome === 'abstained' && head !== noun ? ofNoun(head, knowledgeBase, call) : whole;
};
