import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListParts,
  S3ServiceException,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { AppError } from '../errors/app-error.ts';
import type { MultipartUploads, PlannedPart, PresignedPart, UploadedPart } from './multipart-uploads.ts';

const hasStatus = (error: unknown, ...statuses: readonly number[]): error is S3ServiceException =>
  error instanceof S3ServiceException && statuses.includes(error.$metadata.httpStatusCode ?? 0);

/** @returns the answer, or null where there is no such thing */
const orNull = async <T>(work: Promise<T>): Promise<T | null> => {
  try {
    return await work;
  } catch (error) {
    if (hasStatus(error, 404)) return null;
    throw error;
  }
};

/** Multipart uploads of one bucket. */
export class S3MultipartUploads implements MultipartUploads {
  readonly #s3: S3Client;
  readonly #bucket: string;

  constructor(s3: S3Client, bucket: string) {
    this.#s3 = s3;
    this.#bucket = bucket;
  }

  async begin(key: string): Promise<string> {
    const { UploadId } = await this.#s3.send(
      new CreateMultipartUploadCommand({ Bucket: this.#bucket, Key: key, ChecksumAlgorithm: 'SHA256' }),
    );
    if (UploadId === undefined) throw new Error('S3 gave no upload id');
    return UploadId;
  }

  async presign(key: string, uploadId: string, part: PlannedPart, expiresIn: number): Promise<PresignedPart> {
    const target = { Bucket: this.#bucket, Key: key, UploadId: uploadId, PartNumber: part.number };
    const command = new UploadPartCommand({ ...target, ContentLength: part.bytes, ChecksumSHA256: part.checksum });
    const signed = new Set(['content-length', 'x-amz-checksum-sha256']);
    const url = await getSignedUrl(this.#s3, command, { expiresIn, signableHeaders: signed, unhoistableHeaders: signed });
    return { number: part.number, url, bytes: part.bytes, headers: { 'x-amz-checksum-sha256': part.checksum } };
  }

  async complete(key: string, uploadId: string, parts: readonly UploadedPart[]): Promise<void> {
    try {
      await this.#join(key, uploadId, parts);
    } catch (error) {
      if (hasStatus(error, 404) && (await this.#exists(key))) return;
      if (!hasStatus(error, 400, 404)) throw error;
      throw new AppError('UPLOAD_INCOMPLETE', {
        cause: error,
        detail: 'Parts are missing, or their bytes differ from what was announced.',
      });
    }
  }

  async abort(key: string, uploadId: string): Promise<void> {
    await orNull(this.#s3.send(new AbortMultipartUploadCommand({ Bucket: this.#bucket, Key: key, UploadId: uploadId })));
  }

  async readStart(key: string, bytes: number): Promise<{ readonly start: Uint8Array; readonly totalBytes: number } | null> {
    const answer = await orNull(this.#s3.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key, Range: `bytes=0-${bytes - 1}` })));
    if (answer === null) return null;
    const total = Number(answer.ContentRange?.split('/')[1] ?? answer.ContentLength ?? 0);
    return { start: (await answer.Body?.transformToByteArray()) ?? new Uint8Array(), totalBytes: total };
  }

  async #exists(key: string): Promise<boolean> {
    return (await orNull(this.#s3.send(new HeadObjectCommand({ Bucket: this.#bucket, Key: key })))) !== null;
  }

  async #join(key: string, uploadId: string, parts: readonly UploadedPart[]): Promise<void> {
    const stored = await this.#storedParts(key, uploadId);
    const missing = parts.find(part => !stored.has(part.number));
    if (missing !== undefined) throw new AppError('UPLOAD_INCOMPLETE', { detail: `Part ${missing.number} has not arrived.` });
    const Parts = parts.map(part => ({ PartNumber: part.number, ETag: part.etag, ChecksumSHA256: stored.get(part.number) }));
    const target = { Bucket: this.#bucket, Key: key, UploadId: uploadId };
    await this.#s3.send(new CompleteMultipartUploadCommand({ ...target, MultipartUpload: { Parts } }));
  }

  /** The bucket keeps the checksum of each part as it came; the join has to name them again. */
  async #storedParts(key: string, uploadId: string): Promise<ReadonlyMap<number, string | undefined>> {
    const stored = new Map<number, string | undefined>();
    for await (const page of paginateListParts({ client: this.#s3 }, { Bucket: this.#bucket, Key: key, UploadId: uploadId })) {
      for (const part of page.Parts ?? []) if (part.PartNumber !== undefined) stored.set(part.PartNumber, part.ChecksumSHA256);
    }
    return stored;
  }
}
