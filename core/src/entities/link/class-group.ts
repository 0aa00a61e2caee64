import * as z from 'zod';

/** What kind of thing an item is, as coarsely as a name's type can tell. PEOPLE: a people, language or religion. */
export const CLASS_GROUPS = ['HUMAN', 'PLACE', 'ORG', 'WORK', 'PRODUCT', 'EVENT', 'PEOPLE', 'FICT', 'CONCEPT'] as const;
export type ClassGroup = (typeof CLASS_GROUPS)[number];

const RuleGroup = z.enum([...CLASS_GROUPS, 'DROP']);

/** `groups.json`: label rules for where the classes of an item are known, a regression on its embedding for where they are not. */
export const ClassGroupModel = z.object({
  version: z.literal(1),
  classes: z.array(z.enum(CLASS_GROUPS)),
  weights: z.array(z.array(z.number())),
  bias: z.array(z.number()),
  rules: z.array(z.tuple([RuleGroup, z.string()])),
});
export type ClassGroupModel = z.infer<typeof ClassGroupModel>;

export interface ClassGrouper {
  /** @returns the group, or `DROP` for what no name means: lists, categories, disambiguation pages */
  group(instanceOfLabels: readonly string[], embedding: Float32Array): ClassGroup | 'DROP';
  /** By the rules alone; null where the classes are unknown or no rule knows them. */
  byLabels(instanceOfLabels: readonly string[]): ClassGroup | 'DROP' | null;
}

/** @returns the grouper of one model file; compiles its rules once */
export const classGrouper = (model: ClassGroupModel): ClassGrouper => {
  const rules = model.rules.map(([group, pattern]) => ({ group, pattern: new RegExp(pattern, 'iu') }));
  const byLabels = (labels: readonly string[]): ClassGroup | 'DROP' | null => {
    for (const label of labels) {
      const rule = rules.find(({ pattern }) => pattern.test(label));
      if (rule !== undefined) return rule.group;
    }
    return labels.length === 0 ? null : 'CONCEPT';
  };
  const byEmbedding = (embedding: Float32Array): ClassGroup => {
    let best: ClassGroup = 'CONCEPT';
    let highest = -Infinity;
    for (const [index, group] of model.classes.entries()) {
      const row = model.weights[index]!;
      let sum = model.bias[index]!;
      for (let dimension = 0; dimension < embedding.length; dimension += 1) sum += row[dimension]! * embedding[dimension]!;
      if (sum > highest) [best, highest] = [group, sum];
    }
    return best;
  };
  return { byLabels, group: (labels, embedding) => byLabels(labels) ?? byEmbedding(embedding) };
};
