import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import type { ImageCandidate } from '../../../../../core/src/images/image-candidate.ts';
import { createOutboundClient } from '../../../../../core/src/images/outbound/outbound-client.ts';
import { lookingRanker } from '../../../../../core/src/images/rank/image-text/looking-ranker.ts';
import { metadataRanker } from '../../../../../core/src/images/rank/metadata-ranker.ts';
import { aCall, aCandidate, aLinkedEntity } from '../../../../../core/src/testing/image-builders.ts';
import { openCallGate } from '../../../../../core/src/testing/open-call-gate.ts';
import { rememberingAnswerCache } from '../../../../../core/src/testing/remembering-answer-cache.ts';
import { answeringServer, type Answering } from '../../../platform/provider-http/answering-server.ts';
import { colourModel } from './colour-model.ts';

const png = (background: string): Promise<Buffer> =>
  sharp({ create: { width: 320, height: 240, channels: 3, background } })
    .png()
    .toBuffer();
const RED = await png('#d01010');
const BLUE = await png('#1010d0');

/** Something red, by what the knowledge base says of it. */
const ENTITY = aLinkedEntity({ type: 'unknown' }, { label: 'red' as never, description: 'red' as never });

const bytesOf = new Map([
  ['/red.png', RED],
  ['/blue.png', BLUE],
  ['/broken.png', RED.subarray(0, 60)],
]);

const served: Answering = ({ path }) => {
  const body = bytesOf.get(path);
  return body === undefined ? { status: 404 } : { headers: { 'content-type': 'image/png' }, body };
};

const world = async (answer: Answering = served) => {
  const server = await answeringServer(answer);
  const gate = openCallGate();
  const cache = rememberingAnswerCache();
  const look = {
    model: colourModel(),
    cache,
    gate,
    outbound: createOutboundClient({ userAgent: 'Cutaway/1 (ops@example.org)', allowedOrigins: [server.url] }),
    clock: () => Date.UTC(2026, 0, 1),
    firstDelayMs: 1,
  };
  const candidate = (file: string, given: Partial<ImageCandidate> = {}): ImageCandidate => {
    const usual = aCandidate();
    return {
      ...usual,
      id: `commons:${file}`,
      sha1: null,
      previewUrl: `${server.url}/${file}.png`,
      rights: { ...usual.rights, mlUse: true },
      ...given,
    };
  };
  const order = async (...candidates: readonly ImageCandidate[]) => {
    const search = { schemaVersion: 1 as const, entityId: ENTITY.id, candidates: [...candidates], refused: [], skippedProviders: [] };
    const { ranked } = await lookingRanker(metadataRanker, look, aCall).rank({ entity: ENTITY, sentence: '', preset: 'youtube', search });
    return ranked;
  };
  return { server, gate, cache, candidate, order };
};

const files = (ranked: readonly { readonly candidate: ImageCandidate }[]): readonly string[] => ranked.map(({ candidate }) => candidate.id);

describe('a ranker that looks', () => {
  it('puts the picture first that looks like the thing, and says so', async () => {
    const { candidate, order } = await world();
    const ranked = await order(candidate('blue'), candidate('red'));
    expect(files(ranked)).toEqual(['commons:red', 'commons:blue']);
    expect(ranked[0]).toMatchObject({ why: expect.stringMatching(/the picture itself fits/), signals: { picture: expect.any(Number) } });
  });

  it('asks for each preview once, books it with whoever counts downloads, and remembers what it saw', async () => {
    const { candidate, order, server, gate, cache } = await world();
    await order(candidate('blue'), candidate('red'));
    await order(candidate('blue'), candidate('red'));
    expect(server.seen.map(({ path }) => path).sort()).toEqual(['/blue.png', '/red.png']);
    expect(gate.entries.map(({ account }) => account)).toEqual(['wikimedia-media', 'wikimedia-media']);
    expect(cache.keys()).toHaveLength(2);
  });

  it('looks again at a file that has changed at its source', async () => {
    const { candidate, order, server } = await world();
    await order(candidate('blue', { sha1: '1'.repeat(40) }), candidate('red'));
    await order(candidate('blue', { sha1: '2'.repeat(40) }), candidate('red'));
    expect(server.seen.map(({ path }) => path).sort()).toEqual(['/blue.png', '/blue.png', '/red.png']);
  });

  it('never fetches a picture whose rights keep models from it, and holds that neither for nor against it', async () => {
    const { candidate, order, server } = await world();
    const { rights } = aCandidate();
    const unseen = candidate('blue', { id: 'commons:unseen', rights: { ...rights, mlUse: false } });
    const ranked = await order(candidate('blue'), unseen, candidate('red'));
    expect(files(ranked)).toEqual(['commons:red', 'commons:unseen', 'commons:blue']);
    expect(ranked[1]?.signals).not.toHaveProperty('picture');
    expect(server.seen).toHaveLength(2);
  });

  it('fetches nothing where there is nothing to choose from', async () => {
    const { candidate, order, server } = await world();
    await order(candidate('red'));
    expect(server.seen).toEqual([]);
  });

  it.each([
    ['is gone', 'missing'],
    ['is damaged', 'broken'],
  ])('orders the others where a preview %s', async (_, file) => {
    const { candidate, order } = await world();
    expect(files(await order(candidate('blue'), candidate(file), candidate('red')))).toEqual([
      'commons:red',
      `commons:${file}`,
      'commons:blue',
    ]);
  });

  it('leaves the order of the words where no preview can be had', async () => {
    const { candidate, order } = await world(() => ({ status: 429 }));
    const ranked = await order(candidate('blue'), candidate('red'));
    expect(files(ranked)).toEqual(['commons:blue', 'commons:red']);
    expect(ranked.map(({ signals }) => 'picture' in signals)).toEqual([false, false]);
  });
});
