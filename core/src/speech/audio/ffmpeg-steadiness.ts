import { type FfmpegPrograms, jailedInput, runJailed } from './ffmpeg-jail.ts';

const LIMITS = { milliseconds: 30_000, outputBytes: 64 * 1_024 };
/** Frames looked at: ten seconds and more. */
const FRAMES = 300;
/** Seconds by which the steps of a steady stream differ where times are whole milliseconds, with some to spare. */
const ROUNDING = 0.003;

/**
 * Whether frames come at a steady rate, by their times: Matroska states a rate that recorders of screens and browsers do not
 * keep.
 * @throws as `runJailed`
 */
export const isSteady = async (path: string, demuxer: string, programs: FfmpegPrograms, missing: string): Promise<boolean> => {
  const options = [
    ...['-hide_banner', '-v', 'error', '-select_streams', 'v:0', '-read_intervals', `%+#${FRAMES}`],
    ...['-show_entries', 'packet=pts_time', '-print_format', 'csv=print_section=0', ...jailedInput(path, demuxer)],
  ];
  const output: Buffer[] = [];
  for await (const block of runJailed(programs.ffprobe, options, LIMITS, missing)) output.push(block);
  const times = Buffer.concat(output)
    .toString('latin1')
    .split('\n')
    .map(Number.parseFloat)
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const steps = times.slice(1).map((time, i) => time - (times[i] ?? 0));
  return steps.length === 0 || Math.max(...steps) - Math.min(...steps) <= ROUNDING;
};
