import * as z from 'zod';
import { AppError } from '../../errors/app-error.ts';
import type { MediaInfo } from '../media-info.ts';
import { isSteady } from './ffmpeg-steadiness.ts';
import { type FfmpegPrograms, FfmpegFailure, jailedInput, runJailed } from './ffmpeg-jail.ts';

const LIMITS = { milliseconds: 30_000, outputBytes: 2 * 1_024 * 1_024 };

const ENTRIES = [
  'stream=index,codec_type,codec_name,sample_rate,channels,duration,width,height,r_frame_rate,avg_frame_rate',
  'stream_tags=timecode',
  'stream_side_data=rotation',
  'stream_disposition=default,attached_pic',
  'format=duration',
  'format_tags=timecode',
].join(':');

const Seconds = z.coerce.number().nonnegative().catch(0);
const Tags = z.looseObject({ timecode: z.string().optional() }).default({});

const ProbedStream = z.object({
  index: z.int().nonnegative(),
  codec_type: z.string().default('unknown'),
  codec_name: z.string().default('unknown'),
  sample_rate: z.coerce.number().int().default(0),
  channels: z.int().default(0),
  duration: Seconds.default(0),
  width: z.int().default(0),
  height: z.int().default(0),
  r_frame_rate: z.string().default('0/0'),
  avg_frame_rate: z.string().default('0/0'),
  tags: Tags,
  side_data_list: z.array(z.looseObject({ rotation: z.number().optional() })).default([]),
  disposition: z.looseObject({ default: z.int().default(0), attached_pic: z.int().default(0) }).default({ default: 0, attached_pic: 0 }),
});
type ProbedStream = z.infer<typeof ProbedStream>;

const Probe = z.object({
  streams: z.array(ProbedStream).default([]),
  format: z.object({ duration: Seconds.default(0), tags: Tags }).default({ duration: 0, tags: {} }),
});
type Probe = z.infer<typeof Probe>;

/** What ffprobe knows of a file. */
export interface ProbedMedia {
  readonly audio: { readonly index: number; readonly codec: string; readonly sampleRate: number; readonly channels: number };
  readonly video: MediaInfo['video'];
  /** Seconds; 0 where the container does not say. */
  readonly duration: number;
}

interface Rational {
  readonly numerator: number;
  readonly denominator: number;
}

const rational = (text: string): Rational | null => {
  const [numerator = 0, denominator = 0] = text.split('/').map(Number);
  return Number.isInteger(numerator) && Number.isInteger(denominator) && numerator > 0 && denominator > 0
    ? { numerator, denominator }
    : null;
};

const perSecond = ({ numerator, denominator }: Rational): number => numerator / denominator;

/** Frames a second above which a base rate is a clock, not a rate. */
const FASTEST = 240;
/** Base and average rate of a steady file differ by rounding only. */
const STEADY = 0.001;

const frameRateOf = (stream: ProbedStream): { readonly frameRate: Rational; readonly variableFrameRate: boolean } | null => {
  const [base, average] = [rational(stream.r_frame_rate), rational(stream.avg_frame_rate)];
  const known = base ?? average;
  if (known === null) return null;
  if (base === null || average === null) return { frameRate: known, variableFrameRate: false };
  const variableFrameRate = Math.abs(perSecond(base) / perSecond(average) - 1) > STEADY;
  return { frameRate: perSecond(base) > FASTEST ? average : base, variableFrameRate };
};

/** ffprobe counts turns to the left; a quarter to the right is -90 there. */
const rotationOf = ({ side_data_list }: ProbedStream): 0 | 90 | 180 | 270 => {
  const degrees = side_data_list.find(({ rotation }) => rotation !== undefined)?.rotation ?? 0;
  const quarters = ((Math.round(-degrees / 90) % 4) + 4) % 4;
  return ([0, 90, 180, 270] as const)[quarters] ?? 0;
};

const videoOf = ({ streams, format }: Probe): MediaInfo['video'] => {
  const stream = streams.find(
    each => each.codec_type === 'video' && each.disposition.attached_pic === 0 && each.width > 0 && each.height > 0,
  );
  const rate = stream === undefined ? null : frameRateOf(stream);
  if (stream === undefined || rate === null) return null;
  const timecode =
    stream.tags.timecode ?? streams.find(each => each.tags.timecode !== undefined)?.tags.timecode ?? format.tags.timecode ?? null;
  const startTimecode = timecode !== null && /^\d{2}:\d{2}:\d{2}[:;]\d{2}$/u.test(timecode) ? timecode : null;
  return {
    codec: stream.codec_name,
    width: stream.width,
    height: stream.height,
    ...rate,
    rotation: rotationOf(stream),
    startTimecode,
    dropFrame: startTimecode?.includes(';') ?? false,
  };
};

const parseProbe = (json: string): ProbedMedia => {
  const probe = Probe.parse(JSON.parse(json));
  const tracks = probe.streams.filter(({ codec_type, sample_rate, channels }) => codec_type === 'audio' && sample_rate > 0 && channels > 0);
  const audio = tracks.find(track => track.disposition.default === 1) ?? tracks[0];
  if (audio === undefined) throw new AppError('MEDIA_NO_AUDIO');
  return {
    audio: { index: audio.index, codec: audio.codec_name, sampleRate: audio.sample_rate, channels: audio.channels },
    video: videoOf(probe),
    duration: audio.duration || probe.format.duration,
  };
};

/** Complaints by which a container says that its end is missing. */
const CUT_OFF = /moov atom not found|End of file|Truncat/iu;

/** @param missing what to tell where ffprobe is not installed @throws AppError `MEDIA_NO_AUDIO`, `MEDIA_TRUNCATED`, `MEDIA_UNSUPPORTED` */
export const probeMedia = async (path: string, demuxer: string, programs: FfmpegPrograms, missing: string): Promise<ProbedMedia> => {
  const options = ['-hide_banner', '-v', 'error', '-print_format', 'json', '-show_entries', ENTRIES, ...jailedInput(path, demuxer)];
  const output: Buffer[] = [];
  try {
    for await (const block of runJailed(programs.ffprobe, options, LIMITS, missing)) output.push(block);
    const probed = parseProbe(Buffer.concat(output).toString('utf8'));
    if (probed.video === null || demuxer !== 'matroska') return probed;
    return { ...probed, video: { ...probed.video, variableFrameRate: !(await isSteady(path, demuxer, programs, missing)) } };
  } catch (error) {
    if (error instanceof FfmpegFailure) {
      throw new AppError(CUT_OFF.test(error.complaint) ? 'MEDIA_TRUNCATED' : 'MEDIA_UNSUPPORTED', {
        internal: error.complaint,
        cause: error,
      });
    }
    if (error instanceof z.ZodError || error instanceof SyntaxError)
      throw new AppError('MEDIA_UNSUPPORTED', { internal: 'ffprobe answered something else', cause: error });
    throw error;
  }
};
