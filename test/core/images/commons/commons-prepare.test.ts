import { describe, expect, it } from '@jest/globals';
import { aCall, aLinkedEntity } from '../../../../core/src/testing/image-builders.ts';
import type { Seen } from '../../platform/provider-http/answering-server.ts';
import { provider, question, request } from './answering-commons.ts';
import { answerOf, filePage } from './image-info.ts';

const isOfFiles = ({ params }: Seen): boolean => params.has('titles');

describe('what many entities are asked for together', () => {
  it('asks once for the files of many items, and every search then has its own', async () => {
    const item = (qid: string, file: string) =>
      aLinkedEntity({ id: `ent_${qid.toLowerCase()}` }, { qid, files: [{ property: 'P18', file }] });
    const entities = [item('Q1', 'One.jpg'), item('Q2', 'two.jpg'), item('Q3', 'Gone.jpg')];
    const { commons, server } = await provider(seen =>
      seen.params.has('titles') ? answerOf(filePage('Two.jpg'), filePage('One.jpg')) : answerOf(),
    );
    await commons.prepare?.(entities, aCall);
    expect(server.seen.map(question)).toContain('File:One.jpg|File:two.jpg|File:Gone.jpg');
    const found = [];
    for (const entity of entities) found.push(await commons.search(request(entity), aCall));
    expect(server.seen.filter(isOfFiles)).toHaveLength(1);
    expect(found.map(answer => answer.outcome === 'done' && answer.value.candidates.map(({ title }) => title))).toEqual([
      ['One'],
      ['Two'],
      [],
    ]);
  });

  it('meanwhile asks what shows the first two, and their searches do not ask that again', async () => {
    const entities = ['Q1', 'Q2', 'Q3'].map(qid => aLinkedEntity({}, { qid, files: [{ property: 'P18', file: `${qid}.jpg` }] }));
    const { commons, server } = await provider(() => answerOf());
    await commons.prepare?.(entities, aCall);
    const early = server.seen.filter(seen => !isOfFiles(seen)).map(question);
    expect(early.map(words => /P180=(Q\d)/.exec(words)?.[1]).toSorted()).toEqual(['Q1', 'Q2']);
    for (const entity of entities) await commons.search(request(entity), aCall);
    const questions = server.seen.map(question);
    expect(new Set(questions).size).toBe(questions.length);
  });

  it('asks nothing where no item names a file', async () => {
    const { commons, server } = await provider(() => answerOf());
    await commons.prepare?.([aLinkedEntity({}, { files: [] })], aCall);
    expect(server.seen).toEqual([]);
  });

  it('asks once for the files of an item that two names of the talk mean', async () => {
    const { commons, server } = await provider(() => answerOf(filePage('Ada Lovelace portrait.jpg')));
    await commons.prepare?.([aLinkedEntity(), aLinkedEntity({ id: 'ent_countess' })], aCall);
    expect(server.seen.filter(isOfFiles).map(question)).toEqual(['File:Ada Lovelace portrait.jpg']);
  });

  it('takes no more than fifty files with one call', async () => {
    const entities = Array.from({ length: 30 }, (_, index) =>
      aLinkedEntity(
        {},
        {
          qid: `Q${index + 1}`,
          files: [
            { property: 'P18', file: `A${index}.jpg` },
            { property: 'P41', file: `B${index}.jpg` },
          ],
        },
      ),
    );
    const { commons, server } = await provider(() => answerOf());
    await commons.prepare?.(entities, aCall);
    expect(server.seen.filter(isOfFiles).map(seen => question(seen).split('|').length)).toEqual([50, 10]);
  });

  it('that fails when many are asked for leaves it to each search', async () => {
    const state = { isDown: true };
    const { commons } = await provider(() => (state.isDown ? { status: 500 } : answerOf(filePage('Ada Lovelace portrait.jpg'))));
    await commons.prepare?.([aLinkedEntity(), aLinkedEntity({}, { qid: 'Q2', files: [{ property: 'P18', file: 'Two.jpg' }] })], aCall);
    state.isDown = false;
    expect(await commons.search(request(), aCall)).toMatchObject({ outcome: 'done', value: { candidates: [{ property: 'P18' }] } });
  });
});
