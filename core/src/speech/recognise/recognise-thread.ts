import { parentPort, workerData } from 'node:worker_threads';
import { loadFirstVariant } from '../../platform/models/load-first-variant.ts';
import { serveAudio } from '../thread/serve-audio.ts';
import { recognise } from './recognise.ts';
import { SpeechToRecognise, type ThreadNews, ThreadStart } from './recognise-messages.ts';
import { loadSilero, type VoiceModel } from './voice/silero.ts';
import { WHISPER_MODEL } from './whisper-model-kind.ts';
import { loadWhisper } from './whisper/load-whisper.ts';
import type { Whisper } from './whisper/whisper.ts';

interface Models {
  readonly whisper: Whisper;
  readonly voice: VoiceModel;
}

const load = ({ folder, variants, voiceFolder, threads }: ThreadStart, tell: (news: ThreadNews) => void): Promise<Models> =>
  loadFirstVariant({
    kind: WHISPER_MODEL,
    variants,
    load: async variant => ({ whisper: await loadWhisper({ folder, variant, threads }), voice: await loadSilero(voiceFolder) }),
    tell,
  });

/** Entry of the recogniser's own thread: heartbeats have to go on while it listens. */
if (parentPort !== null) {
  const start = ThreadStart.parse(workerData);
  let models: Promise<Models> | null = null;
  const tell: (news: ThreadNews) => void = serveAudio(parentPort, SpeechToRecognise, async ({ request, ...listening }) => {
    models ??= load(start, tell).catch((error: unknown) => {
      models = null;
      throw error;
    });
    return recognise({ ...request, ...listening, ...(await models) });
  });
}
