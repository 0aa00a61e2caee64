import { loadAligner, type AlignerModel } from '../core/src/speech/align/model/load-aligner.ts';
import { type Clip, committedClip, MODEL_FOLDER, tieredClips } from './align/clips.ts';
import { alignRecording, joinedRecording, type LongResult } from './align/long-recording.ts';
import { alignTrial, trialOf } from './align/measure.ts';
import { confidenceRows, mistakeRows, rejectionRows } from './align/misfit.ts';
import { boundaryDifferences, cepstrumDifferences, senoneDifferences } from './align/parity.ts';
import { degradedRows, placementRows } from './align/placement.ts';
import { seededRandom } from './align/random.ts';
import { likeRecogniser } from './align/rough-times.ts';
import { errorRow, measured, notRun } from './align/rows.ts';
import { mean, share, summarise } from './align/statistics.ts';
import type { BenchReport, BenchRow } from './report.ts';

const PEER = 'the reference is pocketsphinx 5.1.1 (Python)';

/** The same numbers as the package whose model this is. */
const parityRows = async (model: AlignerModel, jfk: Clip, clips: readonly Clip[]): Promise<BenchRow[]> => {
  const cepstrum = Math.max(...cepstrumDifferences(jfk.samples));
  const senones = senoneDifferences(model, jfk.samples);
  const [senoneMean, senoneShare] = [mean(senones), share(senones.map(difference => difference <= 4))];
  const boundaries = [];
  for (const clip of clips) boundaries.push(await boundaryDifferences(model, clip));
  const sides = [boundaries.flatMap(({ onsets }) => onsets), boundaries.flatMap(({ offsets }) => offsets)].map(summarise);
  const data = `${clips.length} clips, ${sides[0]?.count ?? 0} words`;
  return [
    measured(
      { check: 'cepstra', data: 'jfk.wav, 7 frames', threshold: 'max <= .01', prototype: '2e-5', peer: PEER },
      cepstrum,
      cepstrum <= 0.01,
    ),
    measured(
      {
        check: 'senone scores, units of .1024 nats',
        data: `jfk.wav, ${senones.length} scores`,
        threshold: 'mean <= 2, >= 96 % within 4',
        prototype: '1.25, 97 %',
        peer: PEER,
      },
      `mean ${senoneMean.toFixed(2)}, ${(100 * senoneShare).toFixed(0)} % within 4`,
      senoneMean <= 2 && senoneShare >= 0.96,
    ),
    measured(
      {
        check: 'word boundaries',
        data,
        threshold: 'mean <= 15 ms, >= 95 % within 50',
        prototype: 'onset 10, offset 12; 99, 97 %',
        peer: PEER,
      },
      `onset ${sides[0]?.mean.toFixed(1)}, offset ${sides[1]?.mean.toFixed(1)} ms; ${sides.map(({ within50 }) => `${(100 * within50).toFixed(0)} %`).join(', ')}`,
      sides.every(side => side.mean <= 15 && side.within50 >= 0.95),
    ),
  ];
};

/** Whisper takes "ask" for a second earlier than it is said: it swallows the pause before it. */
const pauseRow = async (model: AlignerModel, jfk: Clip): Promise<BenchRow> => {
  const { alignment, placed } = await alignTrial(model, trialOf(jfk, likeRecogniser(jfk.words, seededRandom(1))));
  const ask = alignment.words.find(({ text }) => text === 'ask')?.startMs ?? 0;
  const all = placed.filter(({ isPlaced }) => isPlaced).length;
  return measured(
    {
      check: 'words after pauses',
      data: "jfk.wav, times like a recogniser's",
      threshold: 'all 22 placed, "ask" at 3.20-3.32 s',
      prototype: '22, 3.27',
      peer: 'Whisper tiny.en, mended: 2.26',
    },
    `${all} placed, "ask" at ${(ask / 1000).toFixed(2)} s`,
    all === jfk.words.length && ask >= 3_200 && ask <= 3_320,
  );
};

const LONG_MINUTES = 60;
const FAULTY_MINUTES = 5;

const longRows = ({ long, short, faulty }: { long: LongResult; short: LongResult; faulty: LongResult }, clips: number): BenchRow[] => {
  const data = `${clips} clips, joined`;
  const perHour = long.addedMegabytes - short.addedMegabytes;
  return [
    errorRow(
      {
        check: `onset, ${LONG_MINUTES} min, times +-.5 s off`,
        data,
        threshold: 'mean <= 22, >= 93 % within 50',
        prototype: 'mean 16, median 10, 96 %',
      },
      long.onsets,
      { mean: 22, within50: 0.93 },
    ),
    measured(
      { check: `words placed, ${LONG_MINUTES} min`, data, threshold: '>= 99.5 %', prototype: '100 %' },
      `${(100 * long.placed).toFixed(2)} %`,
      long.placed >= 0.995,
    ),
    errorRow(
      { check: `onset, ${FAULTY_MINUTES} min, sentences missing and too many`, data, threshold: 'mean <= 30', prototype: 'mean 19' },
      faulty.onsets,
      { mean: 30 },
    ),
    measured(
      {
        check: `words placed, ${FAULTY_MINUTES} min, sentences missing and too many`,
        data,
        threshold: '>= 97 %',
        prototype: '100 %; all stray words flagged',
      },
      `${(100 * faulty.placed).toFixed(1)} %; ${(100 * faulty.strayFlagged).toFixed(0)} % of stray words flagged`,
      faulty.placed >= 0.97,
    ),
    measured(
      { check: 'processor time', data, threshold: '<= .08 x real time', prototype: '.035-.04' },
      long.processor.toFixed(4),
      long.processor <= 0.08,
    ),
    measured(
      {
        check: `memory for ${LONG_MINUTES - FAULTY_MINUTES} further minutes`,
        data,
        threshold: '<= 230 MB',
        prototype: '75 MB beside the audio',
      },
      `${perHour.toFixed(0)} MB`,
      perHour <= 230,
    ),
  ];
};

const clipRows = async (model: AlignerModel, jfk: Clip, tiered: readonly Clip[]): Promise<BenchRow[]> => {
  const words = (clips: readonly Clip[]): number => clips.reduce((sum, clip) => sum + clip.words.length, 0);
  const clips = tiered.length > 0 ? tiered : [jfk];
  const data =
    tiered.length > 0 ? `4 clips with word tiers, ${words(tiered)} words` : `jfk.wav against pocketsphinx, ${words([jfk])} words`;
  const five = [...tiered, jfk];
  const fiveData = `${five.length} clips, ${words(five)} words`;
  return [
    ...(await placementRows(model, clips, data)),
    ...(tiered.length > 0 ? [...(await degradedRows(model, clips, data)), ...(await rejectionRows(model, clips, data))] : []),
    ...(await mistakeRows(model, five, fiveData)),
    ...(tiered.length > 0 ? await confidenceRows(model, five, fiveData) : []),
  ];
};

/** What needs data that may not be shipped. */
const ABSENT: readonly BenchRow[] = [
  notRun({
    check: 'onset, telephone talk',
    data: '299 s, 564 words, human-corrected times',
    threshold: 'none',
    prototype: 'mean 35, median 19, 86 % within 50, 17 lost',
  }),
];

/** @param options `fixtures`: folder of larger fixtures, or null: then only what the committed clip can show is measured */
export const run = async ({ fixtures }: { readonly fixtures: string | null }): Promise<BenchReport> => {
  const model = await loadAligner(MODEL_FOLDER);
  const jfk = committedClip();
  const tiered = fixtures === null ? [] : tieredClips(fixtures);
  const clips = [...tiered, jfk];
  const rows = [...(await parityRows(model, jfk, clips)), await pauseRow(model, jfk), ...(await clipRows(model, jfk, tiered))];
  const faulty = await alignRecording(model, joinedRecording(clips, FAULTY_MINUTES, true));
  const short = await alignRecording(model, joinedRecording(clips, FAULTY_MINUTES, false));
  const long = await alignRecording(model, joinedRecording(clips, LONG_MINUTES, false));
  return {
    name: 'align',
    rows: [...rows, ...longRows({ long, short, faulty }, clips.length), ...ABSENT],
    figures: {
      processorPerSecond: long.processor,
      clockPerSecond: long.clock,
      addedMegabytes: long.addedMegabytes,
      addedMegabytesShort: short.addedMegabytes,
    },
  };
};
