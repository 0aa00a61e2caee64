import { createHash } from 'node:crypto';
import { open, readFile, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '../client/client/index.ts';
import { completeUpload, createUpload, putTranscript } from '../client/index.ts';
import { CommandError, EXIT } from '../exit-code.ts';
import { answered } from '../stage/answered.ts';
import { unreadable, type InputFile } from './input-file.ts';

/** Larger parts mean fewer requests, smaller ones less to send again. */
const PART_BYTES = 16 * 1024 * 1024;

/** Of one part; a line that breaks for a moment does not cost the upload. */
const MOST_TRIES = 4;

const readPart = async (file: FileHandle, index: number, totalBytes: number): Promise<Buffer<ArrayBuffer>> => {
  const length = Math.min(PART_BYTES, totalBytes - index * PART_BYTES);
  const part = Buffer.alloc(length);
  const { bytesRead } = await file.read(part, 0, length, index * PART_BYTES);
  if (bytesRead !== length) throw new CommandError(EXIT.usage, 'The file changed while it was read.');
  return part;
};

const sendPart = async (
  part: { readonly url: string; readonly headers: Readonly<Record<string, string>> },
  body: Buffer<ArrayBuffer>,
): Promise<string> => {
  let failure = 'no answer';
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    if (tries > 0) await sleep(500 * 2 ** tries);
    const answer = await fetch(part.url, { method: 'PUT', headers: part.headers, body }).catch(() => null);
    if (answer?.ok === true) return answer.headers.get('etag') ?? '';
    failure = answer === null ? 'no answer' : `status ${answer.status}`;
    // The same bytes would be refused again.
    if (answer !== null && answer.status < 500) break;
  }
  throw new CommandError(EXIT.failed, `A part of the upload was not taken: ${failure}.`);
};

/** Sends media in parts, each with its checksum, straight to the bucket. @param onShare told the share sent, 0–1 */
export const uploadMedia = async (client: Client, projectId: string, input: InputFile, onShare: (share: number) => void): Promise<void> => {
  const file = await open(input.path).catch(unreadable(input.path));
  try {
    const count = Math.ceil(input.bytes / PART_BYTES);
    const partChecksums: string[] = [];
    for (let index = 0; index < count; index += 1)
      partChecksums.push(
        createHash('sha256')
          .update(await readPart(file, index, input.bytes))
          .digest('base64'),
      );
    const path = { projectId };
    const upload = await answered(
      createUpload({ client, path, body: { fileName: basename(input.path), bytes: input.bytes, partBytes: PART_BYTES, partChecksums } }),
    );
    const parts: { number: number; etag: string }[] = [];
    for (const part of upload.parts) {
      parts.push({ number: part.number, etag: await sendPart(part, await readPart(file, part.number - 1, input.bytes)) });
      onShare(parts.length / count);
    }
    await answered(completeUpload({ client, path: { ...path, uploadId: upload.uploadId }, body: { parts } }));
  } finally {
    await file.close();
  }
};

export const sendTranscript = async (client: Client, projectId: string, input: InputFile): Promise<void> => {
  if (input.kind !== 'transcript')
    throw new CommandError(EXIT.usage, `${input.path} is not a transcript: .srt, .vtt, .txt or .json is expected.`);
  const body = new Blob([await readFile(input.path).catch(unreadable(input.path))]);
  await answered(putTranscript({ client, path: { projectId }, body, headers: { 'Content-Type': input.contentType } }));
};
