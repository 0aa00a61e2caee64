import { textWords } from '../../../core/src/entities/recognise/text-words.ts';
import type { GoldMention, GoldText } from './gold.ts';

/** A gold text in another dress, its mentions moved with it. */
export type Rewrite = (gold: GoldText) => GoldText;

interface Moved {
  readonly text: string;
  /** Where each offset of the old text lies in the new one. */
  readonly at: readonly number[];
}

const WORD = /[\p{L}\p{N}\p{M}'\uD800-\uDFFF]/u;

const written = (text: string): Moved => {
  let out = '';
  const at: number[] = [];
  for (let index = 0; index < text.length; index += 1) {
    at.push(out.length);
    const unit = text.charAt(index);
    const endsSentence = /[.!?]/u.test(unit) && /^(?:\s|$)/u.test(text.charAt(index + 1));
    if (WORD.test(unit)) out += unit.toLowerCase();
    else if (endsSentence) out += '\n';
    else if (!/\s$/u.test(out)) out += ' ';
  }
  at.push(out.length);
  return { text: out, at };
};

const moved = ({ text, at }: Moved, mention: GoldMention): GoldMention[] => {
  let [start, end] = [at[mention.start] ?? 0, at[mention.end] ?? 0];
  while (start < end && /\s/u.test(text.charAt(start))) start += 1;
  while (end > start && /\s/u.test(text.charAt(end - 1))) end -= 1;
  return start === end ? [] : [{ ...mention, start, end }];
};

/** As a recogniser writes it: lower case, no punctuation; the ends of sentences stay, as pauses would show them. */
export const asRecognised: Rewrite = gold => {
  const out = written(gold.text);
  return { ...gold, text: out.text, mentions: gold.mentions.flatMap(mention => moved(out, mention)) };
};

const FULL_NAME = /^\p{Lu}\S*(?: \S+)+$/u;
const GENERATION = / (?:Jr|Sr|II|III)\.?$/u;

/** Every full name of a person cut to its last word. */
export const withSurnames: Rewrite = gold => {
  let text = '';
  let from = 0;
  const mentions: GoldMention[] = [];
  for (const mention of [...gold.mentions].sort((a, b) => a.start - b.start)) {
    const surface = gold.text.slice(mention.start, mention.end);
    if (mention.start < from) continue;
    const isCut = mention.type === 'PER' && FULL_NAME.test(surface) && !GENERATION.test(surface);
    const said = isCut ? (surface.split(' ').at(-1) ?? surface) : surface;
    text += gold.text.slice(from, mention.start);
    mentions.push({ ...mention, start: text.length, end: text.length + said.length, isCut });
    text += said;
    from = mention.end;
  }
  return { ...gold, text: text + gold.text.slice(from), mentions };
};

const EXCERPT_SENTENCES = 2;

/** Every two sentences as a text of their own; those that name nothing are left out. */
export const excerpts = (gold: GoldText): readonly GoldText[] => {
  const parts: { start: number; end: number }[] = [];
  for (const { text, start, sentence } of textWords(gold.text)) {
    const part = (parts[Math.floor(sentence / EXCERPT_SENTENCES)] ??= { start, end: start });
    part.end = start + text.length;
  }
  return parts.flatMap(({ start, end }) => {
    const mentions = gold.mentions
      .filter(mention => mention.start >= start && mention.end <= end)
      .map(mention => ({ ...mention, start: mention.start - start, end: mention.end - start }));
    return mentions.length === 0 ? [] : [{ id: gold.id, text: gold.text.slice(start, end), mentions }];
  });
};
