import { openAudio } from '../../core/src/speech/audio/open-audio.ts';
import type { Align } from '../../core/src/speech/find-times.ts';
import { hearRecording, type HearRecordingDeps } from '../../core/src/speech/hear-recording.ts';
import { seededRandom } from '../align/random.ts';
import type { BenchRow } from '../report.ts';
import { pairsOf, type Pair } from '../speech/agreement.ts';
import type { ReferenceClip } from '../speech/reference-clips.ts';
import { type Agreement, agreementRows } from './rows.ts';
import { givenOf, jittered, recognised, type SourceWords, spreadInCues, unaligned } from './time-sources.ts';

const SEED = 3;
const CUE_WORDS = 7;

/** Where times come from, and what is asked of prominence measured by them. */
interface Source {
  readonly name: string;
  readonly wordsOf: (clip: ReferenceClip) => SourceWords;
  /** Absent: English. */
  readonly language?: string;
  /** Absent: the product's own aligner. */
  readonly align?: (clip: ReferenceClip) => Align;
  readonly asked: Agreement;
}

const gold = ({ words }: ReferenceClip): SourceWords => ({ times: words, timeSource: 'given' });
const jitter =
  (deviationMs: number) =>
  ({ words }: ReferenceClip): SourceWords => ({ times: jittered(words, deviationMs, seededRandom(SEED)), timeSource: 'given' });
const untimed = ({ words }: ReferenceClip): SourceWords => ({
  times: words.map(() => ({ startMs: 0, endMs: 0 })),
  timeSource: 'spread',
});
const cues = ({ words }: ReferenceClip): SourceWords => ({
  times: spreadInCues(words, CUE_WORDS),
  timeSource: 'spread',
  cueSize: CUE_WORDS,
});

const ALIGNED: Agreement = {
  r: { least: 0.95, prototype: '.97' },
  '2-way': { least: 0.92, prototype: '.952' },
  '3-way': { least: 0.8, prototype: '.893' },
};

const SOURCES: readonly Source[] = [
  {
    name: 'gold times, words alone',
    wordsOf: gold,
    align: () => unaligned(),
    asked: {
      r: { least: 0.9, prototype: '.922' },
      rho: { least: 0.87, prototype: '.931' },
      '2-way': { least: 0.92, prototype: '.940', peer: 'BERT-base, text alone: .832' },
      '3-way': { least: 0.8, prototype: '.833', peer: 'BERT-base, text alone: .686' },
    },
  },
  {
    name: 'gold times and phones',
    wordsOf: gold,
    align: ({ phones }) => unaligned(phones),
    asked: {
      r: { least: 0.97, prototype: '.981' },
      '2-way': { least: 0.92, prototype: '.952' },
      '3-way': { least: 0.8, prototype: '.905' },
    },
  },
  { name: 'gold times', wordsOf: gold, asked: ALIGNED },
  { name: 'jitter 50 ms', wordsOf: jitter(50), asked: ALIGNED },
  { name: 'jitter 100 ms', wordsOf: jitter(100), asked: ALIGNED },
  { name: 'jitter 50 ms, not aligned', wordsOf: jitter(50), align: () => unaligned(), asked: { r: {}, '2-way': {} } },
  { name: 'jitter 100 ms, not aligned', wordsOf: jitter(100), align: () => unaligned(), asked: { r: {}, '2-way': {} } },
  { name: 'text without times', wordsOf: untimed, asked: ALIGNED },
  { name: "recogniser's output", wordsOf: ({ name }) => recognised(name), asked: ALIGNED },
  {
    name: "recogniser's output, not aligned",
    wordsOf: ({ name }) => recognised(name),
    align: () => unaligned(),
    asked: { r: { prototype: '.42' }, '2-way': { prototype: '.76' }, '3-way': { prototype: '.64' } },
  },
  {
    name: "recogniser's output, mended by rule as for other languages",
    wordsOf: ({ name }) => recognised(name),
    language: 'fi',
    asked: { r: { prototype: '.66' }, '2-way': { prototype: '.86' }, '3-way': { prototype: '.76' } },
  },
  { name: 'cues of 7 words', wordsOf: cues, asked: ALIGNED },
  {
    name: 'cues of 7 words, not aligned',
    wordsOf: clip => ({ times: spreadInCues(clip.words, CUE_WORDS), timeSource: 'given' }),
    align: () => unaligned(),
    asked: { r: { prototype: '.07' }, '2-way': { prototype: '.48' }, '3-way': { prototype: '.41' } },
  },
];

const hear = async (deps: HearRecordingDeps, clip: ReferenceClip, { wordsOf, align, language }: Source): Promise<Pair[]> => {
  const audio = await openAudio(clip.audio, { maxDurationMs: 60_000 });
  const { transcript, ...given } = givenOf(clip, wordsOf(clip));
  const { emphasis } = await hearRecording(
    { ...deps, ...(align !== undefined && { align: align(clip) }) },
    {
      audio,
      given: { ...given, transcript: { ...transcript, ...(language !== undefined && { language }) }, notes: [] },
      sensitivity: 'normal',
      onProgress: () => undefined,
      signal: new AbortController().signal,
    },
  );
  return pairsOf(clip, emphasis);
};

/** Agreement with the wavelet toolkit's own values, for every source of times, through the product's whole path. */
export const measureAgreement = async (deps: HearRecordingDeps, clips: readonly ReferenceClip[]): Promise<BenchRow[]> => {
  const words = clips.reduce((sum, clip) => sum + clip.words.length, 0);
  const rows: BenchRow[] = [];
  for (const source of SOURCES) {
    const pairs: Pair[] = [];
    for (const clip of clips) pairs.push(...(await hear(deps, clip, source)));
    rows.push(...agreementRows(source.name, `${clips.length} clips, ${words} words`, pairs, source.asked));
  }
  return rows;
};
