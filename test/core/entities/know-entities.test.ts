import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ConceptFinder } from '../../../core/src/entities/concepts/concept-finder.ts';
import { knowEntities, searchedEntities } from '../../../core/src/entities/know-entities.ts';
import { THRESHOLDS } from '../../../core/src/entities/link/link-entities.ts';
import { loadLinker, type Linker } from '../../../core/src/entities/link/load-linker.ts';
import { planEntities } from '../../../core/src/entities/plan.ts';
import { JobSettings } from '../../../core/src/jobs/job-settings.ts';
import { deferred, failed } from '../../../core/src/platform/outcome.ts';
import { plainText } from '../../../core/src/platform/plain-text.ts';
import { aHearing } from '../../../core/src/testing/entity-builders.ts';
import { aCall } from '../../../core/src/testing/image-builders.ts';
import { listedNameRecogniser } from '../../../core/src/testing/listed-name-recogniser.ts';
import { aKnowledgeItem, memoryKnowledgeBase, type MemoryKnowledgeOptions } from '../../../core/src/testing/memory-knowledge-base.ts';
import { wordBagEmbedder } from '../../../core/src/testing/word-bag-embedder.ts';
import { committed } from '../../support/fixtures.ts';

const ITEMS = [
  aKnowledgeItem('Q90', 'Paris', {
    description: plainText('capital of France'),
    popularity: 300,
    instanceOfLabels: [plainText('city')],
    article: plainText('Paris'),
  }),
  aKnowledgeItem('Q4213', 'telescope', { description: plainText('optical instrument'), popularity: 150 }),
];
const FILE = { property: 'P18', file: 'Telescope.jpg' } as const;
const telescopes: ConceptFinder = {
  find: () => Promise.resolve([{ name: 'telescope', confidence: 0.6, places: [{ fromWord: 1, toWord: 1, surface: 'telescope' }] }]),
};

let linker: Linker;
beforeAll(async () => {
  linker = await loadLinker(committed('models/linker'));
});

const know = async (options: MemoryKnowledgeOptions = {}, patientUntilMs?: number) => {
  const hearing = aHearing('The telescope stands in Paris.');
  const plan = await planEntities(
    hearing,
    { recogniser: listedNameRecogniser({ Paris: 'LOC' }), concepts: telescopes },
    { concepts: true },
  );
  const knowledgeBase = memoryKnowledgeBase(ITEMS, { details: { Q4213: { files: [FILE] } }, ...options });
  const request = { plan, hearing, knowledgeBase, embedder: wordBagEmbedder(), linker, threshold: THRESHOLDS.balanced, call: aCall };
  const settings = JobSettings.parse({});
  return { known: await knowEntities(request, settings, patientUntilMs), settings };
};

describe('what a talk names', () => {
  it('is known when it is searched: names by their item, nouns by the kind of thing they stand for', async () => {
    const { known, settings } = await know();
    if (known.outcome !== 'done') throw new Error(known.why);
    const links = Object.fromEntries(known.value.entities.map(({ name, link }) => [name, link]));
    expect(links).toMatchObject({
      Paris: { status: 'linked', qid: 'Q90' },
      telescope: { status: 'not-named', thing: { qid: 'Q4213', label: 'telescope', files: [FILE] } },
    });
    expect(searchedEntities(known.value, settings)).toHaveLength(2);
  });

  it('goes without the kind of thing where that cannot be told, and keeps the names', async () => {
    const { known } = await know({
      refuse: (_question, what) => (what === 'telescope' ? failed('KNOWLEDGE_UNAVAILABLE', 'down') : undefined),
    });
    if (known.outcome !== 'done') throw new Error(known.why);
    const links = Object.fromEntries(known.value.entities.map(({ name, link }) => [name, link]));
    expect(links).toMatchObject({ Paris: { status: 'linked' }, telescope: { status: 'not-named' } });
    expect(links['telescope']).not.toHaveProperty('thing');
  });

  it('waits for a noun as long as there is patience, and then goes without', async () => {
    const until = '2026-01-01T00:01:00.000Z';
    const refuse: MemoryKnowledgeOptions['refuse'] = (_question, what) => (what === 'telescope' ? deferred(until, 'quota') : undefined);
    expect((await know({ refuse })).known).toMatchObject({ outcome: 'deferred', until });
    expect((await know({ refuse }, Date.parse(until))).known).toMatchObject({ outcome: 'deferred', until });
    expect((await know({ refuse }, Date.parse(until) - 1)).known).toMatchObject({ outcome: 'done' });
  });

  it('waits where the knowledge base asks to wait for a name', async () => {
    const { known } = await know({
      refuse: (_question, what) => (what === 'Paris' ? deferred('2026-01-01T00:01:00.000Z', 'quota') : undefined),
    });
    expect(known).toMatchObject({ outcome: 'deferred', until: '2026-01-01T00:01:00.000Z' });
  });
});
