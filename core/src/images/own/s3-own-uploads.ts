import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { UPLOAD_TAG } from './upload-tag.ts';
import type { OwnUploads } from './own-uploads.ts';

const TAGGING = new URLSearchParams({ [UPLOAD_TAG.key]: UPLOAD_TAG.value }).toString();

/** Uploads to one bucket. */
export const s3OwnUploads = (s3: S3Client, bucket: string): OwnUploads => ({
  presign: async (key, { bytes, checksum }, expiresIn) => {
    const headers = { 'x-amz-checksum-sha256': checksum, 'x-amz-tagging': TAGGING };
    const command = new PutObjectCommand({ Bucket: bucket, Key: key, ContentLength: bytes, ChecksumSHA256: checksum, Tagging: TAGGING });
    const signed = new Set(['content-length', ...Object.keys(headers)]);
    const url = await getSignedUrl(s3, command, { expiresIn, signableHeaders: signed, unhoistableHeaders: signed });
    return { url, headers };
  },
});
