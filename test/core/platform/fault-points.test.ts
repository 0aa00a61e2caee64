import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const ROOT = resolve(import.meta.dirname, '../../..');

/** A process that makes three calls: it reads a job, writes an object, answers. */
const PROGRAM = `
import { Readable } from 'node:stream';
import { S3Client, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { faultPoints } from '@cutaway/core/platform/fault-points';
const [folder, project] = process.argv.slice(1);
const s3 = new S3Client({
  region: 'us-east-1',
  credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  requestHandler: { handle: async () => ({ response: { statusCode: 200, headers: {}, body: Readable.from([]) } }) },
});
s3.middlewareStack.use(faultPoints(folder, 'writer'));
await s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'workspaces/W/projects/' + project + '/a' }));
await s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'catalogue/1', Body: Buffer.alloc(10) }));
await s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'catalogue/2', Body: Buffer.alloc(10) }));
console.log('lived');
`;

describe('fault points', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cutaway-faults-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const run = (project: string) =>
    spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', PROGRAM, folder, project], {
      cwd: ROOT,
      encoding: 'utf8',
    });
  const wish = (whom: string, point: string, kind = 'die'): string => {
    mkdirSync(join(folder, kind, whom), { recursive: true });
    const path = join(folder, kind, whom, point);
    writeFileSync(path, '');
    return path;
  };
  const passed = (): readonly string[] => readFileSync(join(folder, 'passed'), 'utf8').trim().split('\n');

  it('list each write, before and after, with the project that was named last, and no read', () => {
    expect(run('prj_1A').stdout).toBe('lived\n');
    expect(passed()).toEqual(['before', 'after', 'before', 'after'].map(side => `prj_1A writer.PutObject.${side}`));
  });

  it('kill the process at the asked-for passing, once', () => {
    wish('prj_1A', 'writer.PutObject.before@2');
    expect(run('prj_1A').signal).toBe('SIGKILL');
    expect(passed()).toHaveLength(3);
    expect(readdirSync(join(folder, 'die', 'prj_1A'))).toEqual([]);
    expect(run('prj_1A').stdout).toBe('lived\n');
  });

  it('leave the work on other projects alone', () => {
    wish('prj_2B', 'writer.PutObject.after@1');
    expect(run('prj_1A').stdout).toBe('lived\n');
    expect(run('prj_2B').signal).toBe('SIGKILL');
  });

  it('kill anybody where nobody in particular is meant', () => {
    wish('any', 'writer.PutObject.after@2');
    expect(run('prj_1A').signal).toBe('SIGKILL');
    expect(passed()).toHaveLength(4);
  });

  it('hold one process until it is let go, and no other', async () => {
    const held = wish('prj_1A', 'writer.PutObject.after@1', 'hold');
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', PROGRAM, folder, 'prj_1A'], { cwd: ROOT });
    const ended = new Promise(done => child.once('exit', done));
    while (!existsSync(join(folder, 'passed')) || passed().length < 2) await sleep(20);
    await sleep(100);
    expect(passed()).toHaveLength(2);
    expect(run('prj_1A').stdout).toBe('lived\n');
    rmSync(`${held}.held`);
    expect(await ended).toBe(0);
    expect(passed()).toHaveLength(8);
  });
});
