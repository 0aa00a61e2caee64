import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import * as cxapi from 'aws-cdk-lib/cx-api';
import * as z from 'zod';
import { StageConfig } from '../../../lib/config/stage.ts';
import { stageConfig, STAGES } from '../../../lib/config/stages.ts';
import type { LocalStage } from '../../../lib/constructs/local-stage.ts';
import { addStage, houseApp } from '../../../lib/stacks/stage-app.ts';
import { emptyBundles } from './bundles.ts';

const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
  DependsOn: z.unknown().optional(),
});
const Parameter = z.object({
  Type: z.string(),
  Default: z.string().optional(),
  AllowedPattern: z.string().optional(),
});
const Template = z.object({
  Resources: z.record(z.string(), Resource),
  Parameters: z.record(z.string(), Parameter).default({}),
  Outputs: z.record(z.string(), z.looseObject({ Export: z.unknown().optional() })).default({}),
});
export type Template = z.infer<typeof Template>;

/** One resource of one template of one stage. */
export interface SynthesisedResource extends z.infer<typeof Resource> {
  /** `<stack>/<logical id>`, for messages. */
  readonly path: string;
  readonly stack: string;
  readonly id: string;
}

export interface SynthesisedStage {
  /** The stage's name, and after it what differs from it. */
  readonly name: string;
  readonly config: StageConfig;
  readonly app: App;
  readonly local: LocalStage | null;
  /** By the part of the stack's name that says what it is: `stateful`, `app` … */
  readonly templates: Readonly<Record<string, Template>>;
  readonly terminationProtection: Readonly<Record<string, boolean>>;
  /** All resources of all stacks, or those of one type. */
  resources(type?: string): readonly SynthesisedResource[];
}

const bundles = emptyBundles();

const WITH_GPU = {
  compute: 'gpu',
  recogniser: { name: 'whisper-base.en_timestamped', from: 'bucket' },
  imageModel: { name: 'clip-vit-base-patch32', from: 'bucket' },
} as const;

const synthesise = (name: string, config: StageConfig): SynthesisedStage => {
  const app = houseApp({
    outdir: mkdtempSync(join(tmpdir(), 'cutaway-synth-')),
    context: { bundles, [cxapi.DISABLE_ASSET_STAGING_CONTEXT]: true },
  });
  const local = addStage(app, config);
  const { stacks } = app.synth();
  const part = (stackName: string): string => stackName.split('-').at(-1) ?? '';
  const templates = Object.fromEntries(stacks.map(stack => [part(stack.stackName), Template.parse(stack.template)]));
  const all = Object.entries(templates).flatMap(([stack, { Resources }]) =>
    Object.entries(Resources).map(([id, resource]) => ({ ...resource, stack, id, path: `${name}:${stack}/${id}` })),
  );
  return {
    name,
    config,
    app,
    local,
    templates,
    terminationProtection: Object.fromEntries(stacks.map(stack => [part(stack.stackName), stack.terminationProtection === true])),
    resources: type => (type === undefined ? all : all.filter(resource => resource.Type === type)),
  };
};

/** Every stage there is, and `dev` with switches that no stage has on: its worker on a GPU, with its large models. */
export const stages: readonly SynthesisedStage[] = [
  ...STAGES.map(name => synthesise(name, stageConfig(name, {}))),
  (() => {
    const dev = stageConfig('dev', {});
    return synthesise('dev with gpu', StageConfig.parse({ ...dev, inference: { ...dev.inference, ...WITH_GPU } }));
  })(),
];
export const deployed = stages.filter(stage => stage.local === null);

export const stageNamed = (name: string): SynthesisedStage => {
  const found = stages.find(stage => stage.name === name);
  if (found === undefined) throw new Error(`no stage ${name}`);
  return found;
};
