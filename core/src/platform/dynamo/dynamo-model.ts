import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CustomAttributeType } from 'electrodb';
import type * as z from 'zod';
import { LARGEST_PAGE, type Page, type PageRequest } from '../page.ts';
import { readShape, type StoredShape } from '../stored-shape.ts';
import type { CursorCodec, CursorPurpose } from './signed-cursor.ts';
import { storeCall } from './dynamo-call.ts';
import { NotFoundError } from './store-errors.ts';

/** What every adapter of the table `main` is made with. */
export interface DynamoStoreOptions {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly cursors: CursorCodec;
}

/** Attributes of every item beside its keys: the domain's object whole, so that no field is forgotten in a second list. */
export const STORED = {
  version: { type: 'number', required: true },
  body: { type: CustomAttributeType<object>('any'), required: true },
} as const;

/** ElectroDB's header of a model; its own version never changes, `schemaVersion` in the body does. */
export const modelHeader = <const Name extends string>(
  entity: Name,
): { readonly entity: Name; readonly service: 'cutaway'; readonly version: '1' } => ({
  entity,
  service: 'cutaway',
  version: '1',
});

/** @throws NotFoundError for null */
export const readItem = <Schema extends z.ZodType>(
  shape: StoredShape<Schema>,
  item: { readonly body: object } | null,
  id: string,
): z.output<Schema> => {
  if (item === null) throw new NotFoundError(`${shape.name} ${id}`);
  return readShape(shape, item.body);
};

type Query<Row> = (options: {
  readonly limit: number;
  readonly cursor: string | null;
}) => Promise<{ readonly data: readonly Row[]; readonly cursor: string | null }>;

/**
 * One page of a query. Where exactly `limit` items are left, `next` is there and leads to an empty page: DynamoDB does not
 * say that it was the last.
 */
export const readPage = async <Row, T>(
  { cursors }: DynamoStoreOptions,
  purpose: CursorPurpose,
  request: PageRequest,
  query: Query<Row>,
  read: (row: Row) => T,
): Promise<Page<T>> => {
  const cursor = request.cursor === undefined ? null : cursors.open(purpose, request.cursor);
  const limit = Math.min(request.limit, LARGEST_PAGE);
  const answer = await storeCall(`list ${purpose.list}`, () => query({ limit, cursor }));
  const items = answer.data.map(read);
  return answer.cursor === null ? { items } : { items, next: cursors.seal(purpose, answer.cursor) };
};
