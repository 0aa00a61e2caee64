import type { Item } from './item.ts';

/** First Q-id given to a class that the slice names and does not identify; no real item lies beyond Q200000000. */
const FIRST_MADE_ID = 2_000_000_000;

/** Classes and occupations, which the slice often gives by label only. */
export interface ClassNames {
  /** @returns the Q-id of a class or occupation that some item of the slice names */
  qidOf(label: string): string | null;
  /** Items for the classes that are not in the slice: real Q-ids with their label, and made ones where only a label is known. */
  readonly items: readonly Item[];
}

const countPairs = (items: readonly Item[]): Map<string, Map<string, number>> => {
  const pairs = new Map<string, Map<string, number>>();
  for (const { instanceOf, instanceOfLabels } of items) {
    if (instanceOf.length !== instanceOfLabels.length) continue;
    for (const [position, label] of instanceOfLabels.entries()) {
      const qid = instanceOf[position];
      if (qid === undefined) continue;
      const counts = pairs.get(label) ?? new Map<string, number>();
      counts.set(qid, (counts.get(qid) ?? 0) + 1);
      pairs.set(label, counts);
    }
  }
  return pairs;
};

const mostFrequent = (counts: ReadonlyMap<string, number>): string | undefined => [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];

const classItem = (index: number, qid: string, label: string): Item => ({
  index,
  qid,
  label,
  aliases: [],
  description: '',
  instanceOf: [],
  instanceOfLabels: [],
  occupations: [],
  popularity: 1,
  article: null,
  image: null,
  logo: null,
  flag: null,
  leadImage: null,
  origin: 'class',
});

/**
 * Learns which Q-id belongs to which class label from the items that have both, one to one; a label that no item
 * identifies belongs to the slice's most popular item of that name, and otherwise gets an id of our own.
 */
export const learnClassNames = (items: readonly Item[]): ClassNames => {
  const known = new Set(items.map(item => item.qid));
  const byLabel = new Map<string, Item>();
  for (const item of items) if ((byLabel.get(item.label)?.popularity ?? -1) < item.popularity) byLabel.set(item.label, item);
  const pairs = countPairs(items);
  const labels = new Set(items.flatMap(item => [...item.instanceOfLabels, ...item.occupations]));
  const qids = new Map<string, string>();
  const made = new Map<string, string>();
  for (const label of [...labels].sort()) {
    const qid = mostFrequent(pairs.get(label) ?? new Map<string, number>()) ?? byLabel.get(label)?.qid ?? `Q${FIRST_MADE_ID + made.size}`;
    qids.set(label, qid);
    if (!known.has(qid) && !made.has(qid)) made.set(qid, label);
  }
  return {
    qidOf: label => qids.get(label) ?? null,
    items: [...made].map(([qid, label], position) => classItem(items.length + position, qid, label)),
  };
};
