import { analyseSpeech } from '../../core/src/speech/emphasis/analyse-speech.ts';
import { loadTextPrior, type TextPrior } from '../../core/src/speech/emphasis/text-prior.ts';
import { type Clip, SAMPLE_RATE } from '../align/clips.ts';
import { joinedRecording } from '../align/long-recording.ts';
import { asTranscript } from '../align/rough-times.ts';
import type { BenchRow } from '../report.ts';
import { limitRow, valueRow } from './rows.ts';

const REPEATS = 5;
const MINUTES = { short: 1, long: 3 };

/** @returns seconds of processor time, of all threads */
const processorTime = async (work: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

interface Cost {
  readonly seconds: number;
  readonly processor: number;
}

const costOf = async (prior: TextPrior, clips: readonly Clip[], minutes: number): Promise<Cost> => {
  const { audio, durationMs, said } = joinedRecording(clips, minutes, false);
  const words = asTranscript(said);
  const times: number[] = [];
  for (let i = 0; i < REPEATS; i++)
    times.push(await processorTime(() => analyseSpeech({ audio, words, phones: [], sensitivity: 'normal', prior })));
  return { seconds: durationMs / 1_000, processor: Math.min(...times) };
};

/** What measuring costs by itself: signal, prominence, text, fusion; no recogniser and no aligner. @param folder of the text prior */
export const speedRows = async (folder: string, clips: readonly Clip[]): Promise<BenchRow[]> => {
  const [opening] = clips;
  if (opening === undefined) return [];
  const second = joinedRecording([{ ...opening, samples: opening.samples.subarray(0, SAMPLE_RATE) }], 0.01, false);
  const words = asTranscript(second.said.slice(0, 4));
  const oneSecond = (): Promise<number> =>
    processorTime(async () => {
      await analyseSpeech({ audio: second.audio, words, phones: [], sensitivity: 'normal', prior: await loadTextPrior(folder) });
    });
  // With what the JIT compiler does for code that never ran before, which a worker pays once in its life.
  const first = await oneSecond();
  const prior = await loadTextPrior(folder);
  const short = await costOf(prior, clips, MINUTES.short);
  const long = await costOf(prior, clips, MINUTES.long);
  const perSecond = (long.processor - short.processor) / (long.seconds - short.seconds);
  const later: number[] = [];
  for (let i = 0; i < REPEATS; i++) later.push(await oneSecond());
  const fixed = 1_000 * Math.min(...later);
  const data = `${MINUTES.short} and ${MINUTES.long} min of joined clips, best of ${REPEATS}`;
  return [
    limitRow({ check: 'processor time, share of real time', data, prototype: '~.01', peer: 'wavelet toolkit: .21' }, perSecond, 0.02),
    limitRow({ check: 'processor time of one minute, share of real time', data, prototype: '~.01' }, short.processor / short.seconds, 0.02),
    limitRow({ check: 'fixed processor time, text prior loaded, one second measured, ms', data: `1 s, best of ${REPEATS}` }, fixed, 100),
    valueRow({ check: '  the same as the first thing a process does, ms', data: '1 s' }, 1_000 * first),
  ];
};
