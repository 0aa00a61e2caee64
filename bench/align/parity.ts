import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { CEPSTRA, CepstraCollector } from '../../core/src/speech/align/front-end/cepstra.ts';
import { FEATURES, featuresAt, withoutLocalMean } from '../../core/src/speech/align/front-end/features.ts';
import type { AlignerModel } from '../../core/src/speech/align/model/load-aligner.ts';
import { pronounce } from '../../core/src/speech/align/pronounce/pronounce.ts';
import { SenoneScorer } from '../../core/src/speech/align/score/senone-scorer.ts';
import { findWords } from '../../core/src/speech/align/search/find-words.ts';
import { TUNING } from '../../core/src/speech/align/tuning.ts';
import { type Clip, goldenWords, MODEL_FOLDER } from './clips.ts';

const FrameValues = z.object({ frames: z.record(z.string(), z.array(z.number())) });
const SenoneValues = z.object({ frames: z.record(z.string(), z.object({ senones: z.array(z.number()), scores: z.array(z.number()) })) });
/** What the Python package pocketsphinx 5.1.1 computes for jfk.wav. */
const Golden = z.object({ cepstra: FrameValues, senones: SenoneValues });

const golden = (): z.infer<typeof Golden> => Golden.parse(JSON.parse(readFileSync(join(MODEL_FOLDER, 'golden.json'), 'utf8')));

export const cepstraOf = (samples: Float32Array): Float32Array => {
  const collector = new CepstraCollector();
  collector.push(samples);
  return collector.finish();
};

/** @param jfk samples of jfk.wav @returns absolute differences of every cepstrum the package lists; its values are rounded to .001 */
export const cepstrumDifferences = (jfk: Float32Array): number[] => {
  const cepstra = cepstraOf(jfk);
  return Object.entries(golden().cepstra.frames).flatMap(([frame, values]) =>
    values.map((value, i) => Math.abs(value - (cepstra[Number(frame) * CEPSTRA + i] ?? NaN))),
  );
};

/** Unit of the package's scores, nats. */
const SCORE_UNIT = 1024 * Math.log(1.0001);

/** @returns absolute differences of senone scores from the best of their frame, in the package's units */
export const senoneDifferences = (model: AlignerModel, jfk: Float32Array): number[] => {
  const centred = withoutLocalMean(cepstraOf(jfk), Infinity);
  const scorer = new SenoneScorer(model);
  const features = new Float32Array(FEATURES);
  const { frames } = golden().senones;
  return Array.from({ length: centred.length / CEPSTRA }, (_, frame) => {
    featuresAt(centred, frame, features);
    scorer.next(features);
    // Asking for a senone of each codebook makes the scorer search all of them, as the package does.
    for (let codebook = 0; codebook < model.gaussians.codebooks; codebook++) scorer.score(codebook * 3);
    const listed = frames[String(frame)];
    if (listed === undefined) return [];
    const ours = listed.senones.map(senone => -scorer.score(senone) / SCORE_UNIT);
    const best = Math.min(...ours);
    return ours.map((score, i) => Math.abs(score - best - (listed.scores[i] ?? NaN)));
  }).flat();
};

/**
 * Places the words of a clip as the package does: mean of the whole file, no garbage, no word left out, no windows.
 * @returns onset and offset differences, milliseconds
 */
export const boundaryDifferences = async (model: AlignerModel, clip: Clip): Promise<{ onsets: number[]; offsets: number[] }> => {
  const reference = goldenWords()[clip.name] ?? [];
  const { words } = await findWords({
    model,
    centred: withoutLocalMean(cepstraOf(clip.samples), Infinity),
    words: reference.map(([text]) => ({ pronunciations: pronounce(text, model), window: { startMs: 0, endMs: Infinity } })),
    tuning: { ...TUNING, garbage: -Infinity, skip: -Infinity },
    onTurn: () => Promise.resolve(),
  });
  const difference = (frame: number | undefined, wanted: number): number => 10 * Math.abs((frame ?? Infinity) - wanted);
  return {
    onsets: reference.map(([, start], i) => difference(words[i]?.phones.at(0)?.start, start)),
    offsets: reference.map(([, , end], i) => difference(words[i]?.phones.at(-1)?.end, end)),
  };
};
