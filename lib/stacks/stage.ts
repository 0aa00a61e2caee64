import type { App, Stack } from 'aws-cdk-lib';
import type { StageConfig } from '../config/stage.ts';
import { AppStack } from './app-stack.ts';
import { EdgeStack } from './edge-stack.ts';
import { InferenceStack } from './inference-stack.ts';
import { OperationsStack } from './operations-stack.ts';
import { StatefulStack } from './stateful-stack.ts';

/** All stacks of one stage, in the order they need each other. They hand on values by name, so none imports from another. */
export const buildStage = (app: App, config: StageConfig): readonly Stack[] => {
  const named = (part: string): string => `Cutaway-${config.name}-${part}`;
  const props = { config, terminationProtection: config.data.deletionProtection };
  const stateful = new StatefulStack(app, named('stateful'), props);
  const application = new AppStack(app, named('app'), props);
  application.addStackDependency(stateful);
  const operations = new OperationsStack(app, named('operations'), props);
  operations.addStackDependency(application);
  const stacks: Stack[] = [stateful, application, operations];
  if (config.edge.enabled) {
    const edge = new EdgeStack(app, named('edge'), props);
    edge.addStackDependency(stateful);
    stacks.push(edge);
  }
  if (config.inference.compute !== 'host') {
    const inference = new InferenceStack(app, named('inference'), props);
    inference.addStackDependency(application);
    stacks.push(inference);
  }
  return stacks;
};
