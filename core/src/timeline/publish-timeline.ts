import { mainVariant } from '../images/main-variant.ts';
import type { StoredImage } from '../images/stored-image.ts';
import type { Cue, Timeline } from './timeline.ts';

/** @returns the cue with the picture as it is in our bucket; its credit and licence are those it was fetched under */
export const withStoredImage = (cue: Cue, stored: StoredImage): Cue => {
  const { candidate } = stored;
  const { width, height } = mainVariant(stored);
  return {
    ...cue,
    image: {
      state: 'stored',
      candidateId: candidate.id,
      imageId: stored.id,
      previewUrl: candidate.previewUrl,
      width,
      height,
      provider: candidate.provider,
      sourceUrl: candidate.pageUrl,
      title: candidate.title,
    },
    licence: candidate.licence,
    credit: candidate.credit,
    creditHtml: candidate.creditHtml,
  };
};

/**
 * The timeline that users get: only pictures that are stored.
 * @param acquired for each cue, by id, the cue as it came out of acquiring, or null where no picture could be had
 */
export const publishTimeline = (timeline: Timeline, acquired: ReadonlyMap<string, Cue | null>): Timeline => {
  const cues = timeline.cues.flatMap(cue => acquired.get(cue.id) ?? []).filter(cue => cue.image.state === 'stored');
  const lost = timeline.cues.length - cues.length;
  const loss = lost === 0 ? null : `${lost} of ${timeline.cues.length} pictures could not be fetched, and nothing could take their place.`;
  const notes = [timeline.note, loss].filter(note => note !== null);
  return { ...timeline, state: 'published', cues, note: notes.length === 0 ? null : notes.join(' ') };
};
