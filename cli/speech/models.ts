import { resolve } from 'node:path';
import { findModel } from '@cutaway/core/platform/models/model-folder';
import { align } from '@cutaway/core/speech/align/align';
import { loadAligner } from '@cutaway/core/speech/align/model/load-aligner';
import { loadTextPrior } from '@cutaway/core/speech/emphasis/text-prior';
import type { Align } from '@cutaway/core/speech/find-times';
import type { HearRecordingDeps } from '@cutaway/core/speech/hear-recording';
import { RecogniserThread } from '@cutaway/core/speech/recognise/recognise-in-thread';
import { WHISPER_MODEL } from '@cutaway/core/speech/recognise/whisper-model-kind';
import { userPath } from '../paths.ts';

/** What the product brings along. */
const MODELS = resolve(import.meta.dirname, '../../models');

/** Loads at the first call, and once. */
const once = <T>(load: () => Promise<T>): (() => Promise<T>) => {
  let loaded: Promise<T> | null = null;
  return () => (loaded ??= load());
};

const model = once(() => loadAligner(resolve(MODELS, 'cmu-en-us-ptm')));

/** Its model is read when the first recording needs it. */
export const aligner: Align = async request => align({ model: await model(), ...request });

/** @returns what hearing takes */
export const hearingDeps = async (): Promise<HearRecordingDeps> => ({
  prior: await loadTextPrior(resolve(MODELS, 'text-prior')),
  align: aligner,
});

/**
 * The recogniser in the folder that `CUTAWAY_MODELS` names.
 * @param threads of the processor
 * @throws AppError `MODEL_UNAVAILABLE` with the ways to get one
 */
export const recogniser = async (threads: number): Promise<RecogniserThread> => {
  const { CUTAWAY_MODELS: folder, CUTAWAY_RECOGNISER: name } = process.env;
  const model = await findModel(WHISPER_MODEL, { root: folder === undefined ? null : userPath(folder), name: name ?? null, device: 'cpu' });
  return new RecogniserThread({ model, voiceFolder: resolve(MODELS, 'silero-vad-v5'), threads });
};
