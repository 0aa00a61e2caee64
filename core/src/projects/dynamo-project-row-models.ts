import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CustomAttributeType, Entity } from 'electrodb';
import { modelHeader } from '../platform/dynamo/dynamo-model.ts';

const PROJECT_PARTITION = 'workspace#${workspaceId}#project#${projectId}';

/** Rows of one kind. `gsi1` finds the rows that name a picture, over all workspaces; other kinds do not appear in it. */
export const rowModel = (client: DynamoDBDocumentClient, table: string, kind: string) =>
  new Entity(
    {
      model: modelHeader(kind),
      attributes: {
        workspaceId: { type: 'string', required: true },
        projectId: { type: 'string', required: true },
        rowSet: { type: 'string', required: true },
        order: { type: 'string', required: true },
        /** Empty for kinds that name none. */
        imageId: { type: 'string', required: true },
        body: { type: CustomAttributeType<object>('any'), required: true },
      },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['workspaceId', 'projectId'], template: PROJECT_PARTITION, casing: 'none' },
          sk: { field: 'sk', composite: ['rowSet', 'order'], template: `${kind}#\${rowSet}#\${order}`, casing: 'none' },
        },
        ofImage: {
          index: 'gsi1',
          condition: ({ imageId }: { readonly imageId?: string }) => imageId !== '',
          pk: { field: 'gsi1pk', composite: ['imageId'], template: 'image#${imageId}', casing: 'none' },
          sk: {
            field: 'gsi1sk',
            composite: ['workspaceId', 'projectId', 'order'],
            template: `${PROJECT_PARTITION}#\${order}`,
            casing: 'none',
          },
        },
      },
    } as const,
    { client, table },
  );

/** Which set of rows is in force, and how many rows it has. */
export const currentSetModel = (client: DynamoDBDocumentClient, table: string, kind: string) =>
  new Entity(
    {
      model: modelHeader(`${kind}-set`),
      attributes: {
        workspaceId: { type: 'string', required: true },
        projectId: { type: 'string', required: true },
        rowSet: { type: 'string', required: true },
        count: { type: 'number', required: true },
      },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['workspaceId', 'projectId'], template: PROJECT_PARTITION, casing: 'none' },
          sk: { field: 'sk', composite: [], template: `${kind}-set`, casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
