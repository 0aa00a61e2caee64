import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListPartsCommand,
  NoSuchUpload,
  S3ServiceException,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { AppError } from '../errors/app-error.ts';
import type { MultipartUploads, UploadedPart } from './multipart-uploads.ts';

const hasStatus = (error: unknown, ...statuses: readonly number[]): error is S3ServiceException =>
  error instanceof S3ServiceException && statuses.includes(error.$metadata.httpStatusCode ?? 0);

/** Multipart uploads of one bucket. */
export const s3MultipartUploads = (s3: S3Client, bucket: string): MultipartUploads => {
  const exists = async (key: string): Promise<boolean> => {
    try {
      await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
      return true;
    } catch (error) {
      if (hasStatus(error, 404)) return false;
      throw error;
    }
  };
  /** The bucket keeps the checksum of each part as it came; the join has to name them again. */
  const storedParts = async (key: string, uploadId: string): Promise<ReadonlyMap<number, string | undefined>> => {
    const stored = new Map<number, string | undefined>();
    for (let marker: string | undefined; ;) {
      const page = await s3.send(new ListPartsCommand({ Bucket: bucket, Key: key, UploadId: uploadId, PartNumberMarker: marker }));
      for (const part of page.Parts ?? []) if (part.PartNumber !== undefined) stored.set(part.PartNumber, part.ChecksumSHA256);
      if (page.IsTruncated !== true || page.NextPartNumberMarker === undefined) return stored;
      marker = page.NextPartNumberMarker;
    }
  };
  const join = async (key: string, uploadId: string, parts: readonly UploadedPart[]): Promise<void> => {
    const stored = await storedParts(key, uploadId);
    const missing = parts.find(part => !stored.has(part.number));
    if (missing !== undefined) throw new AppError('UPLOAD_INCOMPLETE', { detail: `Part ${missing.number} has not arrived.` });
    const Parts = parts.map(part => ({ PartNumber: part.number, ETag: part.etag, ChecksumSHA256: stored.get(part.number) }));
    await s3.send(new CompleteMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: uploadId, MultipartUpload: { Parts } }));
  };
  return {
    begin: async key => {
      const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: key, ChecksumAlgorithm: 'SHA256' }));
      if (UploadId === undefined) throw new Error('S3 gave no upload id');
      return UploadId;
    },
    presign: async (key, uploadId, part, expiresIn) => {
      const command = new UploadPartCommand({
        Bucket: bucket,
        Key: key,
        UploadId: uploadId,
        PartNumber: part.number,
        ContentLength: part.bytes,
        ChecksumSHA256: part.checksum,
      });
      const signed = new Set(['content-length', 'x-amz-checksum-sha256']);
      const url = await getSignedUrl(s3, command, { expiresIn, signableHeaders: signed, unhoistableHeaders: signed });
      return { number: part.number, url, bytes: part.bytes, headers: { 'x-amz-checksum-sha256': part.checksum } };
    },
    complete: async (key, uploadId, parts) => {
      try {
        await join(key, uploadId, parts);
      } catch (error) {
        if ((error instanceof NoSuchUpload || hasStatus(error, 404)) && (await exists(key))) return;
        if (hasStatus(error, 400, 404))
          throw new AppError('UPLOAD_INCOMPLETE', {
            cause: error,
            detail: 'Parts are missing, or their bytes differ from what was announced.',
          });
        throw error;
      }
    },
    abort: async (key, uploadId) => {
      try {
        await s3.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: uploadId }));
      } catch (error) {
        if (!hasStatus(error, 404)) throw error;
      }
    },
    readStart: async (key, bytes) => {
      try {
        const answer = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, Range: `bytes=0-${bytes - 1}` }));
        const total = Number(answer.ContentRange?.split('/')[1] ?? answer.ContentLength ?? 0);
        return { start: (await answer.Body?.transformToByteArray()) ?? new Uint8Array(), totalBytes: total };
      } catch (error) {
        if (hasStatus(error, 404)) return null;
        throw error;
      }
    },
  };
};
