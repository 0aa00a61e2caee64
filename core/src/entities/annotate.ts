import * as z from 'zod';
import type { CallContext } from '../platform/call-gate.ts';
import { done, type Outcome } from '../platform/outcome.ts';
import { transcriptText } from '../speech/transcript.ts';
import { Qid } from './entity.ts';
import type { KnowledgeBase } from './knowledge-base.ts';
import { choose } from './link/choose.ts';
import type { ClassGroup } from './link/class-group.ts';
import type { Linker } from './link/load-linker.ts';
import { reasons } from './link/reasons.ts';
import type { Talk, TalkMention } from './link/talk.ts';
import { type WeighedMention, weighTalk } from './link/weigh-talk.ts';
import { normaliseName } from './name-forms.ts';
import { NAME_TYPES, type NameRecogniser, type NameType, type RecognisedName } from './recognise/name-recogniser.ts';
import { type TextWord, textWords } from './recognise/text-words.ts';
import type { SentenceEmbedder } from './sentence-embedder.ts';

/** A text whose names are asked for; all offsets are UTF-16. */
export const AnnotateRequest = z
  .object({
    id: z.string(),
    text: z.string(),
    /** The names, where they are known; otherwise they are recognised. */
    mentions: z.array(z.object({ start: z.int().nonnegative(), end: z.int().positive() })).optional(),
    /** The only items a surface may mean. */
    candidates: z.record(z.string(), z.array(Qid)).optional(),
  })
  .refine(
    ({ text, mentions = [] }) => mentions.every(({ start, end }) => start < end && end <= text.length),
    'a mention lies outside the text',
  );
export type AnnotateRequest = z.infer<typeof AnnotateRequest>;

export const Annotation = z.object({
  id: z.string(),
  mentions: z.array(
    z.object({
      start: z.int().nonnegative(),
      end: z.int().positive(),
      type: z.enum(NAME_TYPES),
      /** The item, or null where nothing is sure enough. */
      qid: Qid.nullable(),
      /** Of the likeliest item, linked or not, 0–1. */
      probability: z.number().min(0).max(1),
      /** The next likeliest where one is linked, the likeliest where none is. */
      runnerUp: Qid.nullable(),
      why: z.string(),
    }),
  ),
});
export type Annotation = z.infer<typeof Annotation>;

export interface AnnotateDeps {
  readonly recogniser: NameRecogniser;
  readonly knowledgeBase: KnowledgeBase;
  readonly embedder: SentenceEmbedder;
  readonly linker: Linker;
  readonly threshold: number;
  readonly call: CallContext;
}

interface Span {
  readonly start: number;
  readonly end: number;
}
interface FoundName extends Span {
  readonly type: NameType | null;
  readonly confidence: number;
}

const inText = (words: readonly TextWord[], names: readonly RecognisedName[]): readonly (FoundName & { readonly type: NameType })[] => {
  const { offsets } = transcriptText(words);
  const place = (offset: number, word: number): number => offset - (offsets[word] ?? 0) + (words[word]?.start ?? 0);
  return names.map(({ start, end, fromWord, toWord, type, confidence }) => ({
    start: place(start, fromWord),
    end: place(end, toWord),
    type,
    confidence,
  }));
};

const shared = (a: Span, b: Span): number => Math.min(a.end, b.end) - Math.max(a.start, b.start);

/** A given name has the type of the recognised one that covers most of it; nobody doubts that it is a name. */
const typed = (span: Span, recognised: readonly FoundName[]): FoundName => {
  const best = recognised.reduce<FoundName | null>(
    (top, name) => (shared(span, name) > (top === null ? 0 : shared(span, top)) ? name : top),
    null,
  );
  return { ...span, type: best?.type ?? null, confidence: 1 };
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
const givenCandidates = (candidates: AnnotateRequest['candidates'] = {}): ReadonlyMap<string, readonly string[]> => {
  const given = new Map<string, readonly string[]>();
  for (const [surface, qids] of Object.entries(candidates)) {
    const key = normaliseName(surface);
    given.set(key, [...new Set([...(given.get(key) ?? []), ...qids])]);
  }
  return given;
};

const talkOf = ({ text, candidates }: AnnotateRequest, words: readonly TextWord[], names: readonly FoundName[]): Talk => {
  const givenFor = givenCandidates(candidates);
  const mentions = names.map(({ start, end, type, confidence }): TalkMention => {
    const surface = text.slice(start, end);
    const word = words.findLast(one => one.start <= start);
    const given = givenFor.get(normaliseName(surface));
    return { surface, start, end, sentence: word?.sentence ?? 0, type, confidence, ...(given === undefined ? {} : { candidates: given }) };
  });
  return { text, sentences: sentencesOf(text, words), mentions };
};

const TYPE_OF_GROUP: Partial<Readonly<Record<ClassGroup, NameType>>> = { HUMAN: 'PER', FICT: 'PER', PLACE: 'LOC', ORG: 'ORG' };

const annotated = (talk: Talk, weighed: WeighedMention, { linker, threshold }: AnnotateDeps): Annotation['mentions'][number] => {
  const { chosen, best, runnerUp, refusal } = choose(weighed, threshold);
  const { start, end, type } = weighed.mention;
  const next = chosen === null ? best : runnerUp;
  return {
    start,
    end,
    type: type ?? (best === null ? 'MISC' : (TYPE_OF_GROUP[best.candidate.group] ?? 'MISC')),
    qid: chosen?.candidate.item.qid ?? null,
    probability: best?.probability ?? 0,
    runnerUp: next?.candidate.item.qid ?? null,
    why: refusal ?? (best === null ? '' : reasons(talk, weighed, best, linker.wordWeight)),
  };
};

/**
 * Every name of a text with its type and, where one is sure enough, its item.
 * @returns `deferred` or `failed` only as the knowledge base does
 */
export const annotate = async (request: AnnotateRequest, deps: AnnotateDeps): Promise<Outcome<Annotation>> => {
  const words = textWords(request.text);
  const recognised = inText(words, await deps.recogniser.recognise(words));
  const names = request.mentions?.map(span => typed(span, recognised)) ?? recognised;
  const talk = talkOf(request, words, names);
  const weighed = await weighTalk(talk, deps);
  if (weighed.outcome !== 'done') return weighed;
  return done({ id: request.id, mentions: weighed.value.map(one => annotated(talk, one, deps)) });
};
