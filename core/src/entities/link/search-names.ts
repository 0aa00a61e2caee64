import type { CallContext } from '../../platform/call-gate.ts';
import { inChunks } from '../../platform/in-chunks.ts';
import { done, type Outcome } from '../../platform/outcome.ts';
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

/** How many searches are under way at once; the knowledge base asks its guests for no more. */
const SEARCHES_AT_ONCE = 3;

/** What searches brought, by normalised surface. */
export interface Lookup {
  readonly hits: Map<string, readonly SearchHit[]>;
  readonly unreached: Map<string, Unreached>;
}

/** Searches every distinct name of a talk whose items are not given. @returns `deferred` as soon as the knowledge base asks to wait */
export const searchNames = async (talk: Talk, { knowledgeBase, call }: SearchDeps): Promise<Outcome<Lookup>> => {
  const lookup: Lookup = { hits: new Map(), unreached: new Map() };
  const open = [...distinctMentions(talk)].filter(([, mention]) => mention.candidates === undefined);
  for (const chunk of inChunks(open, SEARCHES_AT_ONCE)) {
    const answers = await Promise.all(chunk.map(([, mention]) => knowledgeBase.search(mention.surface, neighbours(talk, mention), call)));
    for (const [index, answer] of answers.entries()) {
      const key = chunk[index]![0];
      if (answer.outcome === 'deferred') return answer;
      if (answer.outcome === 'failed') lookup.unreached.set(key, { code: answer.code, why: answer.why });
      if (answer.outcome === 'done') lookup.hits.set(key, answer.value);
    }
  }
  return done(lookup);
};
