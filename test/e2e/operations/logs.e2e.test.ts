import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudWatchLogsClient, paginateDescribeLogGroups, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from '@jest/globals';
import { createApiKey, createExport, getImages, login, refresh, register } from '../../../cli/client/index.ts';
import { callRoute, routes } from '../support/calls.ts';
import { raw } from '../support/http.ts';
import { STAGE } from '../support/stage.ts';
import { giveTranscript, newProject, processed } from '../support/talk.ts';
import { begun, sentParts, silentWav } from '../support/upload.ts';
import { clientFor, newAddress, newUser, ok } from '../support/user.ts';

const logs = new CloudWatchLogsClient({
  endpoint: STAGE.aws['AWS_ENDPOINT_URL'] ?? '',
  region: STAGE.aws['AWS_REGION'] ?? '',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

/** Every line that the stage's functions and its worker have written. */
const everyLine = async (): Promise<readonly string[]> => {
  const lines: string[] = [];
  for await (const page of paginateDescribeLogGroups({ client: logs }, {}))
    for (const { logGroupName } of page.logGroups ?? [])
      for await (const { events } of paginateFilterLogEvents({ client: logs }, { logGroupName: logGroupName ?? '' }))
        lines.push(...(events ?? []).map(event => event.message ?? ''));
  lines.push(...readFileSync(join(STAGE.logFolder, 'worker-0.log'), 'utf8').split('\n'));
  return lines;
};

/** Says the same in the places where a secret may stand. */
const SECRET = 'S3cretThatNobodyMayEverRead';

describe('the logs of a stage', () => {
  it('hold no password, token, key, address, word of a talk or signed address, whatever is sent and wherever', async () => {
    const user = await newUser();
    const { client } = user;
    const nobody = clientFor();
    const made = await ok(createApiKey({ client, body: { name: SECRET } }));
    const refreshed = await ok(refresh({ client: nobody, body: { refreshToken: user.tokens.refreshToken } }));
    await register({ client: nobody, body: { email: newAddress(), password: `${SECRET}1` } });
    await login({ client: nobody, body: { email: user.account.email, password: SECRET } });

    const { id: projectId } = await newProject(client, SECRET);
    await giveTranscript(client, projectId, `1\n00:00:00,000 --> 00:00:05,000\n${SECRET} was built by NASA, the American space agency.\n`);
    await processed(client, projectId);
    const exported = await ok(createExport({ client, path: { projectId }, body: { format: 'storyboard' } }));
    const file = silentWav(1_000);
    const upload = await begun(client, projectId, file, `${SECRET}.wav`);
    await sentParts(upload, file);
    const [image] = (await ok(getImages({ client, path: { projectId } }))).items;
    const content = await raw(`/v1/images/${image?.id}/content`, { token: refreshed.accessToken });

    // The same in every place of every route: headers, query, body that is read and body that is refused.
    const headers = {
      cookie: `session=${SECRET}`,
      'x-forwarded-for': SECRET,
      'user-agent': SECRET,
      referer: `https://${SECRET}.example/`,
      'idempotency-key': SECRET,
      'if-match': `"${SECRET}"`,
    };
    for (const route of routes()) {
      const call = { token: refreshed.accessToken, headers, ids: { projectId } };
      await callRoute(route, route.id === 'logout' ? { ...call, token: 'ctw_none' } : call);
      if (route.body !== undefined)
        await callRoute(route, { ...call, body: JSON.stringify({ [SECRET]: SECRET, email: SECRET, name: { SECRET } }) });
      await raw(`${route.path.replace('{projectId}', projectId)}?cursor=${SECRET}&x=${SECRET}`, {
        method: route.method,
        token: `${SECRET}.${SECRET}.x`,
        headers,
      });
    }
    await raw(`/v1/${SECRET}`, { token: SECRET });

    const secrets = [
      SECRET,
      user.account.password,
      user.account.email,
      made.key,
      made.key.slice(-20),
      user.tokens.refreshToken.slice(-40),
      ...[user.tokens.accessToken, refreshed.accessToken].map(token => token.split('.')[2] ?? token),
      ...[exported.url, content.headers.get('location') ?? '', upload.parts[0]?.url ?? ''].map(
        url => new URL(url).searchParams.get('X-Amz-Signature') ?? '',
      ),
    ];
    expect(secrets.filter(secret => secret.length < 15)).toEqual([]);
    const lines = await everyLine();
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.filter(line => secrets.some(secret => line.includes(secret)))).toEqual([]);
  });
});
