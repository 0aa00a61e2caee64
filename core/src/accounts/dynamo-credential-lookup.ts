import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { storeCall } from '../platform/dynamo/dynamo-call.ts';
import { ThrottledError } from '../platform/dynamo/store-errors.ts';
import { readShape } from '../platform/stored-shape.ts';
import { ACCOUNT_KEYS, filled } from './account-keys.ts';
import { API_KEY_SHAPE, type ApiKey } from './api-key.ts';
import type { CredentialLookup } from './credential-lookup.ts';
import { MEMBER_SHAPE } from './member.ts';
import { SESSION_SHAPE } from './session.ts';

interface Key {
  readonly pk: string;
  readonly sk: string;
}

const Row = z.looseObject({ sk: z.string(), body: z.looseObject({}) });
type Row = z.infer<typeof Row>;

/** The authorizer's reader: one BatchGetItem a request, without ElectroDB, so that its bundle stays under 150 KB. */
export class DynamoCredentialLookup implements CredentialLookup {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor({ client, table }: { readonly client: DynamoDBDocumentClient; readonly table: string }) {
    this.#client = client;
    this.#table = table;
  }

  async session(userId: string, sessionId: string): ReturnType<CredentialLookup['session']> {
    const pk = filled(ACCOUNT_KEYS.user, userId);
    const sessionKey = { pk, sk: filled(ACCOUNT_KEYS.session, sessionId) };
    const memberKey = { pk, sk: ACCOUNT_KEYS.member };
    const rows = await this.#read([sessionKey, memberKey]);
    const session = rows.find(row => row.sk === sessionKey.sk);
    const member = rows.find(row => row.sk === memberKey.sk);
    return {
      session: session === undefined ? null : readShape(SESSION_SHAPE, session.body),
      member: member === undefined ? null : readShape(MEMBER_SHAPE, member.body),
    };
  }

  async apiKey(keyId: string): Promise<ApiKey | null> {
    const [row] = await this.#read([{ pk: filled(ACCOUNT_KEYS.apiKey, keyId), sk: ACCOUNT_KEYS.apiKeyItem }]);
    return row === undefined ? null : readShape(API_KEY_SHAPE, { ...row.body, lastUsedOn: row['lastUsedOn'] ?? null });
  }

  async #read(keys: readonly Key[]): Promise<readonly Row[]> {
    const request = { [this.#table]: { Keys: keys.map(key => ({ ...key })), ConsistentRead: true } };
    const answer = await storeCall('look up a credential', () => this.#client.send(new BatchGetCommand({ RequestItems: request })));
    // A credential that could not be read is not a credential that does not exist.
    if (Object.keys(answer.UnprocessedKeys ?? {}).length > 0) throw new ThrottledError('look up a credential');
    return z.array(Row).parse(answer.Responses?.[this.#table] ?? []);
  }
}
