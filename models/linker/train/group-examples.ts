import { classGrouper, type ClassGroupModel } from '../../../core/src/entities/link/class-group.ts';
import { KnowledgeLine } from '../../../core/src/entities/folder-knowledge-base.ts';
import type { GroupExample } from './fit-groups.ts';
import { readLines } from './gold.ts';

/** @returns the items of the slice whose classes tell what they are, with the words that have to tell it elsewhere */
export const groupExamples = (fixtures: string, rules: ClassGroupModel['rules']): readonly GroupExample[] => {
  const grouper = classGrouper({ version: 2, classes: [], scale: 1, bias: [], weights: {}, rules });
  /** What most of its classes say: the White House is an organisation by its first class and a building by three others. */
  const mostSaid = (labels: readonly string[]): ReturnType<typeof grouper.byLabels> => {
    const said = labels.map(label => grouper.byLabels([label]));
    if (said.includes('DROP')) return 'DROP';
    const count = (group: (typeof said)[number]): number => said.filter(one => one === group).length;
    return said.reduce((best, group) => (count(group) > count(best) ? group : best), said[0] ?? null);
  };
  return readLines(fixtures, 'wikidata-slice.jsonl', KnowledgeLine).flatMap(({ label, description, instanceOfLabels }) => {
    const group = mostSaid(instanceOfLabels);
    return group === null || group === 'DROP' || description === '' ? [] : [{ label, description, group }];
  });
};
