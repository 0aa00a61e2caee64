import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import { AppError } from '../errors/app-error.ts';
import type { MediaFiles } from './media-files.ts';

/** Streams objects of one bucket to disk. */
export const s3MediaFiles = (s3: S3Client, bucket: string): MediaFiles => ({
  download: async (key, path, signal) => {
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }), { abortSignal: signal });
      if (!(Body instanceof Readable)) throw new Error('S3 gave no stream');
      await pipeline(Body, createWriteStream(path), { signal });
    } catch (error) {
      throw error instanceof NoSuchKey
        ? new AppError('UPLOAD_INCOMPLETE', { cause: error, detail: 'The media is gone. Upload it again.' })
        : error;
    }
  },
});
