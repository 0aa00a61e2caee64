import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { readShape, UnreadableItemError, type StoredShape } from '../../../core/src/platform/stored-shape.ts';

const Talk = z.object({ schemaVersion: z.literal(2), title: z.string(), minutes: z.number() });
const TALK = {
  name: 'talk',
  version: 2,
  schema: Talk,
  upcast: previous => ({ ...previous, schemaVersion: 2, minutes: Number(previous['seconds']) / 60 }),
} satisfies StoredShape<typeof Talk>;

describe('readShape', () => {
  it('reads the current version', () => {
    const talk = { schemaVersion: 2 as const, title: 'On engines', minutes: 3 };
    expect(readShape(TALK, talk)).toEqual(talk);
  });

  it('reads the version before through its upcast', () => {
    expect(readShape(TALK, { schemaVersion: 1, title: 'On engines', seconds: 180 })).toEqual({
      schemaVersion: 2,
      title: 'On engines',
      minutes: 3,
    });
  });

  it.each([
    ['a version to come', { schemaVersion: 3, title: 'x', minutes: 1 }],
    ['a damaged item', { schemaVersion: 2, title: 'x' }],
    ['an item that its upcast cannot mend', { schemaVersion: 1, title: 'x', seconds: 'long' }],
    ['an item without a version', { title: 'x', minutes: 1 }],
    ['no object', 'x'],
  ])('refuses %s', (_, stored) => {
    expect(() => readShape(TALK, stored)).toThrow(UnreadableItemError);
  });

  it('refuses a version older than the one before, and the one before where there is no upcast', () => {
    expect(() => readShape({ ...TALK, version: 3 }, { schemaVersion: 1, title: 'x' })).toThrow(UnreadableItemError);
    const first = { name: TALK.name, version: TALK.version, schema: TALK.schema };
    expect(() => readShape(first, { schemaVersion: 1, title: 'x', seconds: 60 })).toThrow(UnreadableItemError);
  });
});
