import { KnowledgeLine } from '../../../core/src/entities/folder-knowledge-base.ts';
import type { ClassGrouper } from '../../../core/src/entities/link/class-group.ts';
import { nameTokens } from '../../../core/src/entities/recognise/name-token.ts';
import { readLines } from '../../linker/train/gold.ts';

const TYPE_OF_GROUP: Readonly<Record<string, string>> = { HUMAN: 'PER', PLACE: 'LOC', ORG: 'ORG' };
const NAME = /^\p{Lu}[\p{L}\p{M}' .-]+$/u;

/** Names of a type and of a number of tokens. */
export type KnownNames = (type: string, tokens: number) => readonly (readonly string[])[];

/** @returns the names of the slice; of a person the first and the last name by themselves too */
export const knownNames = (fixtures: string, grouper: ClassGrouper): KnownNames => {
  const names = new Map<string, (readonly string[])[]>();
  const add = (type: string, tokens: readonly string[]): void => {
    const key = `${type} ${tokens.length}`;
    const some = names.get(key);
    if (some === undefined) names.set(key, [tokens]);
    else some.push(tokens);
  };
  for (const { label, description, instanceOfLabels } of readLines(fixtures, 'wikidata-slice.jsonl', KnowledgeLine)) {
    const type = TYPE_OF_GROUP[grouper.group({ label, description, instanceOfLabels })?.group ?? ''];
    if (type === undefined || !NAME.test(label)) continue;
    const tokens = nameTokens([{ text: label, sentence: 0 }]).map(({ text }) => text);
    add(type, tokens);
    if (type === 'PER' && tokens.length > 1) for (const one of [tokens[0], tokens.at(-1)]) if (one !== undefined) add(type, [one]);
  }
  return (type, tokens) => names.get(`${type} ${tokens}`) ?? [];
};
