import type { Timeline } from './timeline.ts';

const NOTE = 'Pictures had to be taken out, because their owners, rights holders or sources asked for it.';

/**
 * @param imageIds of pictures that must not be shown
 * @returns the timeline without them, which says so; the same object where it shows none of them
 */
export const withoutPictures = (timeline: Timeline, imageIds: ReadonlySet<string>): Timeline => {
  const cues = timeline.cues.filter(({ image }) => image.imageId === null || !imageIds.has(image.imageId));
  if (cues.length === timeline.cues.length) return timeline;
  const isSaid = timeline.note?.includes(NOTE) === true;
  return { ...timeline, cues, note: isSaid ? timeline.note : [timeline.note, NOTE].filter(note => note !== null).join(' ') };
};
