import type { AlignerModel } from '../../core/src/speech/align/model/load-aligner.ts';
import { windowsOfCues } from '../../core/src/speech/align/windows.ts';
import type { BenchRow } from '../report.ts';
import type { Clip } from './clips.ts';
import { DEGRADATIONS } from './degrade.ts';
import { alignTrials, offsetsOf, onsetsOf, trialOf } from './measure.ts';
import { seededRandom } from './random.ts';
import { asCues, likeRecogniser } from './rough-times.ts';
import { errorRow, type Limits } from './rows.ts';

const ONSET: Limits = { mean: 22, median: 15, p90: 45, within50: 0.93, bias: 12 };
const ONSET_THRESHOLD = 'mean <= 22, median <= 15, p90 <= 45, >= 93 % within 50, bias +-12';
const POCKETSPHINX = 'pocketsphinx 5.1.1 (Python), true text: mean 20, median 10, p90 30, 98 % within 50';

/** Where words come from that know roughly when they are said. */
const sources = (clips: readonly Clip[]): { check: string; prototype: string; trials: ReturnType<typeof trialOf>[] }[] => {
  const random = seededRandom(2);
  const recognised = clips.map(clip => trialOf(clip, likeRecogniser(clip.words, random)));
  const ofCues = (shiftMs: number): ReturnType<typeof trialOf>[] =>
    clips.map(clip => trialOf(clip, clip.words, windowsOfCues(asCues(clip.words, 7, shiftMs))));
  return [
    {
      check: 'onset, true times',
      prototype: 'mean 17, median 15, p90 35, 96 % within 50, bias -6',
      trials: clips.map(clip => trialOf(clip)),
    },
    {
      check: "onset, times like a recogniser's (pauses swallowed, ends +60 ms, deviation 80)",
      prototype: "mean 16, median 15, p90 35, 96 % (Whisper's own)",
      trials: recognised,
    },
    { check: 'onset, cues of 7 words', prototype: 'mean 17, median 15, p90 35, 96 %', trials: ofCues(0) },
    { check: 'onset, cues .7 s late', prototype: 'the same', trials: ofCues(700) },
    { check: 'onset, cues .7 s early', prototype: 'the same', trials: ofCues(-700) },
  ];
};

/** How well words are placed for every source of rough times. @param clips with known words @param data what they are */
export const placementRows = async (model: AlignerModel, clips: readonly Clip[], data: string): Promise<BenchRow[]> => {
  const rows: BenchRow[] = [];
  for (const { check, prototype, trials } of sources(clips)) {
    const placed = await alignTrials(model, trials);
    rows.push(errorRow({ check, data, threshold: ONSET_THRESHOLD, prototype, peer: POCKETSPHINX }, onsetsOf(placed), ONSET));
    if (rows.length > 1) continue;
    rows.push(
      errorRow(
        { check: 'offset, true times', data, threshold: 'mean <= 25', prototype: 'mean 18, median 15', peer: 'pocketsphinx: 22, 20' },
        offsetsOf(placed),
        { mean: 25 },
      ),
    );
  }
  return rows;
};

/** By name: limit of the mean, milliseconds, and the prototype's mean, median, share within 50 ms. */
const SPOILED: Readonly<Record<string, readonly [limit: number, prototype: string]>> = {
  '-30 dB level': [22, '16 / 15 / 95 %'],
  'telephone band, mu-law': [30, '21 / 15 / 93 %'],
  'low-pass 4 kHz': [30, '18 / 15 / 96 %'],
  'white noise 20 dB': [30, '18 / 15 / 96 %'],
  'white noise 10 dB': [40, '27 / 15 / 89 %'],
  'pink noise 10 dB': [40, '25 / 15 / 89 %'],
  'pink noise 5 dB': [45, '29 / 25 / 87 %'],
  'music bed 10 dB': [35, '22 / 15 / 94 %'],
  'music bed 5 dB': [35, '22 / 15 / 93 %'],
  'babble 10 dB': [45, '35 / 15 / 93 %'],
  'reverberation .4 s': [30, '19 / 15 / 95 %'],
};

/** The same in noise, music, echo and on the telephone. */
export const degradedRows = async (model: AlignerModel, clips: readonly Clip[], data: string): Promise<BenchRow[]> => {
  const random = seededRandom(3);
  const rough = clips.map(clip => likeRecogniser(clip.words, random));
  const rows: BenchRow[] = [];
  for (const { name, apply } of DEGRADATIONS) {
    const trials = clips.map((clip, i) => {
      const others = clips.filter(other => other !== clip).map(({ samples }) => samples);
      return trialOf({ ...clip, samples: apply(clip.samples, others) }, rough[i]);
    });
    const [limit, prototype] = SPOILED[name] ?? [0, ''];
    const onsets = onsetsOf(await alignTrials(model, trials));
    rows.push(errorRow({ check: `onset, ${name}`, data, threshold: `mean <= ${limit}`, prototype }, onsets, { mean: limit }));
  }
  return rows;
};
