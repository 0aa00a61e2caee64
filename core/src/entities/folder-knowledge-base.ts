import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { AppError } from '../errors/app-error.ts';
import { done } from '../platform/outcome.ts';
import { plainText, PlainText } from '../platform/plain-text.ts';
import { Qid } from './entity.ts';
import { type KnowledgeIndex, knowledgeIndex } from './knowledge-index.ts';
import type { ItemDetails, KnowledgeBase, KnowledgeItem } from './knowledge-base.ts';

const FileName = z.string().min(1).max(300);

/** One line of a knowledge file. Fields it lacks are empty; unknown fields are ignored. */
export const KnowledgeLine = z.object({
  qid: Qid,
  label: PlainText,
  aliases: z.array(PlainText).default([]),
  description: PlainText.default(plainText('')),
  instanceOf: z.array(Qid).default([]),
  instanceOfLabels: z.array(PlainText).default([]),
  occupations: z.array(PlainText).default([]),
  sitelinks: z.number().nonnegative().optional(),
  popularity: z.number().nonnegative().optional(),
  /** `none` says that `popularity` is a filler. */
  popularityFrom: z.string().optional(),
  /** Title of the English Wikipedia article. */
  enwiki: PlainText.optional(),
  image: FileName.optional(),
  pageImage: FileName.optional(),
  logo: FileName.optional(),
  flag: FileName.optional(),
});
export type KnowledgeLine = z.infer<typeof KnowledgeLine>;

const LONGEST_OCCUPATIONS = 3;

const toItem = (line: KnowledgeLine): KnowledgeItem => ({
  qid: line.qid,
  label: line.label,
  aliases: line.aliases,
  description: line.description,
  popularity: line.sitelinks ?? (line.popularityFrom === 'none' ? null : (line.popularity ?? null)),
  article: line.enwiki ?? null,
  instanceOfLabels: line.instanceOfLabels,
  occupations: line.occupations.slice(0, LONGEST_OCCUPATIONS),
  lastRevision: null,
});

const filesOf = ({ image, logo, flag, pageImage }: KnowledgeLine): ItemDetails['files'] => [
  ...(image === undefined ? [] : [{ property: 'P18' as const, file: image }]),
  ...(logo === undefined ? [] : [{ property: 'P154' as const, file: logo }]),
  ...(flag === undefined ? [] : [{ property: 'P41' as const, file: flag }]),
  ...(pageImage === undefined || pageImage === image ? [] : [{ property: 'lead' as const, file: pageImage }]),
];

const toDetails = (line: KnowledgeLine): ItemDetails => ({
  qid: line.qid,
  instanceOf: line.instanceOf,
  instanceOfLabels: line.instanceOfLabels,
  files: filesOf(line),
  extract: plainText(''),
  articleUrl: line.enwiki === undefined ? null : `https://en.wikipedia.org/wiki/${encodeURIComponent(line.enwiki.replaceAll(' ', '_'))}`,
});

/** Other lists of the same folder, of brands for example, hold records of another kind. */
const isOtherRecord = (json: unknown): boolean => typeof json === 'object' && json !== null && !('label' in json);

/** @returns null for a record that has no label and is no item at all */
const parseLine = (text: string, at: string): KnowledgeLine | null => {
  try {
    const json: unknown = JSON.parse(text);
    return isOtherRecord(json) ? null : KnowledgeLine.parse(json);
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : 'not a line of JSON';
    throw new AppError('BAD_REQUEST', { detail: `The knowledge file cannot be read at ${at}: ${why}`, issues: [{ at, why }], cause });
  }
};

const readLines = async (folder: string, reads: (name: string) => boolean): Promise<readonly KnowledgeLine[]> => {
  const names = (await readdir(folder)).filter(name => name.endsWith('.jsonl') && reads(name)).sort();
  const lines: KnowledgeLine[] = [];
  for (const name of names) {
    for (const [index, text] of (await readFile(join(folder, name), 'utf8')).split('\n').entries()) {
      const line = text.trim() === '' ? null : parseLine(text, `${name}:${(index + 1).toFixed(0)}`);
      if (line !== null) lines.push(line);
    }
  }
  return lines;
};

/**
 * A knowledge base without a network: every `*.jsonl` of a folder, read once at the first question. Where files name an item
 * twice, the later line counts; records without a label are passed over.
 * @param reads which of its files count
 * @throws AppError `BAD_REQUEST` with file and line, when a line is not an item
 */
export const folderKnowledgeBase = (folder: string, reads: (name: string) => boolean = () => true): KnowledgeBase => {
  let loaded: Promise<{ lines: ReadonlyMap<string, KnowledgeLine>; index: KnowledgeIndex }> | undefined;
  const load = async (): Promise<{ lines: ReadonlyMap<string, KnowledgeLine>; index: KnowledgeIndex }> => {
    const lines = new Map((await readLines(folder, reads)).map(line => [line.qid, line]));
    return { lines, index: knowledgeIndex([...lines.values()].map(toItem)) };
  };
  const opened = (): NonNullable<typeof loaded> => (loaded ??= load());
  return {
    search: async surface => done((await opened()).index.search(surface)),
    called: async name => done((await opened()).index.search(name)),
    items: async qids => done((await opened()).index.items(qids)),
    async details(qids) {
      const { lines } = await opened();
      return done(qids.flatMap(qid => lines.get(qid) ?? []).map(toDetails));
    },
  };
};
