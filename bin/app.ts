import { App, AspectPriority, Aspects, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { stageConfig } from '../lib/config/stages.ts';
import { acknowledgeFindings } from '../lib/constructs/acknowledged-findings.ts';
import { LocalStage } from '../lib/constructs/local-stage.ts';
import { buildStage } from '../lib/stacks/stage.ts';

const app = new App();
const name: unknown = app.node.tryGetContext('stage') ?? 'dev';
const config = stageConfig(String(name), process.env);
buildStage(app, config);

Tags.of(app).add('cutaway:stage', config.name);
for (const [key, value] of Object.entries(config.tags)) Tags.of(app).add(key, value);
if (config.inference.compute === 'host') {
  Aspects.of(app).add(new LocalStage(), { priority: AspectPriority.READONLY });
} else {
  acknowledgeFindings(app);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
app.synth();
