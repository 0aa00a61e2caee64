import type { MediaInfo } from '../media-info.ts';

/** A recording that can be listened to. */
export interface DecodedAudio {
  readonly info: MediaInfo;
  /** Hz. */
  readonly sampleRate: number;
  /**
   * Mono samples, -1..1 and finite, in blocks of some seconds at most. Each call reads the file from its beginning.
   * @throws AppError `MEDIA_TRUNCATED` where the file ends before it should, `MEDIA_TOO_LONG` where it goes on past the limit
   */
  blocks(): AsyncIterable<Float32Array>;
}

/** A sound track as one decoder sees it, before it becomes mono. */
export interface SoundTrack {
  /** Name as ffmpeg writes it, for example `pcm_s16le`, `flac`, `mp3`. */
  readonly codec: string;
  readonly sampleRate: number;
  readonly channels: number;
  /** Samples of one channel; null where only decoding tells. */
  readonly length: number | null;
  /** Samples by which a whole file may fall short of `length`: containers round. */
  readonly tolerance: number;
  /** One array a channel and block, all of one length. Each call decodes from the beginning. */
  decode(): AsyncIterable<readonly Float32Array[]>;
}
