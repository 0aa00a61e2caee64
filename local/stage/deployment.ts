import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { reconcile } from '../emulator/reconcile.ts';
import { forgetOldBundles, shareZippedBundles } from './asset-cache.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** What the stacks say of themselves when they are there. */
const Outputs = z.object({
  'Cutaway-local-app': z.object({
    ApiId: z.string(),
    SpeechQueueUrl: z.url(),
    ParkedQueueUrl: z.url(),
    StateMachineArn: z.string(),
    MediaBucket: z.string(),
    CatalogueBucket: z.string(),
    MainTable: z.string(),
    UserPoolId: z.string(),
    UserPoolClientId: z.string(),
    /** Where a worker looks at pictures; the four come together. */
    RankingQueueUrl: z.url().optional(),
    CacheTable: z.string().default(''),
    LimitsTable: z.string().default(''),
    Providers: z.string().default(''),
  }),
});
export type StageOutputs = z.infer<typeof Outputs>['Cutaway-local-app'];

const run = (script: readonly string[], environment: Record<string, string>, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((done, fail) => {
    const output: string[] = [];
    const child = spawn(process.execPath, script, {
      cwd: ROOT,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(signal !== undefined && { signal }),
    });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    child.once('error', fail);
    child.once('exit', code =>
      code === 0 ? done() : fail(new Error(`${script.join(' ')} ended with ${code}:\n${output.join('').slice(-6_000)}`)),
    );
  });

/** Makes the bundles that the app is deployed with; nothing is done where they are up to date. */
export const bundle = (signal?: AbortSignal): Promise<void> => run(['--import', 'tsx', 'bin/bundle.ts'], {}, signal);

/**
 * Deploys the CDK app as stage `local` to the emulator that the environment names, sets what the emulator drops, and
 * migrates the table as its operator would.
 * @param home folder for the synthesised app
 */
export const deploy = async (home: string, environment: Record<string, string>, signal?: AbortSignal): Promise<StageOutputs> => {
  const assembly = resolve(home, 'cdk.out');
  const outputs = resolve(home, 'outputs.json');
  rmSync(assembly, { recursive: true, force: true });
  shareZippedBundles(assembly);
  const options = [
    '--method=direct',
    '--concurrency',
    '8',
    '--require-approval',
    'never',
    '--outputs-file',
    outputs,
    '--output',
    assembly,
    '--no-notices',
  ];
  await run(
    [
      join(ROOT, 'node_modules/aws-cdk/bin/cdk'),
      'deploy',
      '--all',
      '--app',
      `"${process.execPath}" --import tsx bin/app.ts`,
      '-c',
      'stage=local',
      ...options,
    ],
    environment,
    signal,
  );
  forgetOldBundles(assembly);
  await Promise.all([
    reconcile(assembly, environment),
    run(['--import', 'tsx', 'bin/migrate.ts', 'up', '--stage', 'local'], environment, signal),
  ]);
  return Outputs.parse(JSON.parse(readFileSync(outputs, 'utf8')))['Cutaway-local-app'];
};
