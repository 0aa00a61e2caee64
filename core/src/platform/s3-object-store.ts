import { createHash } from 'node:crypto';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  NoSuchKey,
  NotFound,
  paginateListObjectsV2,
  PutObjectCommand,
  S3ServiceException,
  type S3Client,
} from '@aws-sdk/client-s3';
import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import type { ObjectStore, PutOptions, WrittenObject } from './object-store.ts';

const isMissing = (error: unknown): boolean =>
  error instanceof NoSuchKey ||
  error instanceof NotFound ||
  (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404);

const hasStatus = (error: unknown, status: number): boolean =>
  error instanceof S3ServiceException && error.$metadata.httpStatusCode === status;

/** S3 refuses a conditional write while another one to the key is under way (409); that one may fail, so ours is tried again. */
const contested = retry(
  handleWhen(error => hasStatus(error, 409)),
  { maxAttempts: 7, backoff: new ExponentialBackoff({ initialDelay: 20, maxDelay: 500 }) },
);

/** @returns the value, or null where the object is not there */
const orNull = async <T>(work: Promise<T>): Promise<T | null> => {
  try {
    return await work;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
};

/** An S3 bucket behind the port. Encryption is the bucket's own default. */
export const s3ObjectStore = (s3: S3Client, bucket: string): ObjectStore => {
  const write = async (key: string, body: Uint8Array, options: PutOptions, onlyNew: boolean): Promise<WrittenObject> => {
    const digest = createHash('sha256').update(body).digest();
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: body,
        ContentType: options.contentType,
        ChecksumSHA256: digest.toString('base64'),
        ...(onlyNew && { IfNoneMatch: '*' }),
      }),
    );
    return { key, bytes: body.byteLength, sha256: digest.toString('hex') };
  };
  return {
    put: (key, body, options) => write(key, body, options, false),
    putNew: async (key, body, options) => {
      try {
        return await contested.execute(() => write(key, body, options, true));
      } catch (error) {
        if (hasStatus(error, 412)) return null;
        throw error;
      }
    },
    get: async key => {
      const answer = await orNull(s3.send(new GetObjectCommand({ Bucket: bucket, Key: key })));
      return answer?.Body === undefined ? null : answer.Body.transformToByteArray();
    },
    head: async key => {
      const answer = await orNull(s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key })));
      return answer === null ? null : { bytes: answer.ContentLength ?? 0, contentType: answer.ContentType ?? 'application/octet-stream' };
    },
    remove: async key => {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
    purge: async key => {
      // Versions are listed by prefix and in order: those of the key itself come first.
      for (let isLast = false; !isLast;) {
        const page = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key }));
        const versions = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].filter(version => version.Key === key);
        for (const { VersionId } of versions) await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, VersionId }));
        isLast = page.IsTruncated !== true || versions.length === 0;
      }
    },
    list: async function* (prefix) {
      for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: prefix })) {
        for (const { Key, Size = 0, LastModified } of page.Contents ?? []) {
          if (Key !== undefined) yield { key: Key, bytes: Size, modifiedMs: LastModified?.getTime() ?? 0 };
        }
      }
    },
  };
};
