import { tokenizeVTTCue, VTTCue, type VTTNode } from 'media-captions';
import type { RawCaption } from './split-captions.ts';

/** What a caption says, without its markup, and from which offset on the file times it. */
export interface CaptionText {
  readonly text: string;
  readonly marks: readonly { readonly offset: number; readonly atMs: number }[];
}

/**
 * The tokenizer takes every `<` for a tag and swallows all up to the next `>`; those that open no tag of SRT or VTT are
 * escaped first. The bound keeps a file of nothing but `<` from costing the square of its length.
 */
const STRAY_BRACKET = /<(?!\/?(?:c|i|b|u|ruby|rt|v|lang|font)(?:[\s.][^<>]{0,200})?>|\d[\d:.]{4,12}>)/giu;

const NUMERIC_ENTITY = /&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/giu;

/** The entities subtitle editors write that the tokenizer does not know. */
const NAMED_ENTITY = /&(?:apos|hellip|mdash|ndash|lsquo|rsquo|ldquo|rdquo);/gu;
const NAMED: Readonly<Record<string, string>> = {
  '&apos;': "'",
  '&hellip;': '…',
  '&mdash;': '—',
  '&ndash;': '–',
  '&lsquo;': '‘',
  '&rsquo;': '’',
  '&ldquo;': '“',
  '&rdquo;': '”',
};

/** Characters that mean something to the tokenizer stay escaped: `&#60;b&#62;` is text, not a tag. */
const STAYS_ESCAPED: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };

const character = (code: number): string => {
  const text = code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
  return STAYS_ESCAPED[text] ?? text;
};

const decodeEntities = (text: string): string =>
  text
    .replace(NUMERIC_ENTITY, (_, hex?: string, decimal?: string) => character(hex ? parseInt(hex, 16) : Number(decimal)))
    .replace(NAMED_ENTITY, entity => NAMED[entity] ?? entity);

/** A pronunciation written above a word (`rt`) is not said as well. */
const isSaid = (node: VTTNode): boolean => node.type !== 'rt';

/**
 * @returns the caption's words with line breaks kept, tags gone, and the marks of word-timing tags (`<00:00:01.200>`).
 * The tokenizer nests each timing tag in the one before; the walk keeps its own stack, since a hostile caption nests deeply.
 */
export const readCaptionText = ({ startMs, endMs, text: raw }: RawCaption): CaptionText => {
  if (!/[<&]/u.test(raw)) return { text: raw, marks: [] };
  const cue = new VTTCue(startMs / 1000, endMs / 1000, decodeEntities(raw.replace(STRAY_BRACKET, '&lt;')));
  const pending: VTTNode[] = tokenizeVTTCue(cue).reverse();
  const marks: { offset: number; atMs: number }[] = [];
  let text = '';
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'text') {
      text += node.data;
      continue;
    }
    if (node.type === 'timestamp') marks.push({ offset: text.length, atMs: Math.round(node.time * 1000) });
    for (const child of node.children.filter(isSaid).reverse()) pending.push(child);
  }
  return { text, marks };
};
