import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../errors/app-error.ts';
import { serveAudio } from '../thread/serve-audio.ts';
import type { ModelVariant } from './model/model-variant.ts';
import { recognise } from './recognise.ts';
import { SpeechToRecognise, type ThreadNews, ThreadStart } from './recognise-messages.ts';
import { loadSilero, type VoiceModel } from './voice/silero.ts';
import { loadWhisper } from './whisper/load-whisper.ts';
import type { Whisper } from './whisper/whisper.ts';

interface Models {
  readonly whisper: Whisper;
  readonly voice: VoiceModel;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 500);

/** Loads the first variant that works: a GPU's libraries throw where they are missing, they never fall back by themselves. */
const load = async (start: ThreadStart, variants: readonly ModelVariant[], tell: (news: ThreadNews) => void): Promise<Models> => {
  const [variant, ...others] = variants;
  if (variant === undefined) throw new AppError('INTERNAL', { internal: 'no variant of the model is left' });
  try {
    const whisper = await loadWhisper({ folder: start.folder, variant, threads: start.threads });
    const voice = await loadSilero(start.voiceFolder);
    tell({ event: 'loaded', ...variant });
    return { whisper, voice };
  } catch (error) {
    if (others.length > 0) {
      tell({ event: 'fell-back', from: variant.device, why: reasonOf(error) });
      return load(start, others, tell);
    }
    tell({ event: 'failed', why: reasonOf(error) });
    throw new AppError('MODEL_UNAVAILABLE', {
      detail: 'The speech recognition model could not be loaded. The operator has to look at it.',
      internal: reasonOf(error),
      cause: error,
    });
  }
};

/** Entry of the recogniser's own thread: heartbeats have to go on while it listens. */
if (parentPort !== null) {
  const start = ThreadStart.parse(workerData);
  let models: Promise<Models> | null = null;
  const tell: (news: ThreadNews) => void = serveAudio(parentPort, SpeechToRecognise, async ({ request, ...listening }) => {
    models ??= load(start, start.variants, tell).catch((error: unknown) => {
      models = null;
      throw error;
    });
    return recognise({ ...request, ...listening, ...(await models) });
  });
}
