import { stageConfig } from '../lib/config/stages.ts';
import { addStage, houseApp } from '../lib/stacks/stage-app.ts';

const app = houseApp();
const stage: unknown = app.node.tryGetContext('stage') ?? 'dev';
addStage(app, stageConfig(String(stage), process.env));
app.synth();
