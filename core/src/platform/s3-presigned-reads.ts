import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { LIMITS } from './limits.ts';
import type { PresignedReads } from './presigned-reads.ts';

/** Presigned addresses of one bucket, good for as long as the signer's own right to read. */
export const s3PresignedReads = (s3: S3Client, bucket: string): PresignedReads => ({
  url: (key, { fileName } = {}) => {
    const disposition =
      fileName === undefined ? {} : { ResponseContentDisposition: `attachment; filename="${fileName.replaceAll(/[^\w.-]/g, '_')}"` };
    return getSignedUrl(s3, new GetObjectCommand({ Bucket: bucket, Key: key, ...disposition }), {
      expiresIn: LIMITS.presignedMinutes.value * 60,
    });
  },
});
