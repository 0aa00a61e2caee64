import { expect, it } from '@jest/globals';
import type { CallAccount } from '../platform/call-gate.ts';
import type { AccountTable } from '../platform/gate/account-table.ts';
import { ItemChange } from '../platform/gate/item-change.ts';

/** What every AccountTable guarantees. Each test has an account of its own. */
export const accountTableContract = (open: () => AccountTable): void => {
  const accounts: CallAccount[] = ['pexels', 'unsplash', 'openverse', 'pixabay', 'wikimedia'];
  const fresh = (): CallAccount => {
    const account = accounts.pop();
    if (account === undefined) throw new Error('more tests than accounts');
    return account;
  };

  it('is empty at first, and reads what the last change left', async () => {
    const [table, account] = [open(), fresh()];
    expect(await table.read(account)).toEqual({});
    await table.change(account, new ItemChange().set('name|a', 'text').add('60s|calls|1', 3).set('gone', 1));
    const left = await table.change(account, new ItemChange().add('60s|calls|1', -1).remove('gone'));
    expect(left).toMatchObject({ 'name|a': 'text', '60s|calls|1': 2 });
    expect(left).not.toHaveProperty('gone');
    expect(await table.read(account)).toEqual(left);
  });

  it('changes nothing where one condition does not hold', async () => {
    const [table, account] = [open(), fresh()];
    await table.change(account, new ItemChange().set('a', 1).set('lease', '0000000000005#x'));
    const refused = [
      new ItemChange().set('b', 1).ifEquals('a', 2),
      new ItemChange().set('b', 1).ifEquals('absent', 1),
      new ItemChange().set('b', 1).ifStill('a', 0, 0),
      new ItemChange().set('b', 1).ifAbsentOrLess('a', 1),
      new ItemChange().set('b', 1).ifAbsentOrLess('lease', '0000000000005'),
    ];
    for (const change of refused) expect(await table.change(account, change)).toBeNull();
    const granted = [
      new ItemChange().ifEquals('a', 1).set('b', 1),
      new ItemChange().ifStill('absent', 0, 0).set('b', 2),
      new ItemChange().ifAbsentOrLess('a', 2).set('b', 3),
      new ItemChange().ifAbsentOrLess('lease', '0000000000006').set('b', 4),
    ];
    for (const change of granted) expect(await table.change(account, change)).not.toBeNull();
    expect(await table.read(account)).toMatchObject({ a: 1, b: 4 });
  });

  it('counts 100 changes at once exactly, up to the limit and no further', async () => {
    const [table, account] = [open(), fresh()];
    const bookings = Array.from({ length: 100 }, () => table.change(account, new ItemChange().add('total', 1).ifAbsentOrLess('total', 37)));
    expect((await Promise.all(bookings)).filter(after => after !== null)).toHaveLength(37);
    expect(await table.read(account)).toEqual(expect.objectContaining({ total: 37 }));
  });
};
