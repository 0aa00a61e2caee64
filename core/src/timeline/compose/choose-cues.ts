import type { Cue } from '../timeline.ts';
import { chooseOptions } from './choose-options.ts';
import type { CandidateCue, ComposeInput } from './compose-input.ts';
import { cuePictures, subjectOfCue } from './identity.ts';
import type { SelectionProblem } from './selection-problem.ts';

/** A subject is not shown again sooner than this after its last picture began: a viewer still has that in mind. */
const REPEAT_MS = 30_000;

const MINUTE_MS = 60_000;

/**
 * `cuesPerMinute` holds for every whole minute of the talk, counted from its start. A rate below one, or with a fraction, is
 * counted over as long a stretch as holds a whole number: 0.5 is one in two minutes, 2.5 two in 48 seconds.
 */
export const stretchOf = (cuesPerMinute: number): { readonly lengthMs: number; readonly capacity: number } => {
  const capacity = Math.max(1, Math.floor(cuesPerMinute));
  return { lengthMs: (MINUTE_MS * capacity) / cuesPerMinute, capacity };
};

const keepsClearOf = (fixed: Cue, picture: string, gapMs: number) => (candidate: CandidateCue) =>
  (candidate.startMs + candidate.shortestMs + gapMs <= fixed.startMs || fixed.startMs + fixed.durationMs + gapMs <= candidate.startMs) &&
  candidate.picture !== picture &&
  (candidate.subject !== subjectOfCue(fixed) || Math.abs(candidate.startMs - fixed.startMs) >= REPEAT_MS);

const indicesBy = (candidates: readonly CandidateCue[], keyOf: (candidate: CandidateCue) => string): number[][] => [
  ...Map.groupBy(candidates.keys(), index => keyOf(candidates[index]!)).values(),
];

/** Every longest run of a subject's candidates that lie too near to each other for two of them. */
const tooSoon = (indices: readonly number[], candidates: readonly CandidateCue[]): number[][] => {
  const runs: number[][] = [];
  let covered = 0;
  indices.forEach((index, from) => {
    let to = Math.max(from, covered);
    while (to < indices.length && candidates[indices[to]!]!.startMs < candidates[index]!.startMs + REPEAT_MS) to++;
    if (to > covered) runs.push(indices.slice(from, to));
    covered = Math.max(covered, to);
  });
  return runs;
};

const problemOf = (candidates: readonly CandidateCue[], { settings, fixedCues = [] }: ComposeInput): SelectionProblem => {
  const { lengthMs, capacity } = stretchOf(settings.cuesPerMinute);
  const stretches = Math.floor((candidates.at(-1)?.startMs ?? 0) / lengthMs) + 1;
  const capacities = Array.from({ length: stretches }, (_, stretch) => {
    const held = fixedCues.filter(cue => Math.floor(cue.startMs / lengthMs) === stretch).length;
    return Math.max(0, capacity - held);
  });
  const samePicture = indicesBy(candidates, candidate => candidate.picture);
  const sameSubject = indicesBy(candidates, candidate => candidate.subject).flatMap(indices => tooSoon(indices, candidates));
  return {
    options: candidates.map(({ startMs, shortestMs, score }) => ({
      startMs,
      freeMs: startMs + shortestMs + settings.gapMs,
      weight: score,
      stretch: Math.floor(startMs / lengthMs),
    })),
    capacities,
    exclusions: [...samePicture, ...sameSubject].filter(members => members.length > 1),
  };
};

/**
 * The cues whose scores add up to the most, under all rules at once: no overlap, the gap, the density, the talk's end, no
 * subject too soon again, no picture twice, and clear of approved cues.
 * @param candidates sorted by start
 */
export const chooseCues = (candidates: readonly CandidateCue[], input: ComposeInput): CandidateCue[] => {
  const pictureOfCue = cuePictures(input.rankings);
  const free = (input.fixedCues ?? []).reduce<readonly CandidateCue[]>(
    (left, fixed) => left.filter(keepsClearOf(fixed, pictureOfCue(fixed), input.settings.gapMs)),
    candidates,
  );
  return chooseOptions(problemOf(free, input)).chosen.map(index => free[index]!);
};
