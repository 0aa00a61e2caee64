import { transcriptText } from '../speech/transcript.ts';
import type { Talk, TalkMention } from './link/talk.ts';
import { normaliseName } from './name-forms.ts';
import type { NameRecogniser, NameType, RecognisedName } from './recognise/name-recogniser.ts';
import { type TextWord, textWords } from './recognise/text-words.ts';

/** A text that nobody timed. All offsets are UTF-16. */
export interface NamedText {
  readonly text: string;
  /** The names, where they are known; otherwise they are recognised. */
  readonly mentions?: readonly Span[] | undefined;
  /** The only items a surface may mean. */
  readonly candidates?: Readonly<Record<string, readonly string[]>> | undefined;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}
type FoundName = Span & Pick<TalkMention, 'type' | 'confidence' | 'reading'>;

const inText = (words: readonly TextWord[], names: readonly RecognisedName[]): readonly (FoundName & { readonly type: NameType })[] => {
  const { offsets } = transcriptText(words);
  const place = (offset: number, word: number): number => offset - (offsets[word] ?? 0) + (words[word]?.start ?? 0);
  return names.map(({ start, end, fromWord, toWord, type, confidence }) => ({
    start: place(start, fromWord),
    end: place(end, toWord),
    type,
    confidence,
    reading: 'same',
  }));
};

const shared = (a: Span, b: Span): number => Math.min(a.end, b.end) - Math.max(a.start, b.start);

/** A given name has the type of the recognised one that covers most of it; nobody doubts that it is a name. */
const typed = (span: Span, recognised: readonly FoundName[]): FoundName => {
  const best = recognised.reduce<FoundName | null>(
    (top, name) => (shared(span, name) > (top === null ? 0 : shared(span, top)) ? name : top),
    null,
  );
  const isPart = best !== null && best.start <= span.start && best.end >= span.end;
  const isSame = isPart && best.start === span.start && best.end === span.end;
  return { ...span, type: best?.type ?? null, confidence: 1, reading: isSame ? 'same' : isPart ? 'part' : 'other' };
};

const sentencesOf = (text: string, words: readonly TextWord[]): readonly string[] => {
  const sentences: { start: number; end: number }[] = [];
  for (const word of words) {
    const end = word.start + word.text.length;
    const open = sentences[word.sentence];
    if (open === undefined) sentences[word.sentence] = { start: word.start, end };
    else open.end = end;
  }
  return sentences.map(({ start, end }) => text.slice(start, end));
};

/** Surfaces that the linker takes for one name share what is given for any of them. */
const givenCandidates = (candidates: NamedText['candidates'] = {}): ReadonlyMap<string, readonly string[]> => {
  const given = new Map<string, readonly string[]>();
  for (const [surface, qids] of Object.entries(candidates)) {
    const key = normaliseName(surface);
    given.set(key, [...new Set([...(given.get(key) ?? []), ...qids])]);
  }
  return given;
};

const talkOf = ({ text, candidates }: NamedText, words: readonly TextWord[], names: readonly FoundName[]): Talk => {
  const givenFor = givenCandidates(candidates);
  const mentions = names.map(({ start, end, ...found }): TalkMention => {
    const surface = text.slice(start, end);
    const word = words.findLast(one => one.start <= start);
    const given = givenFor.get(normaliseName(surface));
    return { surface, start, end, sentence: word?.sentence ?? 0, ...found, ...(given === undefined ? {} : { candidates: given }) };
  });
  return { text, sentences: sentencesOf(text, words), mentions };
};

/** @returns the text as a talk to link, with the names given or else those recognised */
export const textTalk = async (named: NamedText, recogniser: NameRecogniser): Promise<Talk> => {
  const words = textWords(named.text);
  const recognised = inText(words, await recogniser.recognise(words));
  return talkOf(named, words, named.mentions?.map(span => typed(span, recognised)) ?? recognised);
};
