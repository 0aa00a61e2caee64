import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** What a dictionary form is used for: share of its uses that are nouns, and how well a picture shows what those name; both 0–1. */
export interface Lemma {
  readonly lemma: string;
  readonly noun: number;
  readonly concrete: number;
}

export interface LemmaTable {
  /** @returns the dictionary form of a word or of two words, singular or plural, any case; null where it has no noun */
  find(word: string): Lemma | null;
}

/** Plurals that no rule makes. */
const IRREGULAR: ReadonlyMap<string, string> = new Map(
  Object.entries({
    children: 'child', men: 'man', women: 'woman', feet: 'foot', teeth: 'tooth', geese: 'goose', mice: 'mouse', lice: 'louse', oxen: 'ox',
    lives: 'life', wives: 'wife', knives: 'knife', leaves: 'leaf', loaves: 'loaf', wolves: 'wolf', shelves: 'shelf', halves: 'half',
    calves: 'calf', thieves: 'thief', elves: 'elf', scarves: 'scarf', hooves: 'hoof', cacti: 'cactus', fungi: 'fungus', nuclei: 'nucleus',
    bacteria: 'bacterium', phenomena: 'phenomenon', criteria: 'criterion', larvae: 'larva', algae: 'alga', vertebrae: 'vertebra',
  }),
); // prettier-ignore

/** Forms a plural may come from, the likeliest first. */
const singulars = (word: string): readonly string[] => {
  const words = word.split(' ');
  const last = words.at(-1) ?? '';
  const irregular = IRREGULAR.get(last);
  const forms =
    irregular !== undefined
      ? [irregular]
      : last.endsWith('ies')
        ? [`${last.slice(0, -3)}y`, last.slice(0, -1)]
        : /(?:s|x|z|ch|sh|o)es$/u.test(last)
          ? [last.slice(0, -2), last.slice(0, -1)]
          : /[^su]s$/u.test(last)
            ? [last.slice(0, -1)]
            : [];
  return forms.map(form => [...words.slice(0, -1), form].join(' '));
};

/** @param folder with `lemmas.tsv.gz`: lemma, noun share and concreteness in per cent */
export const loadLemmaTable = async (folder: string): Promise<LemmaTable> => {
  const lines = gunzipSync(await readFile(join(folder, 'lemmas.tsv.gz'))).toString('utf8').split('\n'); // prettier-ignore
  const table = new Map<string, Lemma>();
  for (const line of lines) {
    const [lemma, noun, concrete] = line.split('\t');
    if (lemma !== undefined && noun !== undefined && concrete !== undefined) {
      table.set(lemma, { lemma, noun: Number(noun) / 100, concrete: Number(concrete) / 100 });
    }
  }
  return {
    find(word) {
      const lower = word.toLowerCase();
      for (const form of [...singulars(lower), lower]) {
        const found = table.get(form);
        if (found !== undefined) return found;
      }
      return null;
    },
  };
};
