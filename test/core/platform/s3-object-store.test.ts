import { PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { s3ObjectStore } from '../../../core/src/platform/s3-object-store.ts';

const refusal = (name: string, httpStatusCode: number): S3ServiceException =>
  new S3ServiceException({ name, $fault: 'client', message: name, $metadata: { httpStatusCode } });
const TAKEN = refusal('PreconditionFailed', 412);
const CONTESTED = refusal('ConditionalRequestConflict', 409);

const begin = () => ({ s3: mockClient(S3Client), objects: s3ObjectStore(new S3Client({ region: 'us-east-1' }), 'bucket') });
const put = (objects: ReturnType<typeof s3ObjectStore>) => objects.putNew('key', Buffer.from('{}'), { contentType: 'application/json' });

describe('an object that is written unless there is one', () => {
  it('is left alone where there is one', async () => {
    const { s3, objects } = begin();
    s3.on(PutObjectCommand).rejects(TAKEN);
    expect(await put(objects)).toBeNull();
    expect(s3.commandCalls(PutObjectCommand)).toHaveLength(1);
  });

  it('is written again where another write was under way: that one may have failed', async () => {
    const { s3, objects } = begin();
    s3.on(PutObjectCommand).rejectsOnce(CONTESTED).resolves({});
    expect(await put(objects)).toMatchObject({ key: 'key', bytes: 2 });
  });

  it('is left alone where the other write came to an end', async () => {
    const { s3, objects } = begin();
    s3.on(PutObjectCommand).rejectsOnce(CONTESTED).rejectsOnce(CONTESTED).rejects(TAKEN);
    expect(await put(objects)).toBeNull();
  });

  it('is an error where the others never come to an end', async () => {
    const { s3, objects } = begin();
    s3.on(PutObjectCommand).rejects(CONTESTED);
    await expect(put(objects)).rejects.toBe(CONTESTED);
  });
});
