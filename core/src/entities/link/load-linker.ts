import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ClassGrouper, classGrouper, ClassGroupModel } from './class-group.ts';
import { LinkerModel } from './linker-model.ts';
import { WordCounts, wordWeigher } from './talk-words.ts';

/** Everything the linker has learnt, read from its model folder. */
export interface Linker {
  readonly model: LinkerModel;
  readonly grouper: ClassGrouper;
  /** How much it says that a word occurs. */
  readonly wordWeight: (word: string) => number;
}

const readJson = async (folder: string, name: string): Promise<unknown> => JSON.parse(await readFile(join(folder, name), 'utf8'));

/** @param folder with `words.json` @returns how much it says that a word occurs */
export const loadWordWeight = async (folder: string): Promise<Linker['wordWeight']> =>
  wordWeigher(WordCounts.parse(await readJson(folder, 'words.json')));

/**
 * @param folder with `linker.json`, `groups.json`, `words.json`
 * @throws when one is missing or has another shape
 */
export const loadLinker = async (folder: string): Promise<Linker> => {
  const [model, groups] = await Promise.all(['linker.json', 'groups.json'].map(name => readJson(folder, name)));
  return {
    model: LinkerModel.parse(model),
    grouper: classGrouper(ClassGroupModel.parse(groups)),
    wordWeight: await loadWordWeight(folder),
  };
};
