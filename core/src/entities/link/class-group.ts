import * as z from 'zod';
import type { KnowledgeItem } from '../knowledge-base.ts';

/** What kind of thing an item is, as coarsely as a name's type can tell. PEOPLE: a people, language or religion. */
export const CLASS_GROUPS = ['HUMAN', 'PLACE', 'ORG', 'WORK', 'PRODUCT', 'EVENT', 'PEOPLE', 'FICT', 'CONCEPT'] as const;
export type ClassGroup = (typeof CLASS_GROUPS)[number];

const RuleGroup = z.enum([...CLASS_GROUPS, 'DROP']);

/**
 * `groups.json`: a softmax regression over the words of an item's description and the shape of its label, which every source of
 * items has, and rules over the labels of its classes, which only some have. Weights are whole multiples of `scale`.
 */
export const ClassGroupModel = z.object({
  version: z.literal(2),
  classes: z.array(z.enum(CLASS_GROUPS)),
  scale: z.number().positive(),
  bias: z.array(z.int()),
  weights: z.record(z.string(), z.array(z.int())),
  rules: z.array(z.tuple([RuleGroup, z.string()])),
});
export type ClassGroupModel = z.infer<typeof ClassGroupModel>;

interface Described {
  readonly label: string;
  readonly description: string;
  readonly instanceOfLabels: KnowledgeItem['instanceOfLabels'];
}

/** Where the first noun phrase of a description ends. */
const PHRASE_END = new RegExp(
  `[,;:(–]|\\s(?:${
    'and|or|who|which|that|in|of|from|for|by|at|on|with|to|as|near|under|since|until|between|based|located|born|situated|launched|developed|' +
    'founded|written|directed|produced|made|created|published|built|used|held|owned|originating|consisting|serving|released|recorded|played'
  })\\s`,
  'iu',
);

/** @returns the first noun phrase of a description: "American astronaut" of "American astronaut and engineer" */
export const firstPhrase = (description: string): string => description.split(PHRASE_END)[0]?.trim() ?? '';

const LONGEST_LABEL = 5;
const PERSON_LABEL = /^\p{Lu}[\p{L}.'’-]+(?: [\p{L}.'’-]+){0,2} \p{Lu}[\p{L}.'’-]+$/u;

/** @returns what the group of an item is told by, each once */
export const groupEvidence = ({ label, description }: Omit<Described, 'instanceOfLabels'>): readonly string[] => {
  const words =
    description
      .toLowerCase()
      .replaceAll(/\d+/gu, '0')
      .match(/\p{L}+|0/gu) ?? [];
  const named = label.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const head = firstPhrase(description).split(' ').at(-1)?.toLowerCase() ?? '';
  return [
    ...new Set([
      ...words.map(word => `w ${word}`),
      ...(words[0] === undefined ? [] : [`f ${words[0]}`]),
      `h ${head}`,
      `l ${named.at(-1) ?? ''}`,
      `n ${Math.min(named.length, LONGEST_LABEL)}`,
      label === label.toLowerCase() ? 'lower' : 'cased',
      ...(PERSON_LABEL.test(label) ? ['person'] : []),
      ...(label.length > 1 && label === label.toUpperCase() ? ['upper'] : []),
    ]),
  ];
};

export interface ItemGroup {
  readonly group: ClassGroup;
  /** How sure that is, 0–1. */
  readonly certainty: number;
}

export interface ClassGrouper {
  /** @returns the group, or null for what no name means: lists, categories, disambiguation pages */
  group(item: Described): ItemGroup | null;
  /** By the rules alone; null where the classes are unknown. */
  byLabels(instanceOfLabels: readonly string[]): ClassGroup | 'DROP' | null;
}

const mostProbable = (classes: readonly ClassGroup[], scores: readonly number[]): ItemGroup => {
  const highest = Math.max(...scores);
  const sum = scores.reduce((total, score) => total + Math.exp(score - highest), 0);
  return { group: classes[scores.indexOf(highest)] ?? 'CONCEPT', certainty: 1 / sum };
};

/** @returns the grouper of one model file; compiles its rules once */
export const classGrouper = ({ classes, scale, bias, weights, rules: patterns }: ClassGroupModel): ClassGrouper => {
  const rules = patterns.map(([group, pattern]) => ({ group, pattern: new RegExp(pattern, 'iu') }));
  const table = new Map(Object.entries(weights));
  const byLabels = (labels: readonly string[]): ClassGroup | 'DROP' | null => {
    for (const label of labels) {
      const rule = rules.find(({ pattern }) => pattern.test(label));
      if (rule !== undefined) return rule.group;
    }
    return labels.length === 0 ? null : 'CONCEPT';
  };
  const byWords = (item: Described): ItemGroup => {
    const scores = [...bias];
    for (const evidence of groupEvidence(item)) {
      const row = table.get(evidence);
      if (row !== undefined) for (let index = 0; index < scores.length; index += 1) scores[index]! += row[index]!;
    }
    return mostProbable(
      classes,
      scores.map(score => score * scale),
    );
  };
  return {
    byLabels,
    group(item) {
      const byClass = byLabels(item.instanceOfLabels);
      if (byClass === 'DROP' || byLabels([item.description]) === 'DROP') return null;
      return item.description === '' && byClass !== null ? { group: byClass, certainty: 1 } : byWords(item);
    },
  };
};
