import * as z from 'zod';
import type { CallContext } from '../platform/call-gate.ts';
import { done, type Outcome } from '../platform/outcome.ts';
import { Qid } from './entity.ts';
import type { KnowledgeBase } from './knowledge-base.ts';
import { choose } from './link/choose.ts';
import type { ClassGroup } from './link/class-group.ts';
import type { Linker } from './link/load-linker.ts';
import { longerNames, type TextSpan } from './link/longer-names.ts';
import { reasons } from './link/reasons.ts';
import { rememberSearches } from './link/remember-searches.ts';
import type { Talk, TalkMention } from './link/talk.ts';
import { type WeighedMention, weighTalk } from './link/weigh-talk.ts';
import { NAME_TYPES, type NameRecogniser, type NameType } from './recognise/name-recogniser.ts';
import type { SentenceEmbedder } from './sentence-embedder.ts';
import { textTalk } from './text-talk.ts';

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

/** Mentions that are parts of one longer name become that name. */
const withLonger = (talk: Talk, spans: readonly (TextSpan | null)[]): Talk => {
  const taken = new Set<number>();
  const mentions = talk.mentions.flatMap((mention, index): TalkMention[] => {
    const span = spans[index] ?? null;
    if (span === null) return [mention];
    if (taken.has(span.start)) return [];
    taken.add(span.start);
    return [{ ...mention, ...span, surface: talk.text.slice(span.start, span.end) }];
  });
  return { ...talk, mentions };
};

/**
 * Every name of a text with its type and, where one is sure enough, its item.
 * @returns `deferred` or `failed` only as the knowledge base does
 */
export const annotate = async (request: AnnotateRequest, deps: AnnotateDeps): Promise<Outcome<Annotation>> => {
  const knowledgeBase = rememberSearches(deps.knowledgeBase);
  const read = await textTalk(request, deps.recogniser);
  const longer = request.mentions === undefined ? await longerNames(read, { knowledgeBase, call: deps.call }) : done([]);
  if (longer.outcome !== 'done') return longer;
  const talk = withLonger(read, longer.value);
  const weighed = await weighTalk(talk, { ...deps, knowledgeBase });
  if (weighed.outcome !== 'done') return weighed;
  return done({ id: request.id, mentions: weighed.value.map(one => annotated(talk, one, deps)) });
};
