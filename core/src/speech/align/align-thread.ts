import { parentPort, workerData } from 'node:worker_threads';
import { align } from './align.ts';
import { loadAligner } from './model/load-aligner.ts';
import { RemoteAudio } from './remote-audio.ts';
import { type FromThread, ThreadStart, ToThread } from './thread-messages.ts';

/** Entry of the aligner's own thread: an hour of speech takes minutes, and heartbeats have to go on meanwhile. */
const listen = (port: NonNullable<typeof parentPort>): void => {
  const model = loadAligner(ThreadStart.parse(workerData).modelFolder);
  model.catch(() => undefined);
  const post = (message: FromThread): void => port.postMessage(message);
  const jobs = new Map<number, { readonly audio: RemoteAudio; readonly cancelled: AbortController }>();

  const run = async ({ id, words, windows, language, sampleRate }: Extract<ToThread, { type: 'align' }>): Promise<void> => {
    const cancelled = new AbortController();
    const audio = new RemoteAudio(sampleRate, () => post({ type: 'want', id }), cancelled.signal);
    jobs.set(id, { audio, cancelled });
    try {
      const onProgress = (share: number): void => post({ type: 'progress', id, share });
      const alignment = await align({ model: await model, audio, words, windows, language, onProgress, signal: cancelled.signal });
      post({ type: 'done', id, alignment });
    } catch (error) {
      post({ type: 'failed', id, why: String(error) });
    } finally {
      jobs.delete(id);
    }
  };

  port.on('message', (raw: unknown) => {
    const message = ToThread.parse(raw);
    switch (message.type) {
      case 'align':
        void run(message);
        break;
      case 'block':
        jobs.get(message.id)?.audio.give(message.samples);
        break;
      case 'end':
        jobs.get(message.id)?.audio.give(null);
        break;
      case 'cancel':
        jobs.get(message.id)?.cancelled.abort();
        break;
    }
  });
};

if (parentPort !== null) listen(parentPort);
