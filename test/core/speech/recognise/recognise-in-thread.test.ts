import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { streamOf } from '../../../../bench/align/clips.ts';
import { RecogniserThread } from '../../../../core/src/speech/recognise/recognise-in-thread.ts';
import type { RecogniserEvent } from '../../../../core/src/speech/recognise/recogniser.ts';
import { itWithFixture } from '../../../support/fixtures.ts';
import { aThread, jfk, VOICE_FOLDER, WHISPER } from './recognisers.ts';

const request = { durationMs: 11_000, language: null, hints: [] };

describe('RecogniserThread', () => {
  itWithFixture(
    WHISPER,
    'leaves this thread free while it listens, so that heartbeats and health answer, and tells its state and progress',
    async () => {
      const thread = await aThread();
      expect(thread.state()).toMatchObject({ state: 'found', model: 'whisper-tiny.en', verified: true });
      const shares: number[] = [];
      const before = performance.eventLoopUtilization();
      const working = thread.recognise({ ...request, audio: streamOf(jfk.samples), onProgress: share => shares.push(share) });
      expect(thread.state()).toMatchObject({ state: 'loading' });
      const { words } = await working;
      const { utilization } = performance.eventLoopUtilization(before);
      expect(words).toHaveLength(22);
      expect(thread.state()).toMatchObject({ state: 'ready', device: 'cpu', dtype: 'q8' });
      expect(shares.at(-1)).toBe(1);
      // A share of the time, not a time: this thread mostly waits.
      expect(utilization).toBeLessThan(0.5);
      await thread.close();
    },
    60_000,
  );

  itWithFixture(
    WHISPER,
    'falls back to the processor where the GPU does not work, and says so',
    async folder => {
      const events: RecogniserEvent[] = [];
      const model = {
        name: 'whisper-tiny.en',
        folder,
        verified: true,
        variants: [
          { device: 'cuda', dtype: 'q8' },
          { device: 'cpu', dtype: 'q8' },
        ],
      } as const;
      const thread = new RecogniserThread({ model, voiceFolder: VOICE_FOLDER, threads: 1, onEvent: event => events.push(event) });
      expect((await thread.recognise({ ...request, audio: streamOf(jfk.samples) })).words).toHaveLength(22);
      expect(events.map(({ event }) => event)).toEqual(['fell-back', 'loaded']);
      expect(thread.state()).toMatchObject({ state: 'ready', device: 'cpu' });
      await thread.close();
    },
    60_000,
  );

  itWithFixture(
    WHISPER,
    'ends while it listens, without taking the process with it',
    async () => {
      const thread = await aThread();
      const endless = {
        sampleRate: 16_000,
        async *blocks(): AsyncGenerator<Float32Array> {
          for (;;) yield jfk.samples;
        },
      };
      const listening = Promise.withResolvers<undefined>();
      const working = thread.recognise({
        ...request,
        durationMs: 3_600_000,
        audio: endless,
        onProgress: () => listening.resolve(undefined),
      });
      await listening.promise;
      void thread.close();
      await expect(working).rejects.toMatchObject({ code: 'INTERNAL' });
      await thread.close();
    },
    60_000,
  );

  it('says MODEL_UNAVAILABLE where the model cannot be loaded, without the reason, which is the operator’s', async () => {
    const events: RecogniserEvent[] = [];
    const model = { name: 'none', folder: '/nonexistent', verified: false, variants: [{ device: 'cpu', dtype: 'q8' }] } as const;
    const thread = new RecogniserThread({ model, voiceFolder: VOICE_FOLDER, threads: 1, onEvent: event => events.push(event) });
    await expect(thread.recognise({ ...request, audio: streamOf(jfk.samples) })).rejects.toMatchObject({
      code: 'MODEL_UNAVAILABLE',
      detail: expect.not.stringContaining('nonexistent'),
    });
    expect(events).toEqual([{ event: 'failed', why: expect.stringContaining('nonexistent') }]);
    expect(thread.state()).toMatchObject({ state: 'failed' });
    await thread.close();
  }, 60_000);

  it('fails with INTERNAL where the thread cannot start', async () => {
    const model = { name: 'none', folder: '/nonexistent', verified: false, variants: [{ device: 'cpu', dtype: 'q8' }] } as const;
    const thread = new RecogniserThread(
      { model, voiceFolder: VOICE_FOLDER, threads: 1 },
      pathToFileURL('/nonexistent/recognise-thread.ts'),
    );
    await expect(thread.recognise({ ...request, audio: streamOf(jfk.samples) })).rejects.toMatchObject({ code: 'INTERNAL' });
  });
});
