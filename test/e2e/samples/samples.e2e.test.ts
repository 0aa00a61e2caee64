import { describe, expect, it } from '@jest/globals';
import { enrich } from '../../../cli/enrich/enrich.ts';
import { inputFile } from '../../../cli/enrich/input-file.ts';
import { SAMPLES } from '../../../samples/samples.ts';
import { callsTo } from '../support/sandbox.ts';
import { STAGE } from '../support/stage.ts';
import { newUser } from '../support/user.ts';

/** Shelves of photographs that show something like what was asked for; never good for a named thing. */
const STOCK = new Set(['pexels', 'unsplash', 'pixabay', 'openverse']);

describe('each sample gives a timeline through the API', () => {
  it.each(SAMPLES.map(sample => [sample.title, sample] as const))(
    '%s: pictures on their words, each credited, licensed and explained, and no stock for a named thing',
    async (_, sample) => {
      const { client } = await newUser();
      const words = sample.words === undefined ? undefined : inputFile(sample.words);
      const { job, timeline } = await enrich(client, { input: inputFile(sample.file), words, onProgress: () => undefined });
      expect([job.state, job.error, job.reasons]).toEqual(['completed', null, []]);
      const cues = timeline?.cues ?? [];
      expect(cues.length).toBeGreaterThan(0);
      let end = 0;
      for (const cue of cues) {
        expect(cue.startMs).toBeGreaterThanOrEqual(end);
        end = cue.startMs + cue.durationMs;
        expect([cue.image.state, cue.illustrative]).toEqual(['stored', cue.entity.kind === 'concept']);
        for (const text of [cue.text, cue.credit, cue.why, cue.licence.id, cue.licence.name, cue.image.sourceUrl])
          expect(text).not.toBe('');
        if (cue.entity.kind === 'named') expect(STOCK.has(cue.image.provider)).toBe(false);
      }
      expect(end).toBeLessThanOrEqual((timeline?.durationMs ?? 0) + 1);
    },
  );

  it('and the same talk a second time searches nowhere', async () => {
    const [, , transcript] = SAMPLES;
    const { client } = await newUser();
    const searches = (): Promise<number> => callsTo(STAGE.sandboxUrl, 'search');
    const before = await searches();
    const { job } = await enrich(client, { input: inputFile(transcript!.file), onProgress: () => undefined });
    expect(job.state).toBe('completed');
    expect((await searches()) - before).toBe(0);
  });
});
