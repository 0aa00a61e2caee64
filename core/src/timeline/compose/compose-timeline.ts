import type { Cue, Timeline } from '../timeline.ts';
import { buildCue, cueContext } from './build-cue.ts';
import { candidateCues } from './candidate-cues.ts';
import { chooseCues } from './choose-cues.ts';
import type { CandidateCue, ComposeInput } from './compose-input.ts';
import { explainTimeline } from './explain-timeline.ts';
import { cuePictures } from './identity.ts';

/** When the sentence of each word ends, by word id. */
const sentenceEnds = ({ words }: ComposeInput['transcript']): Map<string, number> => {
  const ends = new Map<number, number>();
  for (const { sentence, endMs } of words) ends.set(sentence, Math.max(ends.get(sentence) ?? 0, endMs));
  return new Map(words.map(({ id, sentence, endMs }) => [id, ends.get(sentence) ?? endMs]));
};

/**
 * A picture stays to the end of its sentence, as far as the settings, the next picture and the end of the talk allow. Its
 * score does not depend on how long it stays, so that durations can be settled after the choice.
 * @param limitMs when it has to be gone
 */
const durationOf = ({ startMs, shortestMs, longestMs }: CandidateCue, sentenceEndMs: number, limitMs: number): number =>
  Math.min(Math.max(shortestMs, sentenceEndMs - startMs), longestMs, limitMs - startMs);

const timesOf = (chosen: readonly CandidateCue[], fixedCues: readonly Cue[]): number[] =>
  [...chosen, ...fixedCues].map(({ startMs }) => startMs).sort((a, b) => a - b);

/**
 * The best non-overlapping pictures for the best moments of a talk: a provisional timeline, with previews. The same input
 * gives the same timeline.
 */
export const composeTimeline = (input: ComposeInput): Timeline => {
  const { transcript, rankings, settings, fixedCues = [], version } = input;
  const chosen = chooseCues(candidateCues(input), input);
  const starts = timesOf(chosen, fixedCues);
  const ends = sentenceEnds(transcript);
  const pictureOfCue = cuePictures(rankings);
  const shownAt = new Map([
    ...fixedCues.map(cue => [pictureOfCue(cue), cue.startMs] as const),
    ...chosen.map(({ picture, startMs }) => [picture, startMs] as const),
  ]);
  const context = cueContext(input);
  const cues = chosen.map(candidate => {
    const { startMs, mention } = candidate;
    const next = starts.find(start => start > startMs);
    const limitMs = next === undefined ? transcript.durationMs : Math.min(transcript.durationMs, next - settings.gapMs);
    const durationMs = durationOf(candidate, ends.get(mention.toWord) ?? mention.endMs, limitMs);
    return buildCue({ ...candidate, durationMs, shownAt }, context);
  });
  return {
    schemaVersion: 1,
    version,
    state: 'provisional',
    durationMs: transcript.durationMs,
    cues: [...fixedCues, ...cues].sort((a, b) => a.startMs - b.startMs),
    note: explainTimeline(input, cues.length + fixedCues.length),
  };
};
