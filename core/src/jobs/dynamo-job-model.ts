import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Entity } from 'electrodb';
import { modelHeader, STORED } from '../platform/dynamo/dynamo-model.ts';

/** Jobs lie in their workspace's partition; `gsi1` lists those of one project. */
export const jobModel = (client: DynamoDBDocumentClient, table: string) =>
  new Entity(
    {
      model: modelHeader('job'),
      attributes: {
        workspaceId: { type: 'string', required: true },
        projectId: { type: 'string', required: true },
        jobId: { type: 'string', required: true },
        state: { type: 'string', required: true },
        run: { type: 'number', required: true },
        ...STORED,
      },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['workspaceId'], template: 'workspace#${workspaceId}', casing: 'none' },
          sk: { field: 'sk', composite: ['jobId'], template: 'job#${jobId}', casing: 'none' },
        },
        ofProject: {
          index: 'gsi1',
          pk: {
            field: 'gsi1pk',
            composite: ['workspaceId', 'projectId'],
            template: 'workspace#${workspaceId}#project#${projectId}',
            casing: 'none',
          },
          sk: { field: 'gsi1sk', composite: ['jobId'], template: 'job#${jobId}', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
