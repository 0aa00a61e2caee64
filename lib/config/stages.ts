import { dev } from './dev.ts';
import { local } from './local.ts';
import { prod } from './prod.ts';
import { StageConfig } from './stage.ts';
import { staging } from './staging.ts';

export const STAGES = ['local', 'dev', 'staging', 'prod'] as const;

/**
 * @param name the CDK context value `stage`
 * @param environment read by the stage `local` only
 * @throws an error that names the stages there are, or the field that is wrong
 */
export const stageConfig = (name: string, environment: Readonly<Record<string, string | undefined>>): StageConfig => {
  switch (name) {
    case 'local':
      return StageConfig.parse(local(environment));
    case 'dev':
      return StageConfig.parse(dev);
    case 'staging':
      return StageConfig.parse(staging);
    case 'prod':
      return StageConfig.parse(prod);
    default:
      throw new Error(`There is no stage "${name}". Use -c stage=<${STAGES.join(' | ')}>.`);
  }
};
