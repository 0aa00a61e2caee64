import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  InternalServerError,
  ProvisionedThroughputExceededException,
  ThrottlingException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { storeCall } from '../../../../core/src/platform/dynamo/dynamo-call.ts';
import { ConflictError, NotFoundError, ThrottledError, UnavailableError } from '../../../../core/src/platform/dynamo/store-errors.ts';

const meta = { $metadata: {}, message: 'as DynamoDB says it' };
const refused = (): Error => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', $metadata: { attempts: 4 } });

const thrownBy = (error: Error): Promise<unknown> =>
  storeCall('save a thing', () => Promise.reject(error)).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );

describe('storeCall', () => {
  it.each([
    ['a condition that does not hold', new ConditionalCheckFailedException(meta), ConflictError, 'CONFLICT'],
    ['a transaction on the same item', new TransactionConflictException(meta), ConflictError, 'CONFLICT'],
    ['too fast for the table', new ProvisionedThroughputExceededException(meta), ThrottledError, 'UNAVAILABLE'],
    ['too fast for the account', new ThrottlingException(meta), ThrottledError, 'UNAVAILABLE'],
    ['a fault of the service', new InternalServerError(meta), UnavailableError, 'UNAVAILABLE'],
    ['no connection', refused(), UnavailableError, 'UNAVAILABLE'],
  ] as const)('%s becomes its class, code and cause, wrapped by ElectroDB or not', async (_, error, expected, code) => {
    const wrapped = new Error('Error thrown by DynamoDB client', { cause: error });
    for (const given of [error, wrapped]) {
      const thrown = await thrownBy(given);
      expect(thrown).toBeInstanceOf(expected);
      expect(thrown).toMatchObject({ code, internal: 'save a thing', cause: given });
    }
  });

  it('a request that DynamoDB calls wrong stays what it is: a defect of ours', async () => {
    const error = new DynamoDBServiceException({ ...meta, name: 'ValidationException', $fault: 'client' });
    expect(await thrownBy(error)).toBe(error);
  });

  it('what the database has no part in stays what it is', async () => {
    for (const error of [new TypeError('x is undefined'), new NotFoundError('a thing')]) expect(await thrownBy(error)).toBe(error);
  });
});
