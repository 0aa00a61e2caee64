import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Entity } from 'electrodb';
import { modelHeader, STORED } from '../platform/dynamo/dynamo-model.ts';
import { TTL_ATTRIBUTE } from '../platform/dynamo/tables.ts';
import { ACCOUNT_KEYS } from './account-keys.ts';

export const workspaceModel = (client: DynamoDBDocumentClient, table: string) =>
  new Entity(
    {
      model: modelHeader('workspace'),
      attributes: { workspaceId: { type: 'string', required: true }, ...STORED },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['workspaceId'], template: 'workspace#${workspaceId}', casing: 'none' },
          sk: { field: 'sk', composite: [], template: 'workspace', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );

export const memberModel = (client: DynamoDBDocumentClient, table: string) =>
  new Entity(
    {
      model: modelHeader('member'),
      attributes: { userId: { type: 'string', required: true }, workspaceId: { type: 'string', required: true }, ...STORED },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['userId'], template: ACCOUNT_KEYS.user, casing: 'none' },
          sk: { field: 'sk', composite: [], template: ACCOUNT_KEYS.member, casing: 'none' },
        },
        ofWorkspace: {
          index: 'gsi1',
          pk: { field: 'gsi1pk', composite: ['workspaceId'], template: 'workspace#${workspaceId}#members', casing: 'none' },
          sk: { field: 'gsi1sk', composite: ['userId'], template: 'member#${userId}', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );

export const sessionModel = (client: DynamoDBDocumentClient, table: string) =>
  new Entity(
    {
      model: modelHeader('session'),
      attributes: {
        userId: { type: 'string', required: true },
        sessionId: { type: 'string', required: true },
        [TTL_ATTRIBUTE]: { type: 'number', required: true },
        ...STORED,
      },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['userId'], template: ACCOUNT_KEYS.user, casing: 'none' },
          sk: { field: 'sk', composite: ['sessionId'], template: ACCOUNT_KEYS.session, casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );

/** `lastUsedOn` is apart from the body: noting a use and revoking the key never overwrite each other. */
export const apiKeyModel = (client: DynamoDBDocumentClient, table: string) =>
  new Entity(
    {
      model: modelHeader('api-key'),
      attributes: {
        keyId: { type: 'string', required: true },
        workspaceId: { type: 'string', required: true },
        lastUsedOn: { type: 'string' },
        ...STORED,
      },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['keyId'], template: ACCOUNT_KEYS.apiKey, casing: 'none' },
          sk: { field: 'sk', composite: [], template: ACCOUNT_KEYS.apiKeyItem, casing: 'none' },
        },
        ofWorkspace: {
          index: 'gsi1',
          pk: { field: 'gsi1pk', composite: ['workspaceId'], template: 'workspace#${workspaceId}#api-keys', casing: 'none' },
          sk: { field: 'gsi1sk', composite: ['keyId'], template: 'api-key#${keyId}', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
