import type { EnrichedEntity, Mention } from '../../entities/entity.ts';
import { AppError } from '../../errors/app-error.ts';
import type { Ranking } from '../../images/image-candidate.ts';
import type { PlacementPreset } from '../../jobs/job-settings.ts';
import { sha256Hex } from '../../platform/digest.ts';
import type { EmphasisPoint } from '../../speech/emphasis-point.ts';
import type { Word } from '../../speech/transcript.ts';
import { placementOf } from '../placement-presets.ts';
import type { Cue, CueImage } from '../timeline.ts';
import { type ComposeInput, type RankedImage } from './compose-input.ts';
import { cueScore } from './cue-score.ts';
import { explainCue, rejectedImages } from './explain-cue.ts';

/** What a cue is made of, once it is chosen. */
export interface CueParts {
  readonly entity: EnrichedEntity;
  readonly mention: Mention;
  readonly ranking: Ranking;
  readonly ranked: RankedImage;
  readonly startMs: number;
  readonly durationMs: number;
  /** When each picture of the timeline is shown, by what tells it apart. */
  readonly shownAt: ReadonlyMap<string, number>;
}

/** What every cue of a talk is looked up in. */
export interface CueContext {
  readonly words: readonly Word[];
  /** Index of each word, by its id. */
  readonly places: ReadonlyMap<string, number>;
  readonly emphasis: ReadonlyMap<string, EmphasisPoint>;
  readonly preset: PlacementPreset;
}

export const cueContext = ({ transcript, emphasis, settings }: ComposeInput): CueContext => ({
  words: transcript.words,
  places: new Map(transcript.words.map(({ id }, index) => [id, index])),
  emphasis: new Map(emphasis.map(point => [point.wordId, point])),
  preset: settings.preset,
});

/** The same for the same thing at the same word, whatever its picture: an editor's hold on it survives composing anew. */
const cueId = (entity: EnrichedEntity, mention: Mention): string => `cue_${sha256Hex(`${entity.id} ${mention.fromWord}`).slice(0, 16)}`;

const imageOf = ({ candidate }: RankedImage): CueImage => ({
  state: 'preview',
  candidateId: candidate.id,
  imageId: null,
  previewUrl: candidate.previewUrl,
  width: candidate.width,
  height: candidate.height,
  provider: candidate.provider,
  sourceUrl: candidate.pageUrl,
  title: candidate.title,
});

const wordsOf = ({ words, places }: CueContext, { fromWord, toWord }: Mention): readonly Word[] => {
  const from = places.get(fromWord);
  const to = places.get(toWord);
  if (from === undefined || to === undefined || to < from) {
    throw new AppError('INTERNAL', { internal: `mention of ${fromWord} to ${toWord} is not in the transcript` });
  }
  return words.slice(from, to + 1);
};

/** @returns a cue whose picture is a preview until it has been acquired */
export const buildCue = (parts: CueParts, context: CueContext): Cue => {
  const { entity, mention, ranking, ranked, startMs, durationMs, shownAt } = parts;
  const { candidate } = ranked;
  const words = wordsOf(context, mention);
  const linked = entity.link.status === 'linked' ? entity.link : null;
  return {
    id: cueId(entity, mention),
    entityId: entity.id,
    entity: { kind: entity.kind, label: linked?.label ?? entity.name, qid: linked?.qid ?? null },
    fromWord: mention.fromWord,
    toWord: mention.toWord,
    text: words.map(word => word.text).join(' '),
    startMs,
    durationMs,
    placement: placementOf(context.preset, candidate),
    transition: entity.kind === 'concept' ? 'fade' : 'cut',
    score: cueScore(entity, mention, ranked),
    image: imageOf(ranked),
    illustrative: entity.kind === 'concept',
    licence: candidate.licence,
    credit: candidate.credit,
    creditHtml: candidate.creditHtml,
    why: explainCue(entity, mention, ranked, words, context.emphasis),
    rejected: rejectedImages(ranking, ranked, shownAt),
    review: 'automatic',
  };
};
