import { describe, expect, it } from '@jest/globals';
import { committedClip, goldenWords } from '../../../../../bench/align/clips.ts';
import { boundaryDifferences, cepstraOf } from '../../../../../bench/align/parity.ts';
import { CEPSTRA } from '../../../../../core/src/speech/align/front-end/cepstra.ts';
import { FEATURES, featuresAt, withoutLocalMean } from '../../../../../core/src/speech/align/front-end/features.ts';
import { buildWordGraph, HUB, HUB_ROW, type WordGraph } from '../../../../../core/src/speech/align/graph/word-graph.ts';
import { pronounce } from '../../../../../core/src/speech/align/pronounce/pronounce.ts';
import { SenoneScorer } from '../../../../../core/src/speech/align/score/senone-scorer.ts';
import { openPositions } from '../../../../../core/src/speech/align/search/open-positions.ts';
import { Viterbi } from '../../../../../core/src/speech/align/search/viterbi.ts';
import { TUNING, type Tuning } from '../../../../../core/src/speech/align/tuning.ts';
import { theModel } from '../aligner.ts';

const clip = committedClip();
const words = goldenWords()['jfk']!.map(([text]) => text);
const centred = withoutLocalMean(cepstraOf(clip.samples));
const frames = centred.length / CEPSTRA;

type Features = (frame: number) => Float32Array;
const featuresOf: Features = frame => {
  const features = new Float32Array(FEATURES);
  featuresAt(centred, frame, features);
  return features;
};

/** A scorer that works every senone out, so that what is asked for makes no difference. */
class EagerScorer extends SenoneScorer {
  override next(features: Float32Array): void {
    super.next(features);
    for (let codebook = 0; codebook < 42; codebook++) this.score(3 * codebook);
  }
}

/** The search as it is defined: all states, all frames, no beam, everything remembered. @returns the sounding state of each frame */
const exhaustive = (graph: WordGraph, scorer: SenoneScorer, count: number, tuning: Tuning): number[] => {
  const states = graph.rows.length;
  const came: Int32Array[] = [];
  let before = new Float64Array(states).fill(-Infinity);
  before[HUB] = 0;
  const starts = [...graph.positionStart.subarray(1, -1)];
  starts.forEach((start, i) => (before[start + HUB] = tuning.skip + i * tuning.nextSkip));
  for (let frame = 0; frame < count; frame++) {
    scorer.next(featuresOf(frame));
    const now = new Float64Array(states).fill(-Infinity);
    const from = new Int32Array(states).fill(-1);
    const consider = (state: number, source: number, score: number): void => {
      if (score > now[state]!) [now[state], from[state]] = [score, source];
    };
    for (const hubs of [false, true]) {
      for (let state = 0; state < states; state++) {
        if ((graph.rows[state] === HUB_ROW) !== hubs) continue;
        const values = hubs ? now : before;
        const row = graph.rows[state]!;
        const [first, end] = [graph.arcStart[state]!, graph.arcStart[state + 1]!];
        if (!hubs) consider(state, state, before[state]! + graph.stay[row]!);
        if (!hubs && first === end) consider(state, state - 1, before[state - 1]! + graph.leave[row - 1]!);
        for (let arc = first; arc < end; arc++) consider(state, graph.arcFrom[arc]!, values[graph.arcFrom[arc]!]! + graph.arcCost[arc]!);
        if (!hubs) now[state]! += row === graph.garbageRow ? scorer.bestPlain + tuning.garbageMargin : scorer.score(graph.senones[state]!);
      }
    }
    came.push(from);
    before = now;
  }
  const path: number[] = [];
  let at = graph.positionStart.at(-2)! + HUB;
  for (let frame = count - 1; frame >= 0; frame--) {
    while (graph.rows[at] === HUB_ROW) at = came[frame]![at]!;
    path.unshift(at);
    at = came[frame]![at]!;
  }
  return path;
};

describe('Viterbi', () => {
  it('finds the path that a search of all states finds, and hands it out frame by frame', async () => {
    const model = await theModel();
    for (const text of [words.toSpliced(5, 1), words.toSpliced(9, 0, 'people', 'water')]) {
      const graph = buildWordGraph(
        text.map(word => pronounce(word, model)),
        model,
        TUNING,
      );
      const path: number[] = [];
      const open = openPositions(text.map(() => ({ startMs: 0, endMs: Infinity })));
      const viterbi = new Viterbi(graph, open, new EagerScorer(model), TUNING, (frame, state) => (path[frame] = state));
      for (let frame = 0; frame < frames; frame++) viterbi.step(featuresOf(frame));
      expect(viterbi.finish()).toBe(true);
      expect(path).toEqual(exhaustive(graph, new EagerScorer(model), frames, TUNING));
    }
  }, 60_000);

  it('puts words where pocketsphinx puts them: 15 ms on average, 95 % within 50', async () => {
    const { onsets, offsets } = await boundaryDifferences(await theModel(), clip);
    for (const differences of [onsets, offsets]) {
      expect(differences.reduce((sum, difference) => sum + difference, 0) / differences.length).toBeLessThanOrEqual(15);
      expect(differences.filter(difference => difference <= 50).length / differences.length).toBeGreaterThanOrEqual(0.95);
    }
  }, 30_000);

  it('never uses a position outside its window, and goes on from the first open one where all paths have fallen behind', async () => {
    const model = await theModel();
    const graph = buildWordGraph(
      words.map(word => pronounce(word, model)),
      model,
      TUNING,
    );
    const windows = words.map((_, i) => (i < 11 ? { startMs: 0, endMs: 2_000 } : { startMs: 6_000, endMs: 9_000 }));
    const open = openPositions(windows);
    const path: number[] = [];
    const viterbi = new Viterbi(graph, open, new SenoneScorer(model), TUNING, (frame, state) => (path[frame] = state));
    for (let frame = 0; frame < frames; frame++) viterbi.step(featuresOf(frame));
    viterbi.finish();
    expect(path).toHaveLength(frames);
    path.forEach((state, frame) => {
      const position = graph.positionStart.findLastIndex(start => start <= state);
      expect(frame).toBeGreaterThanOrEqual(open.opens[position]!);
      expect(frame).toBeLessThanOrEqual(open.closes[position]!);
    });
    expect(path).toEqual(
      [...path].sort((a, b) => graph.positionStart.findLastIndex(s => s <= a) - graph.positionStart.findLastIndex(s => s <= b)),
    );
  }, 30_000);

  it('keeps undecided paths small however long the recording is', async () => {
    const model = await theModel();
    const graph = buildWordGraph(
      words.map(word => pronounce(word, model)),
      model,
      TUNING,
    );
    const open = openPositions(words.map(() => ({ startMs: 0, endMs: Infinity })));
    const viterbi = new Viterbi(graph, open, new SenoneScorer(model), TUNING, () => undefined);
    for (let frame = 0; frame < 3 * frames; frame++) viterbi.step(featuresOf(frame % frames));
    viterbi.finish();
    expect(viterbi.peakBytes).toBeLessThan(5e6);
  }, 60_000);
});
