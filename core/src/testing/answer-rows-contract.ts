import { expect, it } from '@jest/globals';
import type { AnswerRow, AnswerRows, Question } from '../platform/answer-cache/answer-rows.ts';
import { newLease } from '../platform/gate/lease.ts';

const NOW = Date.UTC(2026, 10, 22);

const aRow = (text: string, more: Partial<AnswerRow> = {}): AnswerRow => ({
  askedAtMs: NOW,
  expiresAtMs: NOW + 60_000,
  text,
  isNegative: false,
  ...more,
});

type MakeQuestion = (id: string, marks?: readonly string[]) => Question;

const answers = (open: () => AnswerRows, question: MakeQuestion): void => {
  it('gives what was written last, in the order that is asked for, and nothing for the rest', async () => {
    const rows = open();
    const [a, b, c] = [question('a'), question('b'), question('c')];
    expect(await rows.write([{ id: a.id, row: aRow('"old"') }])).toBe(1);
    const written = aRow(JSON.stringify({ text: 'é 🙂'.repeat(20_000) }), { isNegative: true });
    expect(
      await rows.write([
        { id: a.id, row: written },
        { id: c.id, row: aRow('"c"') },
      ]),
    ).toBe(2);
    expect((await rows.read([c, b, a])).map(state => state.answer)).toEqual([aRow('"c"'), null, written]);
  });

  it('takes the same question twice in one write, and in one read', async () => {
    const rows = open();
    const twice = question('twice');
    const write = [
      { id: twice.id, row: aRow('1') },
      { id: twice.id, row: aRow('1') },
    ];
    expect(await rows.write(write)).toBe(2);
    expect((await rows.read([twice, twice])).map(state => state.answer)).toEqual([aRow('1'), aRow('1')]);
  });

  it('reads more questions than one call takes', async () => {
    const rows = open();
    const many = Array.from({ length: 130 }, (_, n) => question(`many-${n}`));
    await rows.write(many.map(({ id }, n) => ({ id, row: aRow(String(n)) })));
    expect((await rows.read(many)).map(state => state.answer?.text)).toEqual(many.map((_, n) => String(n)));
  });

  it('tells the latest time at which one of a question’s marks was invalidated', async () => {
    const rows = open();
    const asked = question('marked', ['provider', 'entity']);
    const [provider = '', entity = ''] = asked.marks;
    expect((await rows.read([asked]))[0]?.invalidatedMs).toBe(0);
    await rows.invalidate(provider, NOW + 5);
    await rows.invalidate(entity, NOW + 7);
    await rows.invalidate(entity, NOW + 3);
    expect((await rows.read([asked, question('other', ['provider'])])).map(state => state.invalidatedMs)).toEqual([NOW + 7, NOW + 5]);
  });

  it('a removed answer is gone, and removing it again is harmless', async () => {
    const rows = open();
    const asked = question('removed');
    await rows.write([{ id: asked.id, row: aRow('1') }]);
    await rows.remove(asked.id);
    await rows.remove(asked.id);
    expect((await rows.read([asked]))[0]?.answer).toBeNull();
  });
};

const leases = (open: () => AnswerRows, question: MakeQuestion): void => {
  it('a lease is taken by one of many, and by the next when it has ended', async () => {
    const rows = open();
    const { id, marks } = question('lease');
    const takers = Array.from({ length: 20 }, (_, n) => newLease(NOW + 1_000, `holder-${n}`));
    const taken = await Promise.all(takers.map(lease => rows.takeLease(id, lease, NOW, null)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await rows.takeLease(id, newLease(NOW + 2_000, 'early'), NOW + 1_000, null)).toBe(false);
    const next = newLease(NOW + 9_000, 'next');
    expect(await rows.takeLease(id, next, NOW + 1_001, null)).toBe(true);
    expect((await rows.read([{ id, marks }]))[0]?.lease).toEqual({ lease: next, ended: null, endedAtMs: 0 });
  });

  it('a lease whose holder has answered is free for one of those who have seen it', async () => {
    const rows = open();
    const { id } = question('answered');
    const held = newLease(NOW + 45_000, 'a');
    await rows.takeLease(id, held, NOW, null);
    expect(await rows.takeLease(id, newLease(NOW + 45_000, 'b'), NOW, newLease(NOW + 40_000, 'before'))).toBe(false);
    const takers = Array.from({ length: 20 }, (_, n) => newLease(NOW + 45_001, `holder-${n}`));
    const taken = await Promise.all(takers.map(lease => rows.takeLease(id, lease, NOW, held)));
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  it('only the holder ends a lease, and says how it ended', async () => {
    const rows = open();
    const { id, marks } = question('ending');
    const held = newLease(NOW + 1_000, 'a');
    await rows.takeLease(id, held, NOW, null);
    await rows.endLease(id, newLease(NOW + 1_000, 'b'), '"other"', NOW + 10);
    expect((await rows.read([{ id, marks }]))[0]?.lease?.lease).toBe(held);
    await rows.endLease(id, held, '"mine"', NOW + 20);
    expect((await rows.read([{ id, marks }]))[0]?.lease).toMatchObject({ ended: '"mine"', endedAtMs: NOW + 20 });
    expect(await rows.takeLease(id, newLease(NOW + 3_000, 'c'), NOW + 21, null)).toBe(true);
    expect((await rows.read([{ id, marks }]))[0]?.lease?.ended).toBeNull();
  });
};

/** What every AnswerRows guarantees. @param name keeps the questions of one suite apart from another's */
export const answerRowsContract = (open: () => AnswerRows, name: string): void => {
  const question: MakeQuestion = (id, marks = []) => ({ id: `${name}-${id}`, marks: marks.map(mark => `${name}-${mark}`) });
  answers(open, question);
  leases(open, question);
};
