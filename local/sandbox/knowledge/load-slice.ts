import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { SliceLine, type Item } from './item.ts';

const SLICE = join(import.meta.dirname, 'wikidata-slice.jsonl.br');

/** The slice has a filler where nothing is known, lower than of any village; well-known buildings are among those items. */
const UNKNOWN_POPULARITY = 25;

/** What most items lack is one list for all of them: 50,000 empty arrays would take 3 MB. */
const NOTHING: readonly string[] = [];

/** @param lines JSON, one item each @returns the items in that order */
export const readItems = (lines: readonly string[]): Item[] => {
  const shared = new Map<string, string>();
  const share = (text: string): string => {
    const known = shared.get(text);
    if (known !== undefined) return known;
    shared.set(text, text);
    return text;
  };
  const shareAll = (texts: readonly string[] | undefined): readonly string[] => texts?.map(share) ?? NOTHING;
  return lines.map((line, index) => {
    const read = SliceLine.parse(JSON.parse(line));
    return {
      index,
      qid: read.qid,
      label: read.label,
      aliases: read.aliases ?? NOTHING,
      description: read.description,
      instanceOf: shareAll(read.instanceOf),
      instanceOfLabels: shareAll(read.instanceOfLabels),
      occupations: shareAll(read.occupations),
      popularity: read.popularityFrom === 'none' ? UNKNOWN_POPULARITY : read.popularity,
      article: read.enwiki ?? null,
      image: read.image ?? null,
      logo: read.logo ?? null,
      flag: read.flag ?? null,
      leadImage: read.pageImage ?? null,
      origin: 'real',
    };
  });
};

/** @returns lines of the committed slice, as they were before they were compressed */
export const sliceText = (): string => brotliDecompressSync(readFileSync(SLICE)).toString('utf8');

/** @returns the items in the order of the file, about 50,000 */
export const loadSlice = (): Item[] => readItems(sliceText().trimEnd().split('\n'));
