import { beforeAll, describe, expect, it } from '@jest/globals';
import { getPicturePolicy, setPicturePolicy } from '../../../cli/client/index.ts';
import { problemOf, raw } from '../support/http.ts';
import { clientFor, keyOf, newUser, ok, type User } from '../support/user.ts';

describe('the picture policy of a workspace', () => {
  let user: User;
  beforeAll(async () => {
    user = await newUser();
  });

  it('is the operator’s until an admin says otherwise, and then what was said last', async () => {
    const { client } = user;
    expect(await ok(getPicturePolicy({ client }))).toEqual({});
    await ok(setPicturePolicy({ client, body: { avoid: ['faith', 'brands'], approval: 'reviewed' } }));
    expect(await ok(setPicturePolicy({ client, body: { avoid: ['faith'] } }))).toEqual({ avoid: ['faith'] });
    expect(await ok(getPicturePolicy({ client }))).toEqual({ avoid: ['faith'] });
  });

  it('is seen by viewers and is no other workspace’s', async () => {
    await ok(setPicturePolicy({ client: user.client, body: { commercialUse: true } }));
    expect(await ok(getPicturePolicy({ client: clientFor(await keyOf(user, 'viewer')) }))).toEqual({ commercialUse: true });
    expect(await ok(getPicturePolicy({ client: (await newUser()).client }))).toEqual({});
  });

  it.each([{ avoid: ['weather'] }, { avoid: 'faith' }, { approval: 'never' }, { avoid: Array(7).fill('faith') }])(
    'of %j is refused, and the field is named',
    async policy => {
      const answer = await raw('/v1/workspace/picture-policy', {
        method: 'PUT',
        token: user.tokens.accessToken,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(policy),
      });
      const problem = await problemOf(answer);
      expect(problem.code).toBe('BAD_REQUEST');
      expect(problem.issues?.[0]?.at).toMatch(/^(?:avoid|approval)/);
    },
  );
});
