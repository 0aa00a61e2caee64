import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CustomAttributeType, Entity } from 'electrodb';
import { modelHeader, STORED } from '../platform/dynamo/dynamo-model.ts';

/**
 * Projects lie in their workspace's partition, so that a list needs no index: ids sort by time. What runs write
 * (`latestJobId`, `results`) is apart from the body, so that an edit and a run never overwrite each other.
 */
export const projectModel = (client: DynamoDBDocumentClient, table: string) =>
  new Entity(
    {
      model: modelHeader('project'),
      attributes: {
        workspaceId: { type: 'string', required: true },
        projectId: { type: 'string', required: true },
        ...STORED,
        latestJobId: { type: 'string' },
        results: { type: CustomAttributeType<object>('any'), required: true },
      },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['workspaceId'], template: 'workspace#${workspaceId}', casing: 'none' },
          sk: { field: 'sk', composite: ['projectId'], template: 'project#${projectId}', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
