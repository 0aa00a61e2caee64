import { stageApp } from '../lib/stacks/stage-app.ts';

stageApp(null, process.env).app.synth();
