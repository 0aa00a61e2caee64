import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it } from '@jest/globals';
import { committed } from '../../support/fixtures.ts';

describe('npm run sandbox', () => {
  it('says where it is when it is ready, answers, and ends when it is told to', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'local/sandbox/main.ts', '--port', '0'], {
      cwd: committed('.'),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
      const url = /^provider sandbox at (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
      expect(await (await fetch(`${url}/__health`)).json()).toMatchObject({ ok: true, items: expect.any(Number) });
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      expect(await ended).toEqual([0, null]);
    } finally {
      child.kill('SIGKILL');
    }
  }, 60_000);
});
