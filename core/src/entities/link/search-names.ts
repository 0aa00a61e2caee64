import type { CallContext } from '../../platform/call-gate.ts';
import { done, type Outcome } from '../../platform/outcome.ts';
import { workThrough } from '../../platform/work-through.ts';
import type { KnowledgeBase, SearchHit } from '../knowledge-base.ts';
import { normaliseName } from '../name-forms.ts';
import type { Talk, TalkMention } from './talk.ts';

export interface SearchDeps {
  readonly knowledgeBase: KnowledgeBase;
  readonly call: CallContext;
}

/** Why a surface was not looked up. */
export interface Unreached {
  readonly code: string;
  readonly why: string;
}

/** @returns the first mention of every name of a talk, by normalised surface */
export const distinctMentions = (talk: Talk): ReadonlyMap<string, TalkMention> => {
  const first = new Map<string, TalkMention>();
  for (const mention of talk.mentions) {
    const key = normaliseName(mention.surface);
    if (key !== '' && !first.has(key)) first.set(key, mention);
  }
  return first;
};

/** The two longest other names of its sentence: what a full-text search is narrowed by. */
const neighbours = (talk: Talk, mention: TalkMention): readonly string[] =>
  [
    ...new Set(
      talk.mentions.filter(other => other.sentence === mention.sentence && other.surface !== mention.surface).map(other => other.surface),
    ),
  ]
    .sort((a, b) => b.length - a.length)
    .slice(0, 2);

/** Names that are looked up at once: as many as a talk of a minute or two has, so that none is left to begin when the others end. */
const SEARCHES_AT_ONCE = 24;

/** What searches brought, by normalised surface. */
export interface Lookup {
  readonly hits: Map<string, readonly SearchHit[]>;
  readonly unreached: Map<string, Unreached>;
}

/** Searches every distinct name of a talk whose items are not given. @returns `deferred` as soon as the knowledge base asks to wait */
export const searchNames = async (talk: Talk, { knowledgeBase, call }: SearchDeps): Promise<Outcome<Lookup>> => {
  const open = [...distinctMentions(talk)].filter(([, mention]) => mention.candidates === undefined);
  const answers = new Map<string, Outcome<readonly SearchHit[]>>();
  const waits: Outcome<Lookup>[] = [];
  await workThrough(open, SEARCHES_AT_ONCE, async ([key, mention]) => {
    if (waits.length > 0) return;
    const answer = await knowledgeBase.search(mention.surface, neighbours(talk, mention), call);
    if (answer.outcome === 'deferred') waits.push(answer);
    answers.set(key, answer);
  });
  const [wait] = waits;
  if (wait !== undefined) return wait;
  const lookup: Lookup = { hits: new Map(), unreached: new Map() };
  for (const [key] of open) {
    const answer = answers.get(key);
    if (answer?.outcome === 'failed') lookup.unreached.set(key, { code: answer.code, why: answer.why });
    if (answer?.outcome === 'done') lookup.hits.set(key, answer.value);
  }
  return done(lookup);
};
