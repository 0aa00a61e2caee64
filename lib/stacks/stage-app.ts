import { App, AspectPriority, Aspects, Tags, Validations, type AppProps } from 'aws-cdk-lib';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks } from 'cdk-nag';
import { stageConfig } from '../config/stages.ts';
import { LocalStage } from '../constructs/local-stage.ts';
import { buildStage } from './stage.ts';

export interface StageApp {
  readonly app: App;
  /** What is switched off where the stage runs on the emulator; null for a stage on AWS. */
  readonly local: LocalStage | null;
}

/**
 * The whole app of one stage, as it is deployed: stacks, tags, checks.
 * @param stage the name; absent: the CDK context value `stage`, else `dev`
 * @param environment read by the stage `local` only
 */
export const stageApp = (stage: string | null, environment: Readonly<Record<string, string | undefined>>, props?: AppProps): StageApp => {
  const app = new App({ analyticsReporting: false, ...props, context: { ...CURRENTLY_RECOMMENDED_FLAGS, ...props?.context } });
  const named: unknown = stage ?? app.node.tryGetContext('stage') ?? 'dev';
  const config = stageConfig(String(named), environment);
  buildStage(app, config);
  Tags.of(app).add('cutaway:stage', config.name);
  for (const [key, value] of Object.entries(config.tags)) Tags.of(app).add(key, value);
  if (config.inference.compute !== 'host') {
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    return { app, local: null };
  }
  const local = new LocalStage();
  Aspects.of(app).add(local, { priority: AspectPriority.READONLY });
  return { app, local };
};
