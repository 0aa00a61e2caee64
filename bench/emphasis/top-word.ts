import type { DecodedAudio } from '../../core/src/speech/audio/decoded-audio.ts';
import { hearRecording, type HearRecordingDeps } from '../../core/src/speech/hear-recording.ts';
import { trackSpeech } from '../../core/src/speech/signal/speech-tracks.ts';
import { type Clip, SAMPLE_RATE, streamOf } from '../align/clips.ts';
import { DEGRADATIONS } from '../align/degrade.ts';
import { seededRandom } from '../align/random.ts';
import { share } from '../align/statistics.ts';
import type { BenchRow } from '../report.ts';
import { type Check, shareRow, valueRow } from './rows.ts';
import { MANNERS, type StandIn, standIns } from './stand-ins.ts';
import { givenOf, jittered, type SourceWords, unaligned } from './time-sources.ts';

const SEED = 5;

interface Judged {
  /** The highest score is the target's. */
  readonly isTop: boolean;
  /** For each word whether it was called emphasised. */
  readonly emphasised: readonly boolean[];
  readonly target: number;
}

const audioOf = (samples: Float32Array): DecodedAudio => ({
  info: {
    container: 'wav',
    durationMs: Math.round((1_000 * samples.length) / SAMPLE_RATE),
    audio: { codec: 'pcm_s16le', sampleRate: SAMPLE_RATE, channels: 1 },
    video: null,
  },
  ...streamOf(samples),
});

const judge = async (deps: HearRecordingDeps, { samples, words, target }: StandIn, given: SourceWords): Promise<Judged> => {
  const clip = { name: '', audio: '', phones: [], words: words.map(word => ({ ...word, prominence: 0, boundary: 0 })) };
  const { emphasis } = await hearRecording(deps, {
    audio: audioOf(samples),
    given: { ...givenOf(clip, given), notes: [] },
    sensitivity: 'normal',
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  const best = emphasis.reduce((top, { score }, i) => (score > (emphasis[top]?.score ?? 0) ? i : top), 0);
  return { isTop: best === target, emphasised: emphasis.map(point => point.emphasised), target };
};

/** F1 over all words of "was called emphasised" against "was made emphatic". */
const f1 = (judged: readonly Judged[]): number => {
  const hits = judged.filter(({ emphasised, target }) => emphasised[target] === true).length;
  const called = judged.reduce((sum, { emphasised }) => sum + emphasised.filter(Boolean).length, 0);
  return (2 * hits) / (called + judged.length);
};

/** A way to present the phrases. */
interface Condition {
  readonly name: string;
  readonly least?: number;
  readonly prototype?: string;
  readonly peer?: string;
  readonly samplesOf?: ((samples: Float32Array) => Float32Array) | undefined;
  readonly timesOf?: (standIn: StandIn) => SourceWords;
  /** Words are looked for in the sound. */
  readonly bare?: boolean;
}

const degraded = (name: string): Condition['samplesOf'] => {
  const degradation = DEGRADATIONS.find(each => each.name === name);
  return degradation && (samples => degradation.apply(samples, []));
};

const timed = ({ words }: StandIn): SourceWords => ({ times: words, timeSource: 'given' });
const moved =
  (deviationMs: number) =>
  ({ words }: StandIn): SourceWords => ({
    times: jittered(
      words.map(word => ({ ...word, prominence: 0, boundary: 0 })),
      deviationMs,
      seededRandom(SEED),
    ),
    timeSource: 'given',
  });

const CONDITIONS: readonly Condition[] = [
  { name: 'gold times', least: 0.9, prototype: '1.00 / .97', peer: 'neural estimator: .80 / .70; text: .30 / .50' },
  { name: 'gold times, not aligned', bare: true },
  { name: 'no times', least: 0.88, timesOf: ({ words }) => ({ times: words.map(() => ({ startMs: 0, endMs: 0 })), timeSource: 'spread' }) },
  { name: 'jitter 50 ms', least: 0.88, prototype: '.90 / .93', timesOf: moved(50) },
  { name: 'jitter 100 ms', least: 0.8, prototype: '.80 / .83', timesOf: moved(100) },
  { name: 'jitter 100 ms, not aligned', timesOf: moved(100), bare: true },
  { name: 'white noise 10 dB', least: 0.85, prototype: '1.0 / 1.0', samplesOf: degraded('white noise 10 dB') },
  { name: 'telephone', least: 0.85, prototype: '.90 / 1.0', samplesOf: degraded('telephone band, mu-law') },
];

const phrasesOf = async (clips: readonly Clip[], manner: keyof typeof MANNERS): Promise<StandIn[]> => {
  const emphasising = MANNERS[manner];
  if (emphasising === undefined) throw new Error(`There is no manner "${manner}".`);
  const all: StandIn[] = [];
  for (const { name, samples, words } of clips) {
    const { f0 } = await trackSpeech(streamOf(samples).blocks(), SAMPLE_RATE);
    all.push(...standIns({ name, samples, sampleRate: SAMPLE_RATE, f0, words }, emphasising));
  }
  return all;
};

const judgeAll = async (deps: HearRecordingDeps, phrases: readonly StandIn[], condition: Condition): Promise<Judged[]> => {
  const { samplesOf = (samples: Float32Array) => samples, timesOf = timed, bare } = condition;
  const judged: Judged[] = [];
  for (const phrase of phrases) {
    const heard = { ...phrase, samples: samplesOf(phrase.samples) };
    judged.push(await judge({ ...deps, ...(bare === true && { align: unaligned() }) }, heard, timesOf(phrase)));
  }
  return judged;
};

/**
 * Whether the emphatic word is found in stand-ins for human emphasis: phrases of read speech in which one word was changed.
 * The prototype's values are for the clips of EmphAssess (10) and for human contrastive focus (30), which are kept out.
 */
export const topWordRows = async (deps: HearRecordingDeps, clips: readonly Clip[]): Promise<BenchRow[]> => {
  const rows: BenchRow[] = [];
  const clear = await phrasesOf(clips, 'clear');
  const data = `${clear.length} resynthesised phrases`;
  for (const condition of CONDITIONS) {
    const judged = await judgeAll(deps, clear, condition);
    const check: Check = { ...condition, check: `top word, ${condition.name}`, data };
    rows.push(
      shareRow(
        check,
        judged.map(({ isTop }) => isTop),
      ),
    );
    if (condition.name !== 'gold times') continue;
    const words = judged.flatMap(({ emphasised, target }) => emphasised.filter((_, i) => i !== target));
    rows.push(
      valueRow(
        { check: 'emphasised, gold times: F1', data, least: 0.87, prototype: '.91 / .95', peer: 'EmphaClass (XLS-R 1 B): .83' },
        f1(judged),
      ),
      valueRow({ check: 'emphasised though not the target', data }, share(words)),
    );
  }
  for (const manner of Object.keys(MANNERS).filter(name => name !== 'clear')) {
    const judged = await judgeAll(deps, await phrasesOf(clips, manner), { name: manner });
    rows.push(
      shareRow(
        { check: `top word, gold times, ${manner}`, data },
        judged.map(({ isTop }) => isTop),
      ),
    );
  }
  return rows;
};
