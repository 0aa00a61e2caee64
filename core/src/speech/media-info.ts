import * as z from 'zod';

/** What the first probe of a media file found; kept for the project's life because every export needs it. */
export const MediaInfo = z.object({
  /** Container as the bytes say, for example `wav`, `flac`, `mp3`, `mp4`. */
  container: z.string(),
  durationMs: z.int().nonnegative(),
  audio: z.object({ codec: z.string(), sampleRate: z.int().positive(), channels: z.int().positive() }),
  video: z
    .object({
      codec: z.string(),
      width: z.int().positive(),
      height: z.int().positive(),
      /** Frames per second as an exact rational; 29.97 is 30000/1001. */
      frameRate: z.object({ numerator: z.int().positive(), denominator: z.int().positive() }),
      variableFrameRate: z.boolean(),
      /** Clockwise, degrees. */
      rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
      /** `HH:MM:SS:FF`, or `HH:MM:SS;FF` for drop frame; null where the file has none. */
      startTimecode: z.string().nullable(),
      dropFrame: z.boolean(),
    })
    .nullable(),
});
export type MediaInfo = z.infer<typeof MediaInfo>;
