import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { committedClip, streamOf } from '../../../../bench/align/clips.ts';
import { align } from '../../../../core/src/speech/align/align.ts';
import { AlignThread } from '../../../../core/src/speech/align/align-in-thread.ts';
import { windowsOfWords } from '../../../../core/src/speech/align/windows.ts';
import { MODEL_FOLDER, theModel, transcriptOf } from './aligner.ts';

const clip = committedClip();
const words = transcriptOf(clip.words);
const request = { words, windows: windowsOfWords(words), language: 'en' };
const thread = new AlignThread(MODEL_FOLDER);
afterAll(() => thread.close());

describe('AlignThread', () => {
  it('finds what align finds, and leaves this thread free meanwhile', async () => {
    let turns = 0;
    const heartbeat = setInterval(() => turns++, 5);
    const there = await thread.align({ ...request, audio: streamOf(clip.samples) });
    clearInterval(heartbeat);
    expect(there).toEqual(await align({ ...request, model: await theModel(), audio: streamOf(clip.samples) }));
    expect(turns).toBeGreaterThan(10);
  }, 60_000);

  it('tells progress, and works on two recordings at once without mixing them up', async () => {
    const shares: number[] = [];
    const few = transcriptOf(clip.words.slice(0, 5));
    const [whole, part] = await Promise.all([
      thread.align({ ...request, audio: streamOf(clip.samples), onProgress: share => shares.push(share) }),
      thread.align({ words: few, windows: windowsOfWords(few), language: 'en', audio: streamOf(clip.samples.subarray(0, 40_000)) }),
    ]);
    expect([whole.words.length, part.words.length]).toEqual([22, 5]);
    expect(part.words.every(({ timeSource }) => timeSource === 'aligned')).toBe(true);
    expect(shares.at(-1)).toBe(1);
  }, 60_000);

  it('ends at once with the reason of a signal, lets go of the audio, and is ready for the next', async () => {
    let isClosed = false;
    const audio = {
      sampleRate: 16_000,
      async *blocks(): AsyncGenerator<Float32Array> {
        try {
          for (;;) yield clip.samples.subarray(0, 16_000);
        } finally {
          isClosed = true;
        }
      },
    };
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('cancelled')), 50);
    await expect(thread.align({ ...request, audio, signal: controller.signal })).rejects.toThrow('cancelled');
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(isClosed).toBe(true);
    await expect(thread.align({ ...request, audio, signal: AbortSignal.abort(new Error('never')) })).rejects.toThrow('never');
    expect((await thread.align({ ...request, audio: streamOf(clip.samples) })).rejected).toEqual([]);
  }, 60_000);

  it('passes on what the audio throws', async () => {
    const audio = {
      sampleRate: 16_000,
      async *blocks(): AsyncGenerator<Float32Array> {
        yield new Float32Array(100);
        throw new Error('broken file');
      },
    };
    await expect(thread.align({ ...request, audio })).rejects.toThrow('broken file');
  }, 30_000);

  it('fails with INTERNAL where there is no model, and where the thread cannot start or is closed', async () => {
    const without = new AlignThread('/nonexistent');
    await expect(without.align({ ...request, audio: streamOf(clip.samples) })).rejects.toMatchObject({ code: 'INTERNAL' });
    await without.close();
    const broken = new AlignThread(MODEL_FOLDER, pathToFileURL('/nonexistent/align-thread.ts'));
    await expect(broken.align({ ...request, audio: streamOf(clip.samples) })).rejects.toMatchObject({ code: 'INTERNAL' });
    const closed = new AlignThread(MODEL_FOLDER);
    const waiting = closed.align({ ...request, audio: streamOf(clip.samples) });
    void closed.close();
    await expect(waiting).rejects.toMatchObject({ code: 'INTERNAL' });
  }, 60_000);
});
