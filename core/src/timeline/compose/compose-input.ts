import type { EnrichedEntity, Mention } from '../../entities/entity.ts';
import type { Ranking, Search } from '../../images/image-candidate.ts';
import type { JobSettings } from '../../jobs/job-settings.ts';
import type { EmphasisPoint } from '../../speech/emphasis-point.ts';
import type { Transcript } from '../../speech/transcript.ts';
import type { Cue } from '../timeline.ts';

/** A picture with its place in the ranking of one entity. */
export type RankedImage = Ranking['ranked'][number];

/** All that a timeline is composed from. */
export interface ComposeInput {
  readonly transcript: Transcript;
  readonly emphasis: readonly EmphasisPoint[];
  readonly entities: readonly EnrichedEntity[];
  /** One for each entity that was searched for. */
  readonly rankings: readonly Ranking[];
  readonly settings: JobSettings;
  /** Cues a person approved: they stay as they are, and others keep clear of them. */
  readonly fixedCues?: readonly Cue[];
  /** Providers that were not asked or did not answer, for the note. */
  readonly skippedProviders?: Search['skippedProviders'];
  /** Of the timeline that comes out. */
  readonly version: number;
}

/** One picture at one mention: what the choice is made among. */
export interface CandidateCue {
  readonly entity: EnrichedEntity;
  readonly mention: Mention;
  readonly ranking: Ranking;
  readonly ranked: RankedImage;
  /** Entities linked to one item are one subject. */
  readonly subject: string;
  /** The same for every copy of a picture. */
  readonly picture: string;
  readonly startMs: number;
  /** Until its words are said, within the settings. */
  readonly shortestMs: number;
  readonly longestMs: number;
  readonly score: number;
}
