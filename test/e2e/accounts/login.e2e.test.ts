import { describe, expect, it } from '@jest/globals';
import { confirm, getMe, login, logout, refresh, register, resendCode, type Problem } from '../../../cli/client/index.ts';
import { mailedCode } from '../../../local/demo-account.ts';
import { STAGE } from '../support/stage.ts';
import { clientFor, logInAs, newAddress, newUser, ok } from '../support/user.ts';

const nobody = clientFor();
const PASSWORD = 'Sufficient-1-and-then-some';

const codeFor = (email: string): Promise<string> => mailedCode(STAGE.aws['AWS_ENDPOINT_URL'] ?? '', email);
const another = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('from registration to logout', () => {
  it('a new address registers, confirms with the mailed code, logs in, refreshes and logs out', async () => {
    const email = newAddress();
    expect(await ok(register({ client: nobody, body: { email, password: PASSWORD } }))).toEqual({ state: 'confirmation-sent' });
    expect(await ok(confirm({ client: nobody, body: { email, code: await codeFor(email) } }))).toEqual({ state: 'confirmed' });
    const first = await logInAs({ email, password: PASSWORD });
    const me = await ok(getMe({ client: clientFor(first.accessToken) }));
    expect(me.role).toBe('admin');

    const second = await ok(refresh({ client: nobody, body: { refreshToken: first.refreshToken } }));
    expect(second.refreshToken).not.toBe(first.refreshToken);
    const client = clientFor(second.accessToken);
    expect(await ok(getMe({ client }))).toEqual(me);

    expect((await logout({ client })).response?.status).toBe(204);
    expect((await getMe({ client })).error?.code).toBe('UNAUTHENTICATED');
    expect((await refresh({ client: nobody, body: { refreshToken: second.refreshToken } })).error?.code).toBe('SESSION_ENDED');
  });

  it('logging in again gives the same workspace, and logging out there leaves the other session alone', async () => {
    const user = await newUser();
    const other = clientFor((await logInAs(user.account)).accessToken);
    expect((await ok(getMe({ client: other }))).workspaceId).toBe(user.workspaceId);
    await logout({ client: other });
    expect((await getMe({ client: other })).error?.code).toBe('UNAUTHENTICATED');
    expect((await getMe({ client: user.client })).response?.status).toBe(200);
  });

  it('a code that was sent again works, and the address is read without regard to case', async () => {
    const email = newAddress();
    await ok(register({ client: nobody, body: { email: email.toUpperCase(), password: PASSWORD } }));
    expect(await ok(resendCode({ client: nobody, body: { email } }))).toEqual({ state: 'confirmation-sent' });
    await ok(confirm({ client: nobody, body: { email, code: await codeFor(email) } }));
    expect((await logInAs({ email, password: PASSWORD })).tokenType).toBe('Bearer');
  });
});

describe('a refresh token', () => {
  it('that was used before ends the session for whoever holds either', async () => {
    const { tokens } = await newUser();
    const next = await ok(refresh({ client: nobody, body: { refreshToken: tokens.refreshToken } }));
    const reused = await refresh({ client: nobody, body: { refreshToken: tokens.refreshToken } });
    expect(reused.error?.code).toBe('SESSION_ENDED');
    expect((await refresh({ client: nobody, body: { refreshToken: next.refreshToken } })).error?.code).toBe('SESSION_ENDED');
    expect((await getMe({ client: clientFor(next.accessToken) })).error?.code).toBe('UNAUTHENTICATED');
  });

  it('sent twice at the same time is exchanged once', async () => {
    const { tokens } = await newUser();
    const both = await Promise.all([1, 2].map(() => refresh({ client: nobody, body: { refreshToken: tokens.refreshToken } })));
    expect(both.filter(answer => answer.data !== undefined).length).toBeLessThanOrEqual(1);
    for (const answer of both) if (answer.data === undefined) expect(answer.error.code).toBe('SESSION_ENDED');
  });

  it('that is none, or has been changed, is refused', async () => {
    const { tokens } = await newUser();
    const middle = tokens.refreshToken.length >> 1;
    const changed = `${tokens.refreshToken.slice(0, middle)}${tokens.refreshToken[middle] === 'A' ? 'B' : 'A'}${tokens.refreshToken.slice(middle + 1)}`;
    for (const refreshToken of ['nonsense', changed, tokens.accessToken])
      expect((await refresh({ client: nobody, body: { refreshToken } })).error?.code).toBe('SESSION_ENDED');
  });
});

describe('what is refused on the way in', () => {
  it('a weak password, a wrong code, an unconfirmed address, a wrong password', async () => {
    const email = newAddress();
    for (const password of ['short1A', 'nouppercaseletter1', 'NOLOWERCASELETTER1', 'NoDigitInHereAtAll'])
      expect((await register({ client: nobody, body: { email, password } })).error?.code).toBe('WEAK_PASSWORD');
    await ok(register({ client: nobody, body: { email, password: PASSWORD } }));
    expect((await login({ client: nobody, body: { email, password: PASSWORD } })).error?.code).toBe('NOT_CONFIRMED');
    const code = await codeFor(email);
    expect((await confirm({ client: nobody, body: { email, code: another(code) } })).error?.code).toBe('BAD_CODE');
    await ok(confirm({ client: nobody, body: { email, code } }));
    expect((await login({ client: nobody, body: { email, password: 'Another-1-password' } })).error?.code).toBe('BAD_CREDENTIALS');
  });

  it('a field that is missing, malformed or too long is named', async () => {
    const answers = await Promise.all([
      register({ client: nobody, body: { email: 'no address', password: PASSWORD } }),
      register({ client: nobody, body: { email: newAddress(), password: 'x'.repeat(257) } }),
      confirm({ client: nobody, body: { email: newAddress(), code: '12345' } }),
      login({ client: nobody, body: { email: newAddress() } as never }),
    ]);
    expect(answers.map(answer => answer.error?.issues?.map(issue => issue.at))).toEqual([['email'], ['password'], ['code'], ['password']]);
  });
});

describe('nobody can find out which addresses are registered', () => {
  type Ask = (email: string) => Promise<{ response?: Response; data?: unknown; error?: Problem | undefined }>;
  const asks: Readonly<Record<string, Ask>> = {
    'registers again': email => register({ client: nobody, body: { email, password: PASSWORD } }),
    'registers with a weak password': email => register({ client: nobody, body: { email, password: 'weak' } }),
    'asks for a new code': email => resendCode({ client: nobody, body: { email } }),
    'sends a wrong code': email => confirm({ client: nobody, body: { email, code: '999999' } }),
    'logs in with a wrong password': email => login({ client: nobody, body: { email, password: 'Another-1-password' } }),
  };

  it.each(Object.keys(asks))('whoever %s is told the same for an address that is registered and one that is not', async name => {
    const answerTo = async (email: string): Promise<unknown> => {
      const { data, error, response } = (await asks[name]?.(email)) ?? {};
      return [response?.status, data, error?.code, error?.title, error?.detail];
    };
    expect(await answerTo((await newUser()).account.email)).toEqual(await answerTo(newAddress()));
  });
});
