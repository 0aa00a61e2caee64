import type { Timeline } from '../client/index.ts';

const clock = (ms: number): string => {
  const seconds = ms / 1_000;
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${(seconds % 60).toFixed(1).padStart(4, '0')}`;
};

/** @returns a timeline as people read it: each cue with its word, picture, credit and reason */
export const printTimeline = (timeline: Timeline): string => {
  if (timeline.cues.length === 0) return timeline.note ?? 'No pictures.';
  const lines = timeline.cues.flatMap(cue => [
    `${clock(cue.startMs)}–${clock(cue.startMs + cue.durationMs)}  “${cue.text}”  →  ${cue.entity.label}${cue.entity.qid === null ? '' : ` (${cue.entity.qid})`}${cue.illustrative ? ', illustrative' : ''}`,
    `              ${cue.image.title}  ·  ${cue.credit}  ·  ${cue.licence.name}`,
    `              ${cue.why}`,
  ]);
  return [...lines, ...(timeline.note === null ? [] : [timeline.note])].join('\n');
};
