import { describe, expect, it } from '@jest/globals';
import type { EnrichedEntity } from '../../../../core/src/entities/entity.ts';
import { onnxSentenceEmbedder } from '../../../../core/src/entities/onnx-sentence-embedder.ts';
import { rememberingEmbedder } from '../../../../core/src/entities/remembering-embedder.ts';
import type { SentenceEmbedder } from '../../../../core/src/entities/sentence-embedder.ts';
import { ImageCandidate } from '../../../../core/src/images/image-candidate.ts';
import { textRanker } from '../../../../core/src/images/rank/text-ranker.ts';
import { aCandidate, aConcept, aLinkedEntity } from '../../../../core/src/testing/image-builders.ts';
import { wordBagEmbedder } from '../../../../core/src/testing/word-bag-embedder.ts';
import { committed } from '../../../support/fixtures.ts';

const stock = (title: string): ImageCandidate =>
  ImageCandidate.parse({
    ...aCandidate(),
    id: `pexels:${title}`,
    provider: 'pexels',
    origin: 'stock',
    property: null,
    title,
    description: '',
    categories: [],
  });

const titles = async (
  embedder: SentenceEmbedder,
  candidates: readonly ImageCandidate[],
  sentence: string,
  entity: EnrichedEntity = aConcept({ name: 'mouse' as never }),
): Promise<readonly string[]> => {
  const { ranked } = await textRanker(embedder).rank({
    entity,
    sentence,
    preset: 'youtube',
    search: { schemaVersion: 1, entityId: entity.id, candidates: [...candidates], refused: [], skippedProviders: [] },
  });
  return ranked.map(({ candidate }) => candidate.title);
};

const RODENT = 'Field mouse in the grass';
const COMPUTER = 'Hand on a computer mouse';

describe('a picture of a word with two meanings', () => {
  const embedder = rememberingEmbedder(onnxSentenceEmbedder({ modelFolder: committed('models/all-MiniLM-L6-v2'), threads: 1 }), 100);

  it.each([
    ['The owl heard a mouse under the leaves and dived.', RODENT],
    ['I moved the cursor with the mouse and clicked on the wrong button.', COMPUTER],
  ])('is of the one that is meant, whatever the provider put first: %s', async (sentence, meant) => {
    for (const found of [
      [RODENT, COMPUTER],
      [COMPUTER, RODENT],
    ])
      expect((await titles(embedder, found.map(stock), sentence))[0]).toBe(meant);
  });
});

describe('what the model reads', () => {
  it('is what may be shown, and nothing where nothing may', async () => {
    const embedder = wordBagEmbedder();
    await titles(embedder, [stock('A cat on a sofa')], 'An owl hunts.');
    expect(embedder.texts).toEqual([]);
    await titles(embedder, [stock('A cat on a sofa'), stock(RODENT)], 'An owl hunts.');
    expect(embedder.texts).toEqual(['An owl hunts.', RODENT]);
  });

  it('is read once for a talk, however often it comes', async () => {
    const embedder = wordBagEmbedder();
    const remembering = rememberingEmbedder(embedder, 100);
    const first = await titles(remembering, [stock(RODENT), stock(COMPUTER)], 'An owl hunts.');
    expect(await titles(remembering, [stock(RODENT), stock(COMPUTER)], 'An owl hunts.')).toEqual(first);
    expect(embedder.texts).toHaveLength(3);
  });

  it('of a name is who or what it is, beside the sentence; of a word only the sentence', async () => {
    const embedder = wordBagEmbedder();
    await titles(embedder, [aCandidate()], 'She wrote a program.', aLinkedEntity());
    expect(embedder.texts.slice(0, 2)).toEqual(['She wrote a program.', 'Ada Lovelace, English mathematician (1815–1852)']);
  });
});
