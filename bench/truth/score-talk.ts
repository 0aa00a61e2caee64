import type { EnrichedEntity } from '../../core/src/entities/entity.ts';
import type { ImageCandidate, Ranking } from '../../core/src/images/image-candidate.ts';
import type { Catalogue } from '../../local/sandbox/commons/catalogue.ts';
import type { EnrichedTalk } from './enrich-talk.ts';
import { judgePicture, type Verdict } from './judge-picture.ts';
import type { GoldMention, TruthTalk } from './read-talks.ts';

export type LinkResult = 'right' | 'wrong' | 'abstained' | 'not found';

export interface ScoredMention extends GoldMention {
  readonly result: LinkResult;
  /** What was linked, or the likeliest that was not. */
  readonly entity: EnrichedEntity | null;
  /** Whether the knowledge base offers the item for the name. */
  readonly reachable: boolean;
}

export interface ShownPicture {
  readonly entity: EnrichedEntity;
  readonly candidate: ImageCandidate;
  /** The words it is shown at. */
  readonly text: string;
  readonly illustrative: boolean;
  readonly verdict: Verdict;
  readonly hasCredit: boolean;
  readonly isStockForName: boolean;
}

export interface ScoredTalk {
  readonly talk: TruthTalk;
  readonly enriched: EnrichedTalk;
  readonly mentions: readonly ScoredMention[];
  /** Linked although the corpus names nothing there. */
  readonly stray: readonly EnrichedEntity[];
  readonly shown: readonly ShownPicture[];
  /** The best picture of every entity that has one, whether it found a place or not. */
  readonly first: readonly ShownPicture[];
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Index of the word at each offset of the text. @throws where the transcript has other words than the text */
const wordStarts = (text: string, words: readonly { readonly text: string }[]): readonly number[] => {
  const starts = [...text.matchAll(/\S+/gu)];
  if (starts.length !== words.length) throw new Error(`${starts.length} words in the text, ${words.length} in the transcript`);
  return starts.map(match => match.index);
};

const wordRange = ({ start, end }: { readonly start: number; readonly end: number }, starts: readonly number[]): Range => ({
  from: starts.findLastIndex(at => at <= start),
  to: starts.findLastIndex(at => at < end),
});

const overlaps = (a: Range, b: Range): boolean => a.from <= b.to && b.from <= a.to;

/** @returns the places of an entity, as word indices */
const rangesOf = ({ mentions }: EnrichedEntity): readonly Range[] =>
  mentions.map(({ fromWord, toWord }) => ({ from: Number(fromWord.slice(1)), to: Number(toWord.slice(1)) }));

const linkedQid = (entity: EnrichedEntity | null): string | null => (entity?.link.status === 'linked' ? entity.link.qid : null);

const resultOf = (gold: GoldMention, entity: EnrichedEntity | null): LinkResult => {
  if (entity === null) return 'not found';
  const qid = linkedQid(entity);
  if (qid === null) return 'abstained';
  return qid === gold.qid ? 'right' : 'wrong';
};

export interface ScoreDeps {
  readonly catalogue: Catalogue;
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** Whether the knowledge base offers an item for a surface of the talk. */
  readonly reachable: (mention: GoldMention) => boolean;
}

/** Holds what the product made of a talk against what is true. */
export const scoreTalk = (talk: TruthTalk, enriched: EnrichedTalk, deps: ScoreDeps): ScoredTalk => {
  const { links, rankings, timeline, hearing } = enriched;
  const starts = wordStarts(talk.text, hearing.transcript.words);
  const gold = talk.mentions.map(mention => ({ mention, range: wordRange(mention, starts) }));
  const named = links.entities.filter(entity => entity.kind === 'named');
  const entityAt = (range: Range): EnrichedEntity | null =>
    named.find(entity => rangesOf(entity).some(place => overlaps(place, range))) ?? null;
  const mentions = gold.map(({ mention, range }): ScoredMention => {
    const entity = entityAt(range);
    return { ...mention, entity, result: resultOf(mention, entity), reachable: mention.qid !== null && deps.reachable(mention) };
  });
  const isTold = (entity: EnrichedEntity): boolean => rangesOf(entity).some(place => gold.some(({ range }) => overlaps(place, range)));
  const meantAt = (entity: EnrichedEntity, ranges: readonly Range[]): string | null => {
    if (entity.kind !== 'named') return null;
    return gold.find(({ range }) => ranges.some(place => overlaps(place, range)))?.mention.qid ?? null;
  };
  const judged = (entity: EnrichedEntity, candidate: ImageCandidate, ranges: readonly Range[], text: string): ShownPicture => ({
    entity,
    candidate,
    text,
    illustrative: entity.kind === 'concept',
    verdict: judgePicture(candidate, entity, meantAt(entity, ranges), deps.catalogue, deps.verdicts),
    hasCredit: candidate.credit.length > 0 && candidate.licence.name.length > 0,
    isStockForName: entity.kind === 'named' && candidate.origin === 'stock',
  });
  const entities = new Map(links.entities.map(entity => [entity.id, entity]));
  const candidates = new Map(rankings.flatMap(({ ranked }) => ranked.map(({ candidate }) => [candidate.id, candidate] as const)));
  const shown = timeline.cues.flatMap(cue => {
    const entity = entities.get(cue.entityId);
    const candidate = candidates.get(cue.image.candidateId);
    if (entity === undefined || candidate === undefined) throw new Error(`${talk.id}: a cue without its entity or picture`);
    const place = { from: Number(cue.fromWord.slice(1)), to: Number(cue.toWord.slice(1)) };
    return [judged(entity, candidate, [place], cue.text)];
  });
  const first = rankings.flatMap(({ entityId, ranked }: Ranking) => {
    const entity = entities.get(entityId);
    const best = ranked[0]?.candidate;
    return entity === undefined || best === undefined ? [] : [judged(entity, best, rangesOf(entity), entity.name)];
  });
  return { talk, enriched, mentions, stray: named.filter(entity => linkedQid(entity) !== null && !isTold(entity)), shown, first };
};
