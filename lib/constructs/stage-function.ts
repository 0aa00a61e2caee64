import { Duration } from 'aws-cdk-lib';
import type { StageEnv } from '@cutaway/core/platform/env';
import type { Construct } from 'constructs';
import type * as z from 'zod';
import { WRITE_ITEMS } from './access.ts';
import { AppFunction, type AppFunctionProps } from './app-function.ts';
import type { StageResources } from './stage-resources.ts';

type Own<Environment> = Omit<Environment, keyof z.input<typeof StageEnv>>;

export interface StageFunctionProps<Environment extends Readonly<Record<string, string>>> extends Pick<
  AppFunctionProps<Environment>,
  'entry' | 'description' | 'memoryMegabytes' | 'native'
> {
  readonly resources: StageResources;
  /** What the function needs beyond what every stage has. */
  readonly environment: Own<Environment>;
  /** @default 2 minutes */
  readonly timeout?: Duration;
}

/**
 * Memory of a function whose model works with two threads, MB: 1.7 processors come with it, so that it costs about what one
 * processor for longer would. New accounts are allowed no more.
 */
export const MEMORY_FOR_TWO_THREADS = 3_008;

/** A Lambda that is one stage of a run: it reads and writes the job's row and the results of the run, and nothing else unless granted. */
export const stageFunction = <Environment extends Readonly<Record<string, string>>>(
  scope: Construct,
  id: string,
  props: StageFunctionProps<Environment>,
): AppFunction => {
  const { resources, environment, timeout, ...rest } = props;
  const stage = new AppFunction(scope, id, {
    ...rest,
    config: resources.config,
    key: resources.key,
    timeout: timeout ?? Duration.minutes(2),
    environment: { ...environment, MAIN_TABLE: resources.tables.main.tableName, MEDIA_BUCKET: resources.media.bucketName },
  });
  resources
    .allow(stage.role)
    .table('main', WRITE_ITEMS)
    .objects('media', ['GetObject'], 'workspaces/*')
    .objects('media', ['PutObject'], 'workspaces/*/runs/*');
  return stage;
};

/** What a stage that asks providers needs beside: the cache, the quota ledger, keys. */
export const grantProviders = (resources: StageResources, stage: AppFunction): void => {
  resources.allow(stage.role).table('cache', WRITE_ITEMS).table('limits', WRITE_ITEMS).secret('provider-keys');
};

/** The part of the environment that goes with `grantProviders`. */
export const providersEnvironment = (
  resources: StageResources,
): { CACHE_TABLE: string; LIMITS_TABLE: string; PROVIDERS: string; PROVIDER_KEYS_SECRET_NAME: string } => ({
  CACHE_TABLE: resources.tables.cache.tableName,
  LIMITS_TABLE: resources.tables.limits.tableName,
  PROVIDERS: resources.providers,
  PROVIDER_KEYS_SECRET_NAME: resources.secretName('provider-keys'),
});
