import { describe, expect, it } from '@jest/globals';
import { CfnResource, TagManager } from 'aws-cdk-lib';
import * as z from 'zod';
import { OperatorContact } from '../../../core/src/platform/provider-http/user-agent.ts';
import { refersTo, sharedNames } from '../support/references.ts';
import { deployed, stageNamed, stages } from '../support/synthesised.ts';

describe.each(stages)('stacks of stage $name', stage => {
  it('hand on values by name, and import nothing from each other', () => {
    const exported = Object.entries(stage.templates).flatMap(([stack, { Outputs }]) =>
      Object.entries(Outputs)
        .filter(([, { Export }]) => Export !== undefined)
        .map(([id]) => `${stack}/${id}`),
    );
    expect(exported).toEqual([]);
    expect(JSON.stringify(stage.templates)).not.toContain('Fn::ImportValue');
  });

  it('read no name that another stack does not write, and write none that nobody reads', () => {
    const written = new Map(
      stage
        .resources('AWS::SSM::Parameter')
        .map(({ stack, Properties }) => [String(Properties['Name']).replace(`/cutaway/${stage.config.name}/`, ''), stack]),
    );
    const read = Object.entries(stage.templates).flatMap(([stack, template]) =>
      [...sharedNames(template).values()].map(name => ({ name, stack })),
    );
    expect(read.filter(({ name, stack }) => !written.has(name) || written.get(name) === stack)).toEqual([]);
    // Of the worker's stack, which a stage on this machine does not have.
    const unread = [...written.keys()].filter(name => !read.some(other => other.name === name));
    expect(stage.local === null ? unread : unread.filter(name => !name.startsWith('speech-queue-'))).toEqual([]);
  });

  it('use every parameter they ask for', () => {
    for (const [stack, template] of Object.entries(stage.templates)) {
      const body = JSON.stringify(template.Resources) + JSON.stringify(template.Outputs);
      const unused = Object.keys(template.Parameters).filter(id => id !== 'BootstrapVersion' && !body.includes(`"Ref":"${id}"`));
      expect({ stack, unused }).toEqual({ stack, unused: [] });
    }
  });

  it('tag everything that can be tagged', () => {
    const untagged = stage.app.node.findAll().filter(construct => {
      if (!CfnResource.isCfnResource(construct)) return false;
      const tags = TagManager.of(construct);
      return tags !== undefined && tags.tagValues()['cutaway:stage'] !== stage.config.name;
    });
    expect(untagged.map(({ node }) => node.path)).toEqual([]);
  });

  it('stay far below what CloudFormation takes: 500 resources and a megabyte', () => {
    for (const [stack, template] of Object.entries(stage.templates)) {
      expect({ stack, fits: Object.keys(template.Resources).length < 400 && JSON.stringify(template).length < 700_000 }).toEqual({
        stack,
        fits: true,
      });
    }
  });

  it('need no account, no look-up and no image to be synthesised', () => {
    const assembly = stage.app.synth();
    expect(assembly.manifest.missing).toBeUndefined();
    expect(assembly.stacks.map(({ environment }) => environment.name)).toEqual(
      assembly.stacks.map(() => 'aws://unknown-account/unknown-region'),
    );
  });
});

describe.each(deployed)('a deployment of stage $name', stage => {
  it('is asked who runs it, cannot leave that out, and is refused what names nobody', () => {
    const asked = Object.entries(stage.templates).flatMap(([stack, { Parameters }]) =>
      'OperatorContact' in Parameters ? [{ stack, ...Parameters['OperatorContact'] }] : [],
    );
    expect(asked).toMatchObject([{ stack: 'app', Type: 'String' }]);
    expect(asked[0]?.Default).toBeUndefined();
    const pattern = new RegExp(`^(?:${asked[0]?.AllowedPattern ?? ''})$`);
    const good = 'https://example.org/contact; ops@example.org';
    expect(pattern.test(good) && OperatorContact.safeParse(good).success).toBe(true);
    for (const bad of ['', 'ops@example.org', 'http://example.org; ops@example.org', 'https://example.org', 'https://example.org; nobody'])
      expect(`${bad} ${pattern.test(bad)}`).toBe(`${bad} false`);
  });
});

describe('the stage on this machine', () => {
  const local = stageNamed('local');

  it('is given its contact, because nobody deploys it by hand', () => {
    expect(Object.values(local.templates).filter(({ Parameters }) => 'OperatorContact' in Parameters)).toEqual([]);
  });

  it('switches off this and nothing else', () => {
    // Each has its line in docs/local.md.
    expect([...(local.local?.switchedOff ?? [])].sort()).toEqual([
      'AWS::SecretsManager::RotationSchedule Cutaway-local-app/Operations/OwnedRotation',
    ]);
  });
});

describe('a worker with a GPU', () => {
  const gpu = stageNamed('dev with gpu');
  const Service = z.object({
    DesiredCount: z.number(),
    CapacityProviderStrategy: z.array(z.object({ CapacityProvider: z.unknown() })).optional(),
  });

  it('runs on instances that start at none, without a way in, and whose containers cannot take their role', () => {
    expect(
      gpu.resources('AWS::AutoScaling::AutoScalingGroup').map(({ Properties }) => [Properties['MinSize'], Properties['MaxSize']]),
    ).toEqual([['0', '1']]);
    expect(
      gpu
        .resources('AWS::ECS::TaskDefinition')
        .map(({ Properties }) => [Properties['NetworkMode'], JSON.stringify(Properties).includes('{"Type":"GPU","Value":"1"}')]),
    ).toEqual([['bridge', true]]);
    expect(JSON.stringify(gpu.resources('AWS::EC2::LaunchTemplate'))).toContain(
      '"MetadataOptions":{"HttpPutResponseHopLimit":1,"HttpTokens":"required"}',
    );
  });

  it('is made after the cluster knows its instances', () => {
    const [service] = gpu.resources('AWS::ECS::Service');
    const [association] = gpu.resources('AWS::ECS::ClusterCapacityProviderAssociations');
    expect(service?.DependsOn).toContain(association?.id);
    expect(gpu.resources('AWS::ECS::CapacityProvider').map(({ id }) => id)).toContain(
      refersTo(Service.parse(service?.Properties).CapacityProviderStrategy?.[0]?.CapacityProvider),
    );
  });
});

describe.each(deployed)('the worker of stage $name', stage => {
  it('rests at no task, and is started and stopped by its queue', () => {
    expect(stage.resources('AWS::ECS::Service').map(({ Properties }) => Properties['DesiredCount'])).toEqual([0]);
    expect(
      stage
        .resources('AWS::ApplicationAutoScaling::ScalableTarget')
        .map(({ Properties }) => [Properties['MinCapacity'], Properties['MaxCapacity']]),
    ).toEqual([[0, stage.config.inference.maxTasks]]);
  });

  it('writes to its scratch disk only', () => {
    const Task = z.object({
      ContainerDefinitions: z.tuple([
        z.object({
          ReadonlyRootFilesystem: z.literal(true),
          MountPoints: z.array(z.object({ ContainerPath: z.string(), ReadOnly: z.boolean() })),
        }),
      ]),
    });
    for (const { Properties } of stage.resources('AWS::ECS::TaskDefinition'))
      expect(Task.parse(Properties).ContainerDefinitions[0].MountPoints).toEqual([{ ContainerPath: '/scratch', ReadOnly: false }]);
  });
});
