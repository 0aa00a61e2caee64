import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { placementIn, type SpeechChunk } from '../../../../../core/src/speech/recognise/voice/speech-chunk.ts';
import { speechChunks } from '../../../../../core/src/speech/recognise/voice/speech-chunks.ts';
import type { VoicedBlock } from '../../../../../core/src/speech/recognise/voice/voiced-blocks.ts';

const BLOCK_MS = 32;
const blocksOf = (ms: number): number => Math.round(ms / BLOCK_MS);

/** Speech and silence by turns, milliseconds each; speech first. */
const turns = (...lengths: readonly number[]): number[] =>
  lengths.flatMap((ms, i) => new Array<number>(blocksOf(ms)).fill(i % 2 === 0 ? 0.9 : 0.02));

async function* voiced(probabilities: readonly number[]): AsyncGenerator<VoicedBlock> {
  for (const probability of probabilities) yield { samples: new Float32Array(512), probability, isLoud: probability > 0.5 };
}

const chunksOf = async (probabilities: readonly number[]): Promise<SpeechChunk[]> => {
  const chunks: SpeechChunk[] = [];
  for await (const chunk of speechChunks(voiced(probabilities))) chunks.push(chunk);
  return chunks;
};

describe('speechChunks', () => {
  it('finds nothing in silence and in clicks', async () => {
    expect(await chunksOf(turns(0, 60_000))).toEqual([]);
    expect(await chunksOf(turns(64, 2_000, 64, 2_000))).toEqual([]);
    expect(await chunksOf([])).toEqual([]);
  });

  it('keeps a little silence around speech and leaves long silences out', async () => {
    const [chunk, ...others] = await chunksOf(turns(0, 5_000, 2_000, 4_000, 2_000, 5_000));
    expect(others).toEqual([]);
    expect(chunk?.blocks.length).toBeLessThan(blocksOf(5_500));
    const place = placementIn(chunk!);
    expect(place({ startMs: 300, endMs: 600 }).startMs).toBeCloseTo(5_000 - 8 * BLOCK_MS + 300, -2);
  });

  it('puts a word over a cut on the side that holds more of it', async () => {
    const [chunk] = await chunksOf(turns(2_000, 4_000, 2_000));
    const cutMs = 2_000 + 11 * BLOCK_MS;
    const place = placementIn(chunk!);
    expect(place({ startMs: cutMs - 50, endMs: cutMs + 500 }).startMs).toBeGreaterThan(5_500);
    expect(place({ startMs: cutMs - 500, endMs: cutMs + 50 }).endMs).toBeLessThan(2_500);
  });

  it('cuts long speech in its pauses, without hearing anything twice', async () => {
    const sentences = new Array<number>(20).fill(0).flatMap(() => [4_000, 300]);
    const chunks = await chunksOf(turns(...sentences));
    expect(chunks.length).toBeGreaterThan(2);
    expect(chunks.every(({ overlap, blocks }) => overlap === 0 && blocks.length <= 875)).toBe(true);
  });

  it('hears five seconds twice where nobody draws breath', async () => {
    const chunks = await chunksOf(turns(70_000));
    expect(chunks.map(({ overlap }) => overlap)).toEqual([0, 156, 156]);
  });

  it('hears every moment of speech, each once but for what chunks share, in order, whatever is said', async () => {
    const Lengths = fc.array(fc.integer({ min: 100, max: 40_000 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(Lengths, async lengths => {
        const probabilities = turns(...lengths);
        const chunks = await chunksOf(probabilities);
        const heard = chunks.flatMap(({ blocks, overlap }) => blocks.slice(overlap).map(({ index }) => index));
        expect(heard.every((index, i) => i === 0 || index > heard[i - 1]!)).toBe(true);
        const inChunks = new Set(heard);
        probabilities.forEach((probability, index) => {
          if (probability > 0.5) expect(inChunks.has(index)).toBe(true);
        });
        chunks.forEach(({ blocks, overlap }, i) => {
          expect(blocks.length).toBeLessThanOrEqual(875);
          const shared = blocks.slice(0, overlap).map(({ index }) => index);
          expect(shared).toEqual(overlap === 0 ? [] : chunks[i - 1]!.blocks.slice(-overlap).map(({ index }) => index));
        });
      }),
      { numRuns: 20 },
    );
  }, 60_000);
});
