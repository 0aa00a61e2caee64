import { AppError } from '../../errors/app-error.ts';
import type { MediaInfo } from '../media-info.ts';
import type { DecodedAudio, SoundTrack } from './decoded-audio.ts';
import { Downmix } from './downmix.ts';
import { type FfmpegPrograms, INSTALLED_FFMPEG } from './ffmpeg-jail.ts';
import { openWithFfmpeg } from './ffmpeg-track.ts';
import { openFlac } from './flac-track.ts';
import { type MediaKind, mediaKind } from './media-kind.ts';
import { openMp3 } from './mp3-track.ts';
import { withFile } from './read-file.ts';
import { openWav } from './wav-track.ts';

/** What a recording may be. */
export interface AudioLimits {
  readonly maxDurationMs: number;
  /** Where ffmpeg lies; by default wherever it is installed. */
  readonly programs?: FfmpegPrograms;
}

/** Sample rates and channel counts that recordings have; anything else is a broken header. */
const RATES = { least: 4_000, most: 768_000 };
const MOST_CHANNELS = 64;

interface OpenedTrack {
  readonly track: SoundTrack;
  readonly video: MediaInfo['video'];
}

const openTrack = async (path: string, kind: MediaKind, limits: AudioLimits): Promise<OpenedTrack> => {
  const viaFfmpeg = (demuxer: string, label: string): Promise<OpenedTrack> =>
    openWithFfmpeg({
      path,
      demuxer,
      label,
      programs: limits.programs ?? INSTALLED_FFMPEG,
      mostSeconds: limits.maxDurationMs / 1_000 + 1,
    });
  if (kind.reader === 'flac') return { track: await openFlac(path, kind.start), video: null };
  if (kind.reader === 'mp3') return { track: await openMp3(path, kind.container, kind.start), video: null };
  if (kind.reader !== 'wav') return viaFfmpeg(kind.reader.demuxer, kind.container);
  const track = await openWav(path);
  return track === null ? viaFfmpeg('wav', 'wav with compressed samples') : { track, video: null };
};

const tooLong = (limitMs: number): AppError =>
  new AppError('MEDIA_TOO_LONG', { detail: `It is longer than ${Math.round(limitMs / 1_000)} s.` });

/** Samples by decoding all of it, for files that do not say. */
const countSamples = async (track: SoundTrack, most: number, limitMs: number): Promise<number> => {
  let count = 0;
  for await (const [first] of track.decode()) {
    count += first?.length ?? 0;
    if (count > most) throw tooLong(limitMs);
  }
  return count;
};

async function* monoBlocks(track: SoundTrack, length: number, most: number, limitMs: number): AsyncGenerator<Float32Array> {
  const downmix = new Downmix();
  let count = 0;
  for await (const channels of track.decode()) {
    const mono = downmix.mix(channels);
    count += mono.length;
    if (count > most) throw tooLong(limitMs);
    yield mono;
  }
  if (count < length - track.tolerance) {
    const seconds = (samples: number): string => (samples / track.sampleRate).toFixed(1);
    throw new AppError('MEDIA_TRUNCATED', { detail: `It should last ${seconds(length)} s and ends after ${seconds(count)} s.` });
  }
}

/**
 * Opens a recording by what its bytes are, whatever its name. WAV, FLAC and MP3 are decoded here, other containers by ffmpeg.
 * @param path of a local file
 * @throws AppError `MEDIA_UNSUPPORTED`, `MEDIA_NO_AUDIO`, `MEDIA_TRUNCATED`, `MEDIA_TOO_LONG`
 */
export const openAudio = async (path: string, limits: AudioLimits): Promise<DecodedAudio> => {
  const { kind, size } = await withFile(path, async (file, bytes) => ({ kind: await mediaKind(file), size: bytes }));
  if (kind === null) throw new AppError('MEDIA_UNSUPPORTED', size === 0 ? { detail: 'The file is empty.' } : {});
  const { track, video } = await openTrack(path, kind, limits);
  const { sampleRate, channels, codec } = track;
  if (sampleRate < RATES.least || sampleRate > RATES.most || channels > MOST_CHANNELS || channels < 1) {
    throw new AppError('MEDIA_UNSUPPORTED', { detail: `Sound with ${channels} channels at ${sampleRate} Hz is not read.` });
  }
  const most = Math.ceil((limits.maxDurationMs / 1_000) * sampleRate);
  const length = track.length ?? (await countSamples(track, most, limits.maxDurationMs));
  if (length === 0) throw new AppError('MEDIA_NO_AUDIO', { detail: 'The file holds no sound at all.' });
  if (length > most) throw tooLong(limits.maxDurationMs);
  return {
    info: {
      container: kind.container,
      durationMs: Math.round((length / sampleRate) * 1_000),
      audio: { codec, sampleRate, channels },
      video,
    },
    sampleRate,
    blocks: () => monoBlocks(track, length, most, limits.maxDurationMs),
  };
};
