import { resolve } from 'node:path';

/** A real talk that the product is shown on, and stays tested with. Origins and licences: `samples/README.md`. */
export interface Sample {
  readonly id: string;
  readonly title: string;
  /** Absolute path. */
  readonly file: string;
  /** Words of the media. */
  readonly words?: string;
}

const at = (name: string): string => resolve(import.meta.dirname, name);

export const SAMPLES: readonly Sample[] = [
  {
    id: 'audio-with-words',
    title: 'Audio with its words: the Warren Commission’s report, read aloud',
    file: at('warren-commission.wav'),
    words: at('warren-commission.json'),
  },
  { id: 'subtitles', title: 'Subtitles alone: the same report', file: at('warren-commission.srt') },
  {
    id: 'transcript',
    title: 'A transcript nobody prepared: previewing the first images of the James Webb Space Telescope',
    file: at('james-webb.txt'),
  },
];
