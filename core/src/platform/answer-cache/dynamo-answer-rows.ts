import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { BatchGetCommand, DeleteCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { bulkWrite } from '../dynamo/dynamo-bulk-write.ts';
import { storeCall } from '../dynamo/dynamo-call.ts';
import { ConflictError, ThrottledError } from '../dynamo/store-errors.ts';
import { endedBefore } from '../gate/lease.ts';
import type { AnswerRow, AnswerRows, AnswerState, LeaseRow, Question } from './answer-rows.ts';

/** An item holds at most 400 KB; the rest of one is small. */
const LARGEST_BODY = 380_000;
/** Most keys of one BatchGetItem. */
const KEYS_AT_ONCE = 100;
/** Leases and invalidations are forgotten so long after they have lost their meaning; no answer is kept for longer. */
const REMEMBERED_SECONDS = 60 * 24 * 60 * 60;

const Answer = z.object({
  askedAtMs: z.number(),
  expiresAtMs: z.number(),
  body: z.instanceof(Uint8Array),
  isNegative: z.boolean(),
});
const Lease = z.object({ lease: z.string(), ended: z.string().nullable(), endedAtMs: z.number() });
const Mark = z.object({ sinceMs: z.number() });

interface Key {
  readonly pk: string;
  readonly sk: string;
}

const answerKey = (id: string): Key => ({ pk: `question#${id}`, sk: 'answer' });
const leaseKey = (id: string): Key => ({ pk: `question#${id}`, sk: 'lease' });
const markKey = (mark: string): Key => ({ pk: `mark#${mark}`, sk: 'mark' });
const nameOf = ({ pk, sk }: Key): string => `${pk}|${sk}`;

const answerOf = (item: unknown): AnswerRow | null => {
  const { data } = Answer.safeParse(item);
  if (data === undefined) return null;
  const { body, ...row } = data;
  return { ...row, text: inflateRawSync(body).toString('utf8') };
};

const leaseOf = (item: unknown): LeaseRow | null => Lease.safeParse(item).data ?? null;

/**
 * Answers in the table `cache`: a row for each answer, one for who is asking, one for each mark that was invalidated. All are
 * read strongly consistent, so that whoever waits sees an answer as soon as it is there.
 */
export class DynamoAnswerRows implements AnswerRows {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor({ client, table }: { readonly client: DynamoDBDocumentClient; readonly table: string }) {
    this.#client = client;
    this.#table = table;
  }

  async read(questions: readonly Question[]): Promise<readonly AnswerState[]> {
    const keys = questions.flatMap(({ id, marks }) => [answerKey(id), leaseKey(id), ...marks.map(markKey)]);
    const items = await this.#items([...new Map(keys.map(key => [nameOf(key), key])).values()]);
    const at = (key: Key): unknown => items.get(nameOf(key));
    return questions.map(({ id, marks }) => ({
      answer: answerOf(at(answerKey(id))),
      lease: leaseOf(at(leaseKey(id))),
      invalidatedMs: Math.max(0, ...marks.map(mark => Mark.safeParse(at(markKey(mark))).data?.sinceMs ?? 0)),
    }));
  }

  async write(rows: readonly { readonly id: string; readonly row: AnswerRow }[]): Promise<number> {
    // A batch with two writes of one item is refused as a whole.
    const distinct = [...new Map(rows.map(each => [each.id, each])).values()];
    const puts = distinct.flatMap(({ id, row: { text, ...row } }) => {
      const body = deflateRawSync(text);
      const expiresAt = Math.ceil(row.expiresAtMs / 1_000);
      return body.byteLength > LARGEST_BODY ? [] : [{ PutRequest: { Item: { ...answerKey(id), ...row, body, expiresAt } } }];
    });
    await bulkWrite(this.#client, this.#table, `keep ${puts.length} answers`, puts);
    return rows.length - (distinct.length - puts.length);
  }

  async takeLease(id: string, lease: string, nowMs: number, answered: string | null): Promise<boolean> {
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: leaseKey(id),
      UpdateExpression: 'SET #lease = :lease, #ended = :none, #endedAt = :zero, #expires = :expires',
      ConditionExpression: 'attribute_not_exists(#lease) OR #lease < :now OR #lease = :answered',
      ExpressionAttributeNames: { '#lease': 'lease', '#ended': 'ended', '#endedAt': 'endedAtMs', '#expires': 'expiresAt' },
      ExpressionAttributeValues: {
        ':lease': lease,
        ':none': null,
        ':zero': 0,
        ':now': endedBefore(nowMs),
        ':answered': answered ?? '',
        ':expires': this.#forgottenAt(nowMs),
      },
    });
    return this.#unlessConflict('take the lease of a question', () => this.#client.send(command));
  }

  async endLease(id: string, lease: string, ended: string | null, nowMs: number): Promise<void> {
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: leaseKey(id),
      UpdateExpression: 'SET #lease = :over, #ended = :ended, #endedAt = :now',
      ConditionExpression: '#lease = :lease',
      ExpressionAttributeNames: { '#lease': 'lease', '#ended': 'ended', '#endedAt': 'endedAtMs' },
      ExpressionAttributeValues: { ':lease': lease, ':over': '', ':ended': ended, ':now': nowMs },
    });
    await this.#unlessConflict('end the lease of a question', () => this.#client.send(command));
  }

  async remove(id: string): Promise<void> {
    for (const key of [answerKey(id), leaseKey(id)]) {
      const command = new DeleteCommand({ TableName: this.#table, Key: key });
      await storeCall('forget an answer', () => this.#client.send(command));
    }
  }

  async invalidate(mark: string, atMs: number): Promise<void> {
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: markKey(mark),
      UpdateExpression: 'SET #since = :at, #expires = :expires',
      ConditionExpression: 'attribute_not_exists(#since) OR #since < :at',
      ExpressionAttributeNames: { '#since': 'sinceMs', '#expires': 'expiresAt' },
      ExpressionAttributeValues: { ':at': atMs, ':expires': this.#forgottenAt(atMs) },
    });
    await this.#unlessConflict('invalidate answers', () => this.#client.send(command));
  }

  #forgottenAt(nowMs: number): number {
    return Math.ceil(nowMs / 1_000) + REMEMBERED_SECONDS;
  }

  async #items(keys: readonly Key[]): Promise<ReadonlyMap<string, unknown>> {
    const found = new Map<string, unknown>();
    for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
      const request = { [this.#table]: { Keys: keys.slice(from, from + KEYS_AT_ONCE).map(key => ({ ...key })), ConsistentRead: true } };
      const what = `read ${keys.length} rows of the cache`;
      const answer = await storeCall(what, () => this.#client.send(new BatchGetCommand({ RequestItems: request })));
      if (Object.keys(answer.UnprocessedKeys ?? {}).length > 0) throw new ThrottledError(what);
      for (const item of answer.Responses?.[this.#table] ?? []) {
        const key = z.object({ pk: z.string(), sk: z.string() }).parse(item);
        found.set(nameOf(key), item);
      }
    }
    return found;
  }

  /** @returns false where the condition did not hold */
  async #unlessConflict(what: string, call: () => Promise<unknown>): Promise<boolean> {
    try {
      await storeCall(what, call);
      return true;
    } catch (error) {
      if (error instanceof ConflictError) return false;
      throw error;
    }
  }
}
