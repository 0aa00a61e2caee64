import type { MessagePort } from 'node:worker_threads';
import type * as z from 'zod';
import { isAppError } from '../../errors/app-error.ts';
import type { AudioStream } from '../audio/audio-stream.ts';
import { RemoteAudio } from './remote-audio.ts';
import { type FromThread, ToThread } from './thread-messages.ts';

/** One request as the thread works on it. */
export interface Served<Request> {
  readonly request: Request;
  readonly audio: AudioStream;
  readonly onProgress: (share: number) => void;
  /** Aborted where nobody waits any more. */
  readonly signal: AbortSignal;
}

const failureOf = (id: number, error: unknown): FromThread => {
  if (!isAppError(error)) return { type: 'failed', id, code: 'INTERNAL', internal: String(error) };
  const { code, detail, internal } = error;
  return { type: 'failed', id, code, ...(detail && { detail }), ...(internal && { internal }) };
};

/** The thread's side of an `AudioWorker`. @returns tells news that belong to no request */
export const serveAudio = <Request>(
  port: MessagePort,
  schema: z.ZodType<Request>,
  work: (served: Served<Request>) => Promise<unknown>,
): ((news: unknown) => void) => {
  const post = (message: FromThread): void => port.postMessage(message);
  const jobs = new Map<number, { readonly audio: RemoteAudio; readonly cancelled: AbortController }>();
  const running = new Set<Promise<void>>();

  const run = async ({ id, request, sampleRate }: Extract<ToThread, { type: 'start' }>): Promise<void> => {
    const cancelled = new AbortController();
    const audio = new RemoteAudio(sampleRate, () => post({ type: 'want', id }), cancelled.signal);
    jobs.set(id, { audio, cancelled });
    try {
      const onProgress = (share: number): void => post({ type: 'progress', id, share });
      const answer = await work({ request: schema.parse(request), audio, onProgress, signal: cancelled.signal });
      post({ type: 'done', id, answer });
    } catch (error) {
      post(failureOf(id, error));
    } finally {
      jobs.delete(id);
    }
  };

  port.on('message', (raw: unknown) => {
    const message = ToThread.parse(raw);
    switch (message.type) {
      case 'start': {
        const job: Promise<void> = run(message).finally(() => running.delete(job));
        running.add(job);
        break;
      }
      case 'block':
        jobs.get(message.id)?.audio.give(message.samples);
        break;
      case 'end':
        jobs.get(message.id)?.audio.give(null);
        break;
      case 'cancel':
        jobs.get(message.id)?.cancelled.abort();
        break;
      case 'stop':
        for (const { cancelled } of jobs.values()) cancelled.abort();
        void Promise.allSettled(running).then(() => port.close());
        break;
    }
  });
  return news => post({ type: 'news', news });
};
