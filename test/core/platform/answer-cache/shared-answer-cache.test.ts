import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import type { CacheRule } from '../../../../core/src/platform/answer-cache.ts';
import type { AnswerRows } from '../../../../core/src/platform/answer-cache/answer-rows.ts';
import type { CacheEvent } from '../../../../core/src/platform/answer-cache/cache-event.ts';
import { SharedAnswerCache, type SharedAnswerCacheOptions } from '../../../../core/src/platform/answer-cache/shared-answer-cache.ts';
import { UnavailableError } from '../../../../core/src/platform/dynamo/store-errors.ts';
import { abstained, deferred, done, failed, type Outcome } from '../../../../core/src/platform/outcome.ts';
import { MemoryAnswerRows } from '../../../../core/src/testing/memory-answer-rows.ts';
import { VirtualTime } from '../../../support/virtual-time.ts';

const START = Date.UTC(2026, 10, 22);

const rule = (more: Partial<CacheRule<readonly string[]>> = {}): CacheRule<readonly string[]> => ({
  key: 'pexels|search|volcano',
  schema: z.array(z.string()),
  ttlSeconds: 3_600,
  isEmpty: value => value.length === 0,
  emptyTtlSeconds: 60,
  ...more,
});

/** Several processes with one table, at one time. */
const world = (rows: AnswerRows = new MemoryAnswerRows()) => {
  const time = new VirtualTime(START);
  const events: CacheEvent[] = [];
  const calls = { count: 0 };
  let holders = 0;
  const open = (more: Partial<SharedAnswerCacheOptions> = {}): SharedAnswerCache =>
    new SharedAnswerCache({
      rows,
      clock: time.clock,
      sleep: time.sleep,
      newHolderId: () => `holder-${(holders += 1)}`,
      onEvent: event => events.push(event),
      ...more,
    });
  /** A call to a provider that takes a while. */
  const load =
    (answer: Outcome<readonly string[]> = done(['a']), takesMs = 150) =>
    async (): Promise<Outcome<readonly string[]>> => {
      calls.count += 1;
      await time.sleep(takesMs);
      return answer;
    };
  const counted = (type: CacheEvent['type']): number =>
    events.filter(event => event.type === type).reduce((sum, { count }) => sum + count, 0);
  return { time, rows, open, load, calls, counted };
};

describe('one question asked by many at once', () => {
  it.each([
    ['by 100 callers of one process', 1, 100],
    ['by 100 processes', 100, 1],
    ['by 10 callers each of 10 processes', 10, 10],
  ])('%s costs one call', async (_case, processes, callers) => {
    const { time, open, load, calls, counted } = world();
    const caches = Array.from({ length: processes }, () => open());
    const answers = await time.run(
      Promise.all(caches.flatMap(cache => Array.from({ length: callers }, () => cache.through(rule(), load())))),
    );
    expect(calls.count).toBe(1);
    expect(answers).toEqual(answers.map(() => done(['a'])));
    expect(counted('miss')).toBe(1);
  });

  it.each([deferred('2026-11-22T11:00:00.000Z', 'over quota'), failed('PROVIDER_UNAVAILABLE', 'down')])(
    'that ends without an answer ends so for all who waited, and is asked anew by the next: %j',
    async ending => {
      const { time, open, load, calls } = world();
      const caches = Array.from({ length: 20 }, () => open());
      expect(await time.run(Promise.all(caches.map(cache => cache.through(rule(), load(ending)))))).toEqual(caches.map(() => ending));
      expect(calls.count).toBe(1);
      expect(await time.run(open().through(rule(), load()))).toEqual(done(['a']));
      expect(calls.count).toBe(2);
    },
  );

  it('is asked by another when the process that asked was killed, no sooner than its lease ends', async () => {
    const { time, open, load, calls } = world();
    void open().through(rule(), () => new Promise(() => undefined));
    const patient = open({ patienceMs: 120_000 });
    const began = time.clock();
    expect(await time.run(time.sleep(10).then(() => patient.through(rule(), load())))).toEqual(done(['a']));
    expect(calls.count).toBe(1);
    expect(time.clock() - began).toBeGreaterThanOrEqual(45_000);
  });

  it('is not waited for beyond the caller’s patience: it is told when to come back', async () => {
    const { time, open, load, calls } = world();
    void open().through(rule(), () => new Promise(() => undefined));
    const answer = await time.run(time.sleep(10).then(() => open({ patienceMs: 5_000 }).through(rule(), load())));
    expect(answer).toMatchObject({ outcome: 'deferred', until: new Date(START + 45_000).toISOString() });
    expect(calls.count).toBe(0);
  });

  it('is asked anew where asking threw', async () => {
    const { time, open, load } = world();
    const cache = open();
    const broken = cache.through(rule(), () => Promise.reject(new Error('a defect')));
    await expect(broken).rejects.toThrow('a defect');
    expect(await time.run(cache.through(rule(), load()))).toEqual(done(['a']));
  });
});

describe('an answer', () => {
  it('is kept for all processes until it expires, by the reader’s own clock', async () => {
    const { time, open, load, calls, counted } = world();
    await time.run(open().through(rule(), load()));
    await time.run(time.sleep(3_599_000));
    await time.run(open().through(rule(), load()));
    expect([calls.count, counted('hit')]).toEqual([1, 1]);
    await time.run(time.sleep(1_000));
    await time.run(open().through(rule(), load()));
    expect(calls.count).toBe(2);
  });

  it('is remembered by its process for a minute, without asking the table', async () => {
    const { time, rows, open, load, calls, counted } = world();
    const cache = open();
    await time.run(cache.through(rule(), load()));
    rows.read = () => Promise.reject(new Error('the table is not to be asked'));
    await time.run(time.sleep(59_000));
    await time.run(cache.through(rule(), load()));
    expect([calls.count, counted('hit-memory')]).toEqual([1, 1]);
    await time.run(time.sleep(2_000));
    await expect(time.run(cache.through(rule(), load()))).rejects.toThrow('the table is not to be asked');
  });

  it('that is empty, or says that there is no such thing, is forgotten sooner', async () => {
    const { time, open, load, calls, counted } = world();
    for (const nothing of [done([]), abstained('there is no such thing')]) {
      const asked = rule({ key: `pexels|${nothing.outcome}` });
      calls.count = 0;
      expect(await time.run(open().through(asked, load(nothing)))).toEqual(nothing);
      await time.run(time.sleep(59_000));
      expect(await time.run(open().through(asked, load()))).toEqual(nothing);
      expect(calls.count).toBe(1);
      await time.run(time.sleep(2_000));
      expect(await time.run(open().through(asked, load()))).toEqual(done(['a']));
      expect(calls.count).toBe(2);
    }
    expect(counted('hit-negative')).toBe(2);
  });

  it('is kept no shorter and no longer than its provider wants, whatever the rule says', async () => {
    const bounds = { pixabay: { leastSeconds: 86_400, mostSeconds: 100_000 } };
    const { time, open, load, calls } = world();
    await time.run(open({ bounds }).through(rule({ key: 'pixabay|search|a', ttlSeconds: 1 }), load()));
    await time.run(open({ bounds }).through(rule({ key: 'pixabay|search|b', ttlSeconds: 9_999_999 }), load()));
    calls.count = 0;
    await time.run(time.sleep(86_000_000));
    await time.run(open().through(rule({ key: 'pixabay|search|a' }), load()));
    expect(calls.count).toBe(0);
    await time.run(time.sleep(15_000_000));
    await time.run(open().through(rule({ key: 'pixabay|search|b' }), load()));
    expect(calls.count).toBe(1);
  });

  it('of another server is none of this one, and forgetting this one’s leaves the other’s', async () => {
    const { time, open, load, calls } = world();
    const [sandbox, live] = ['http://127.0.0.1:4580/', 'https://api.pexels.com/'].map(address => () => open({ addressOf: () => address }));
    const ask = (cache: SharedAnswerCache): Promise<unknown> =>
      time.run(
        Promise.all([
          cache.through(rule(), load()),
          cache.throughMany([rule({ key: 'pexels|b' })], async () => (await load()(), done([['b']]))),
        ]),
      );
    await ask(sandbox!());
    await ask(live!());
    expect(calls.count).toBe(4);
    await live!().invalidate({ kind: 'key', key: rule().key });
    await ask(sandbox!());
    expect(calls.count).toBe(4);
    await ask(live!());
    expect(calls.count).toBe(5);
  });

  it('of another shape than today’s is asked for anew', async () => {
    const { time, open, load, calls } = world();
    await time.run(open().through<unknown>({ key: rule().key, schema: z.unknown(), ttlSeconds: 60 }, async () => done({ other: true })));
    expect(await time.run(open().through(rule(), load()))).toEqual(done(['a']));
    expect(calls.count).toBe(1);
  });
});

describe('invalidation', () => {
  it.each([
    ['the question', { kind: 'key', key: 'pexels|search|volcano' }, [2, 1, 1]],
    ['its provider', { kind: 'provider', provider: 'pexels' }, [2, 2, 1]],
    ['an entity', { kind: 'entity', qid: 'Q42' }, [1, 2, 1]],
  ] as const)('of %s makes exactly its answers be asked for anew', async (_case, what, expected) => {
    const { time, open, load, calls } = world();
    const asked = [rule(), rule({ key: 'pexels|item|Q42', tags: ['Q42'] }), rule({ key: 'commons|search|volcano' })];
    const cache = open();
    for (const one of asked) await time.run(cache.through(one, load()));
    await time.run(open().invalidate(what));
    const counts: number[] = [];
    for (const one of asked) {
      calls.count = 1;
      await time.run(open().through(one, load()));
      counts.push(calls.count);
    }
    expect(counts).toEqual(expected);
  });

  it('also holds for answers that were being asked for meanwhile', async () => {
    const { time, open, load, calls } = world();
    const asking = open().through(rule(), load(done(['old']), 1_000));
    await time.run(Promise.all([asking, time.sleep(500).then(() => open().invalidate({ kind: 'provider', provider: 'pexels' }))]));
    expect(await time.run(open().through(rule(), load(done(['new']))))).toEqual(done(['new']));
    expect(calls.count).toBe(2);
  });
});

describe('many questions at once', () => {
  const rules = ['a', 'b', 'c'].map(name => rule({ key: `wikidata|item|${name}` }));

  it('only those that are not kept are asked for, in one go, and all come in their order', async () => {
    const { time, open, counted } = world();
    await time.run(open().through(rules[1] ?? rule(), async () => done(['kept'])));
    const asked: (readonly number[])[] = [];
    const cache = open();
    const all = () =>
      cache.throughMany(rules, async places => {
        asked.push(places);
        return done(places.map(place => [`loaded ${place}`]));
      });
    const expected = done([['loaded 0'], ['kept'], ['loaded 2']]);
    expect(await time.run(all())).toEqual(expected);
    expect(await time.run(all())).toEqual(expected);
    expect(asked).toEqual([[0, 2]]);
    expect(counted('hit')).toBe(4);
  });

  it('a failure is passed on, and nothing is kept', async () => {
    const { time, open } = world();
    const failure = failed('PROVIDER_UNAVAILABLE', 'down');
    expect(await time.run(open().throughMany(rules, async () => failure))).toEqual(failure);
    const asked: number[] = [];
    await time.run(open().throughMany(rules, async places => (asked.push(...places), done(places.map(() => ['x'])))));
    expect(asked).toEqual([0, 1, 2]);
  });

  it('none is an answer that costs nothing', async () => {
    const { time, open } = world();
    expect(await time.run(open().throughMany([], () => Promise.reject(new Error('asked'))))).toEqual(done([]));
  });
});

describe('without its table', () => {
  const down = (): Promise<never> => Promise.reject(new UnavailableError('read rows of the cache'));

  it.each(['read', 'takeLease', 'write'] as const)('questions are answered all the same where %s fails', async method => {
    const rows = new MemoryAnswerRows();
    rows[method] = down;
    const { time, open, load, calls, counted } = world(rows);
    expect(await time.run(open().through(rule(), load()))).toEqual(done(['a']));
    expect(await time.run(open().throughMany([rule({ key: 'wikidata|item|a' })], async () => done([['b']])))).toEqual(done([['b']]));
    expect(calls.count).toBe(1);
    expect(counted('unavailable')).toBeGreaterThan(0);
  });

  it('a question that has no answer ends as it does with it, although nobody can be told', async () => {
    const rows = new MemoryAnswerRows();
    rows.endLease = down;
    const { time, open, load, counted } = world(rows);
    const failure = failed('PROVIDER_UNAVAILABLE', 'down');
    expect(await time.run(open().through(rule(), load(failure)))).toEqual(failure);
    expect(counted('unavailable')).toBe(1);
  });
});
