import { CEPSTRA } from '../front-end/cepstra.ts';
import { FEATURES, featuresAt } from '../front-end/features.ts';
import { buildWordGraph } from '../graph/word-graph.ts';
import type { AcousticModel } from '../model/load-aligner.ts';
import type { Pronunciation } from '../pronounce/pronounce.ts';
import { SenoneScorer } from '../score/senone-scorer.ts';
import type { Tuning } from '../tuning.ts';
import type { TimeWindow } from '../windows.ts';
import { openPositions } from './open-positions.ts';
import { type FoundWord, PathReader } from './path-reader.ts';
import { Viterbi } from './viterbi.ts';

/** A word to look for. */
export interface SpokenWord {
  /** At least one. */
  readonly pronunciations: readonly Pronunciation[];
  readonly window: TimeWindow;
}

/** What to look for, and in what. */
export interface FindRequest {
  readonly model: AcousticModel;
  /** Cepstra without their mean. */
  readonly centred: Float32Array;
  readonly words: readonly SpokenWord[];
  readonly tuning: Tuning;
  /** Awaited every few seconds of sound, with the share of frames done; throws to end the search. */
  readonly onTurn: (share: number) => Promise<void>;
}

/** The best way through the recording. */
export interface Found {
  /** One a word, and one more that holds the garbage after the last. */
  readonly words: readonly FoundWord[];
  /** Whether the end of the text was reached by the end of the sound. */
  readonly reachedEnd: boolean;
  /** Most bytes that undecided paths took. */
  readonly peakPathBytes: number;
}

/** Frames between two turns: 5 s of sound, about .2 s of work. */
const FRAMES_PER_TURN = 500;

/** Looks for the words in their order, each in its window. */
export const findWords = async ({ model, centred, words, tuning, onTurn }: FindRequest): Promise<Found> => {
  const graph = buildWordGraph(
    words.map(({ pronunciations }) => pronunciations),
    model,
    tuning,
  );
  const reader = new PathReader(graph, model.phones.silence);
  const open = openPositions(words.map(({ window }) => window));
  const viterbi = new Viterbi(graph, open, new SenoneScorer(model), tuning, reader.take);
  const frames = centred.length / CEPSTRA;
  const features = new Float32Array(FEATURES);
  for (let frame = 0; frame < frames; frame++) {
    if (frame % FRAMES_PER_TURN === 0) await onTurn(frame / frames);
    featuresAt(centred, frame, features);
    viterbi.step(features);
  }
  const reachedEnd = viterbi.finish();
  return { words: reader.words, reachedEnd, peakPathBytes: viterbi.peakBytes };
};
