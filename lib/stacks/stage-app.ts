import { App, AspectPriority, Aspects, Tags, Validations, type AppProps } from 'aws-cdk-lib';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { StageConfig } from '../config/stage.ts';
import { LocalStage } from '../constructs/local-stage.ts';
import { buildStage } from './stage.ts';

/** An app that behaves as a new project of the pinned library does, however it is started. */
export const houseApp = (props?: AppProps): App =>
  new App({ analyticsReporting: false, ...props, context: { ...CURRENTLY_RECOMMENDED_FLAGS, ...props?.context } });

/**
 * Everything of one stage, as it is deployed: stacks, tags, checks.
 * @returns what is switched off where the stage runs on the emulator; null for a stage on AWS
 */
export const addStage = (app: App, config: StageConfig): LocalStage | null => {
  buildStage(app, config);
  Tags.of(app).add('cutaway:stage', config.name);
  for (const [key, value] of Object.entries(config.tags)) Tags.of(app).add(key, value);
  if (config.inference.compute !== 'host') {
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    return null;
  }
  const local = new LocalStage();
  Aspects.of(app).add(local, { priority: AspectPriority.READONLY });
  return local;
};
