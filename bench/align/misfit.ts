import type { AlignerModel } from '../../core/src/speech/align/model/load-aligner.ts';
import { windowsOfWords } from '../../core/src/speech/align/windows.ts';
import type { BenchRow } from '../report.ts';
import type { Clip } from './clips.ts';
import { DEGRADATIONS } from './degrade.ts';
import { alignTrial, alignTrials, onsetsOf, type Placed, type Trial, trialOf } from './measure.ts';
import { MISTAKES, withStrangers, wrongText } from './plant-errors.ts';
import { seededRandom } from './random.ts';
import { asTranscript } from './rough-times.ts';
import { measured } from './rows.ts';
import { areaUnderCurve, share, summarise } from './statistics.ts';

/** Every third word of a clip is a place for a mistake. */
const PLACES = 3;

const PROTOTYPE: Readonly<Record<string, string>> = {
  'one word missing': '27 / 16, .3 % of right words flagged',
  'two words missing': '27 / 16, .1 %',
  'one word added': '15 / 16, 94 % of planted flagged, .7 %',
  'one word wrong': '18 / 16, 82 % of planted flagged, .1 %',
};

const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;

/** One mistake in the text at a time: what it does to the words beside it, and whether it is noticed. */
export const mistakeRows = async (model: AlignerModel, clips: readonly Clip[], data: string): Promise<BenchRow[]> => {
  const rows: BenchRow[] = [];
  for (const { name, make } of MISTAKES) {
    const random = seededRandom(4);
    const near: Placed[] = [];
    const far: Placed[] = [];
    const planted: Placed[] = [];
    for (const clip of clips) {
      for (let at = 1; at < clip.words.length - 2; at += PLACES) {
        for (const word of (await alignTrial(model, make(clip, at, random))).placed) {
          if (word.truth === null) planted.push(word);
          else (Math.abs(word.index - at) <= 1 ? near : far).push(word);
        }
      }
    }
    const [beside, elsewhere] = [summarise(onsetsOf(near)).mean, summarise(onsetsOf(far)).mean];
    const noticed = planted.length === 0 ? '' : `; ${percent(share(planted.map(word => word.flagged)))} of planted flagged`;
    const value = `${beside.toFixed(1)} beside it, ${elsewhere.toFixed(1)} elsewhere${noticed}; ${percent(share([...near, ...far].map(word => word.flagged)))} of right words flagged`;
    const check = { check: `onset, ${name}`, data, threshold: 'mean <= 45 beside it, <= 22 elsewhere', prototype: PROTOTYPE[name] ?? '' };
    rows.push(measured(check, value, beside <= 45 && elsewhere <= 22));
  }
  return rows;
};

/** By degradation: the prototype's area under the curve, measured with words and noises of its own. */
const AREAS: Readonly<Record<string, number>> = {
  clean: 0.996,
  'telephone band, mu-law': 0.961,
  'pink noise 10 dB': 0.994,
  'music bed 5 dB': 0.923,
  'babble 10 dB': 0.966,
  'reverberation .4 s': 0.96,
};

/** How far the area may lie below the prototype's. */
const AREA_SLACK = 0.05;

/** Without passages nothing is rejected, and every word keeps the confidence it got. */
const unjudged = (trial: Trial): Trial => ({ ...trial, windows: { words: windowsOfWords(asTranscript(trial.words)).words, passages: [] } });

/** Every fifth word replaced, at each of the five places: does confidence tell right words from wrong ones? */
export const confidenceRows = async (model: AlignerModel, clips: readonly Clip[], data: string): Promise<BenchRow[]> => {
  const rows: BenchRow[] = [];
  for (const [name, prototype] of Object.entries(AREAS)) {
    const degradation = DEGRADATIONS.find(other => other.name === name);
    const random = seededRandom(6);
    const trials = clips.flatMap(clip => {
      const others = clips.filter(other => other !== clip).map(({ samples }) => samples);
      const samples = degradation?.apply(clip.samples, others) ?? clip.samples;
      return [0, 1, 2, 3, 4].map(first => unjudged(withStrangers({ ...clip, samples }, 5, first, random)));
    });
    const placed = await alignTrials(model, trials);
    const confidences = (isSaid: boolean): number[] => placed.filter(word => (word.truth !== null) === isSaid).map(word => word.confidence);
    const area = areaUnderCurve(confidences(false), confidences(true));
    const check = {
      check: `confidence tells wrong words, ${name}`,
      data,
      threshold: `area >= ${(prototype - AREA_SLACK).toFixed(3)}`,
      prototype: String(prototype),
    };
    rows.push(measured(check, area.toFixed(3), area >= prototype - AREA_SLACK));
  }
  return rows;
};

/** Another recording's text is refused; a recording's own never is. */
export const rejectionRows = async (model: AlignerModel, clips: readonly Clip[], data: string): Promise<BenchRow[]> => {
  let wrongRejected = 0;
  let rightRejected = 0;
  for (const [i, clip] of clips.entries()) {
    const wrong = await alignTrial(model, wrongText(clip, clips[(i + 1) % clips.length] ?? clip));
    const right = await alignTrial(model, trialOf(clip));
    if (wrong.alignment.rejected.length > 0 && wrong.placed.every(word => !word.isPlaced)) wrongRejected++;
    if (right.alignment.rejected.length > 0) rightRejected++;
  }
  const of = `of ${clips.length}`;
  return [
    measured(
      { check: "another recording's text is rejected", data, threshold: `${clips.length} ${of}`, prototype: '4 of 4' },
      `${wrongRejected} ${of}`,
      wrongRejected === clips.length,
    ),
    measured(
      { check: 'its own text is never rejected', data, threshold: `0 ${of}`, prototype: '0 of 4' },
      `${rightRejected} ${of}`,
      rightRejected === 0,
    ),
  ];
};
