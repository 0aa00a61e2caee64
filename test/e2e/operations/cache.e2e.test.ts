import { expect, it } from '@jest/globals';
import { invalidateCache } from '../../../cli/client/index.ts';
import { newOperator, newUser } from '../support/user.ts';

it('answers of an entity, of a provider and to one question are forgotten when an operator says so, and nobody else', async () => {
  const [operator, admin] = await Promise.all([newOperator(), newUser()]);
  for (const body of [{ entity: 'Q23548' }, { provider: 'pexels' as const }, { key: 'pexels|search|landscape|24|lighthouse' }]) {
    expect((await invalidateCache({ client: operator.client, body })).response?.status).toBe(204);
    expect((await invalidateCache({ client: admin.client, body })).error?.code).toBe('FORBIDDEN');
  }
});
