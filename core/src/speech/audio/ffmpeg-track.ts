import { AppError } from '../../errors/app-error.ts';
import type { MediaInfo } from '../media-info.ts';
import type { SoundTrack } from './decoded-audio.ts';
import { FfmpegFailure, type FfmpegPrograms, jailedInput, runJailed } from './ffmpeg-jail.ts';
import { type ProbedMedia, probeMedia } from './ffmpeg-probe.ts';

const SAMPLE_BYTES = 4;
/** Wall-clock time a second of sound may take to decode, and what starting may take, milliseconds. */
const TIME = { start: 60_000, perSecond: 250 };
/** Seconds that decoded sound may fall short of what the container states, and share of it: rounding and edit lists. */
const SHORT = { seconds: 0.5, share: 0.01 };

/** Demuxers whose containers state how long they are; of the others ffprobe only guesses, by the bit rate. */
const STATING: ReadonlySet<string> = new Set(['mov', 'matroska', 'ogg', 'aiff', 'avi', 'asf', 'wav']);

const deinterleave = (bytes: Buffer, channels: number): Float32Array[] => {
  const frames = bytes.length / SAMPLE_BYTES / channels;
  return Array.from({ length: channels }, (_, channel) =>
    Float32Array.from({ length: frames }, (__, i) => bytes.readFloatLE((i * channels + channel) * SAMPLE_BYTES)),
  );
};

interface DecodeRequest {
  readonly path: string;
  readonly demuxer: string;
  readonly programs: FfmpegPrograms;
  readonly missing: string;
  /** Decoding stops there, seconds. */
  readonly mostSeconds: number;
}

async function* decode(request: DecodeRequest, { audio }: ProbedMedia): AsyncGenerator<Float32Array[]> {
  const { path, demuxer, programs, missing, mostSeconds } = request;
  const frameBytes = SAMPLE_BYTES * audio.channels;
  const options = [
    ...['-nostdin', '-hide_banner', '-v', 'error', '-threads', '1', ...jailedInput(path, demuxer)],
    ...['-map', `0:${audio.index}`, '-vn', '-sn', '-dn', '-map_metadata', '-1', '-t', String(mostSeconds)],
    ...['-ar', String(audio.sampleRate), '-ac', String(audio.channels), '-c:a', 'pcm_f32le', '-f', 'f32le', 'pipe:1'],
  ];
  const limits = {
    milliseconds: TIME.start + TIME.perSecond * mostSeconds,
    outputBytes: Math.ceil((mostSeconds + 1) * audio.sampleRate) * frameBytes,
  };
  let rest = Buffer.alloc(0);
  try {
    for await (const block of runJailed(programs.ffmpeg, options, limits, missing)) {
      const bytes = Buffer.concat([rest, block]);
      const whole = bytes.length - (bytes.length % frameBytes);
      rest = Buffer.from(bytes.subarray(whole));
      if (whole > 0) yield deinterleave(bytes.subarray(0, whole), audio.channels);
    }
  } catch (error) {
    if (error instanceof FfmpegFailure) throw new AppError('MEDIA_UNSUPPORTED', { internal: error.complaint, cause: error });
    throw error;
  }
}

/**
 * Opens a container that ffmpeg reads.
 * @param request with `label`, the type as the user is told it where ffmpeg is not installed
 * @throws AppError `MEDIA_NO_AUDIO`, `MEDIA_TRUNCATED`, `MEDIA_UNSUPPORTED`
 */
export const openWithFfmpeg = async (
  request: Omit<DecodeRequest, 'missing'> & { readonly label: string },
): Promise<{ readonly track: SoundTrack; readonly video: MediaInfo['video'] }> => {
  const missing = `This is a file of type ${request.label}, which needs ffmpeg, and ffmpeg is not installed here. Plain WAV, FLAC and MP3 work without it.`;
  const media = await probeMedia(request.path, request.demuxer, request.programs, missing);
  const { audio, video, duration } = media;
  const length = STATING.has(request.demuxer) && duration > 0 ? Math.round(duration * audio.sampleRate) : null;
  const tolerance = Math.ceil(Math.max(SHORT.seconds, SHORT.share * duration) * audio.sampleRate);
  return {
    video,
    track: {
      codec: audio.codec,
      sampleRate: audio.sampleRate,
      channels: audio.channels,
      length,
      tolerance,
      decode: () => decode({ ...request, missing }, media),
    },
  };
};
