import { type AlignerModel, loadAligner } from '../../../../core/src/speech/align/model/load-aligner.ts';
import type { TimeWindow } from '../../../../core/src/speech/align/windows.ts';
import type { Word } from '../../../../core/src/speech/transcript.ts';
import { committed } from '../../../support/fixtures.ts';

export const MODEL_FOLDER = committed('models/cmu-en-us-ptm');

let loading: Promise<AlignerModel> | undefined;

/** The committed model, parsed once a test file. */
export const theModel = (): Promise<AlignerModel> => (loading ??= loadAligner(MODEL_FOLDER));

/** @returns words of a transcript, as a recogniser gives them unless told otherwise */
export const transcriptOf = (words: readonly (TimeWindow & { readonly text: string })[], timeSource: Word['timeSource'] = 'asr'): Word[] =>
  words.map(({ text, startMs, endMs }, i) => ({ id: `w${i}`, text, startMs, endMs, timeSource, timeErrorMs: 100, sentence: 0 }));
