import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { paginateListStackResources, type CloudFormationClient } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z.object({ templateFile: z.string().optional(), stackName: z.string().optional() }).optional(),
    }),
  ),
});
const Template = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) })),
});

/** A resource of the synthesised app, and what it is called where it was deployed. */
export interface DeployedResource {
  /** `<stack>/<logical id>` */
  readonly path: string;
  readonly physicalId: string;
  readonly type: string;
  /** As the template says it. */
  readonly properties: unknown;
}

const physicalIds = async (client: CloudFormationClient, StackName: string): Promise<ReadonlyMap<string, string>> => {
  const ids = new Map<string, string>();
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName })) {
    for (const { LogicalResourceId, PhysicalResourceId } of StackResourceSummaries) {
      if (LogicalResourceId !== undefined && PhysicalResourceId !== undefined) ids.set(LogicalResourceId, PhysicalResourceId);
    }
  }
  return ids;
};

/** @param assembly folder of the synthesised app */
export const deployedResources = async (client: CloudFormationClient, assembly: string): Promise<readonly DeployedResource[]> => {
  const { artifacts } = Manifest.parse(JSON.parse(readFileSync(join(assembly, 'manifest.json'), 'utf8')));
  const stacks = Object.entries(artifacts).map(async ([stack, { type, properties }]): Promise<readonly DeployedResource[]> => {
    if (type !== 'aws:cloudformation:stack' || properties?.templateFile === undefined) return [];
    const { Resources } = Template.parse(JSON.parse(readFileSync(join(assembly, properties.templateFile), 'utf8')));
    const ids = await physicalIds(client, properties.stackName ?? stack);
    return Object.entries(Resources).flatMap(([logicalId, resource]) => {
      const physicalId = ids.get(logicalId);
      const path = `${stack}/${logicalId}`;
      return physicalId === undefined ? [] : [{ path, physicalId, type: resource.Type, properties: resource.Properties }];
    });
  });
  return (await Promise.all(stacks)).flat();
};
