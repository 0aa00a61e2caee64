import { describe, expect, it } from '@jest/globals';
import { gatherCandidates } from '../../../../core/src/entities/link/gather-candidates.ts';
import type { Talk } from '../../../../core/src/entities/link/talk.ts';
import { loadLinker } from '../../../../core/src/entities/link/load-linker.ts';
import { textTalk } from '../../../../core/src/entities/text-talk.ts';
import type { NameType } from '../../../../core/src/entities/recognise/name-recogniser.ts';
import { plainText } from '../../../../core/src/platform/plain-text.ts';
import { aKnowledgeItem, memoryKnowledgeBase } from '../../../../core/src/testing/memory-knowledge-base.ts';
import { listedNameRecogniser } from '../../../../core/src/testing/listed-name-recogniser.ts';
import { wordBagEmbedder } from '../../../../core/src/testing/word-bag-embedder.ts';
import { committed } from '../../../support/fixtures.ts';

const person = (qid: string, label: string, description: string, aliases: readonly string[] = []) =>
  aKnowledgeItem(qid, label, {
    description: plainText(description),
    popularity: 50,
    aliases: aliases.map(plainText),
    instanceOfLabels: [plainText('human')],
  });
const ITEMS = [
  person('Q1', 'Ada Thorne', 'British novelist and poet', ['Thorne']),
  person('Q2', 'Roy Thorne', 'Australian tennis player'),
  aKnowledgeItem('Q3', 'Thorne', {
    description: plainText('town in England'),
    popularity: 20,
    instanceOfLabels: [plainText('town')],
  }),
];

const deps = async () => {
  const linker = await loadLinker(committed('models/linker'));
  return {
    ...linker,
    knowledgeBase: memoryKnowledgeBase(ITEMS),
    embedder: wordBagEmbedder(),
    call: { workspaceId: 'wsp_0', purpose: 'job' } as const,
  };
};

const talkOf = async (text: string, types: readonly NameType[], candidates?: readonly string[]): Promise<Talk> => {
  const mentions = [...text.matchAll(/Thorne/gu)].map(({ index }) => ({ start: index, end: index + 'Thorne'.length }));
  const talk = await textTalk(
    { text, mentions, candidates: candidates === undefined ? undefined : { Thorne: candidates } },
    listedNameRecogniser({}),
  );
  return { ...talk, mentions: talk.mentions.map((mention, index) => ({ ...mention, type: types[index] ?? null })) };
};
const found = async (talk: Talk): Promise<readonly string[]> => {
  const gathered = await gatherCandidates(talk, await deps());
  if (gathered.outcome !== 'done') throw new Error(gathered.outcome);
  return (gathered.value.candidates.get('thorne') ?? []).map(({ item }) => item.qid).sort();
};

describe('candidates', () => {
  it('a place is not called by one name of a person', async () => {
    expect(await found(await talkOf('We drove to Thorne. Thorne was quiet.', ['LOC', 'LOC']))).toEqual(['Q3']);
  });

  it('what a caller says a name may mean is asked about, whatever the recogniser takes it for', async () => {
    expect(await found(await talkOf('Thorne won the match.', ['ORG'], ['Q1', 'Q2']))).toEqual(['Q1', 'Q2']);
  });
});
