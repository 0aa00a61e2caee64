import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { createApiKey, getMe, listApiKeys, logout, revokeApiKey } from '../../../cli/client/index.ts';
import { problemOf, raw } from '../support/http.ts';
import { STAGE } from '../support/stage.ts';
import { clientFor, keyOf, newUser, ok, type User } from '../support/user.ts';

const cognito = new CognitoIdentityProviderClient({
  endpoint: STAGE.aws['AWS_ENDPOINT_URL'] ?? '',
  region: STAGE.aws['AWS_REGION'] ?? '',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const decoded = (part: string | undefined): object => JSON.parse(Buffer.from(part ?? '', 'base64url').toString());

/** An access token of some user of a client of a pool. */
const issued = async (UserPoolId: string, clientName: string, user: { email: string; password: string } | null): Promise<string> => {
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({ UserPoolId, ClientName: clientName, ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] }),
  );
  const { email, password } = user ?? { email: 'somebody@e2e.example', password: 'Sufficient-1-and-more' };
  if (user === null) {
    await cognito.send(new AdminCreateUserCommand({ UserPoolId, Username: email, MessageAction: 'SUPPRESS' }));
    await cognito.send(new AdminSetUserPasswordCommand({ UserPoolId, Username: email, Password: password, Permanent: true }));
  }
  const { AuthenticationResult } = await cognito.send(
    new InitiateAuthCommand({
      ClientId: UserPoolClient?.ClientId ?? '',
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  );
  return AuthenticationResult?.AccessToken ?? '';
};

const refusal = async (token: string): Promise<string> => {
  const answer = await raw('/v1/me', { token });
  return answer.status === 401 ? (await problemOf(answer)).code : `status ${answer.status}`;
};

describe('access tokens', () => {
  let user: User;
  beforeAll(async () => {
    user = await newUser();
  });

  const parts = (): readonly string[] => user.tokens.accessToken.split('.');

  it('whose claims, header or signature were changed are refused', async () => {
    const [header = '', claims = '', signature = ''] = parts();
    const elevated = encoded({ ...decoded(claims), sub: 'somebody-else' });
    const unsigned = encoded({ alg: 'none', typ: 'JWT' });
    const symmetric = encoded({ ...decoded(header), alg: 'HS256' });
    const flipped = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    const forged = [
      `${header}.${elevated}.${signature}`,
      `${header}.${claims}.${flipped}`,
      `${header}.${claims}.`,
      `${unsigned}.${claims}.`,
      `${unsigned}.${claims}.${signature}`,
      `${symmetric}.${claims}.${signature}`,
    ];
    expect(await Promise.all(forged.map(refusal))).toEqual(forged.map(() => 'UNAUTHENTICATED'));
    expect((await getMe({ client: user.client })).response?.status).toBe(200);
  });

  it('of another user pool, and of another client of ours, are refused', async () => {
    const { UserPool } = await cognito.send(new CreateUserPoolCommand({ PoolName: 'foreign' }));
    const foreign = [await issued(UserPool?.Id ?? '', 'api', null), await issued(STAGE.outputs.UserPoolId, 'another', user.account)];
    expect(await Promise.all(foreign.map(refusal))).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED']);
  });

  it('that are no tokens, or come in another header form, are refused', async () => {
    const forms = [
      '',
      'Bearer',
      'Bearer ',
      'Basic dXNlcjpwYXNz',
      user.tokens.accessToken,
      `Bearer ${user.tokens.accessToken} x`,
      `Bearer ${'x'.repeat(8_001)}`,
    ];
    const answers = await Promise.all(forms.map(authorization => raw('/v1/me', { headers: { authorization } })));
    expect(answers.map(answer => answer.status)).toEqual(forms.map(() => 401));
    expect(await refusal(user.tokens.refreshToken)).toBe('UNAUTHENTICATED');
  });

  it('of a session that was ended are refused on the next call', async () => {
    const ended = await newUser();
    await logout({ client: ended.client });
    expect(await refusal(ended.tokens.accessToken)).toBe('UNAUTHENTICATED');
  });
});

describe('API keys', () => {
  it('stand for their workspace with their role, are listed without their secret, and are refused once revoked', async () => {
    const user = await newUser();
    const made = await ok(createApiKey({ client: user.client, body: { name: 'Editing machine', role: 'editor', expiresInDays: 2 } }));
    const client = clientFor(made.key);
    expect(await ok(getMe({ client }))).toEqual({ userId: made.id, workspaceId: user.workspaceId, role: 'editor' });
    const { items: apiKeys } = await ok(listApiKeys({ client: user.client }));
    expect(apiKeys.map(key => key.name)).toEqual(['Editing machine']);
    expect(JSON.stringify(apiKeys)).not.toContain(made.key.slice(made.prefix.length));
    expect(made.key.startsWith(made.prefix)).toBe(true);

    expect((await revokeApiKey({ client: user.client, path: { keyId: made.id } })).response?.status).toBe(204);
    expect((await getMe({ client })).error?.code).toBe('UNAUTHENTICATED');
    expect((await revokeApiKey({ client: user.client, path: { keyId: made.id } })).response?.status).toBe(204);
    expect((await ok(listApiKeys({ client: user.client }))).items[0]?.revokedAt).not.toBeNull();
  });

  it('with a wrong secret, of another key or cut short, are refused', async () => {
    const user = await newUser();
    const [one, two] = await Promise.all([keyOf(user, 'viewer'), keyOf(user, 'viewer')]);
    const secretOf = (key: string): string => key.slice(key.indexOf('_', 4) + 1);
    const crossed = one.replace(secretOf(one), secretOf(two));
    const changed = `${one.slice(0, -1)}${one.endsWith('A') ? 'B' : 'A'}`;
    for (const key of [crossed, changed, one.slice(0, -1), `${one}A`, 'ctw_', `ctw_${'0'.repeat(26)}_${'A'.repeat(43)}`])
      expect(await refusal(key)).toBe('UNAUTHENTICATED');
    expect((await getMe({ client: clientFor(one) })).response?.status).toBe(200);
  });

  it('cannot be made by a key of a lesser role, and logging out with a key ends nothing', async () => {
    const user = await newUser();
    const editor = await keyOf(user, 'editor');
    expect((await createApiKey({ client: clientFor(editor), body: { name: 'more' } })).error?.code).toBe('FORBIDDEN');
    expect((await logout({ client: clientFor(editor) })).response?.status).toBe(204);
    expect((await getMe({ client: clientFor(editor) })).response?.status).toBe(200);
  });
});
