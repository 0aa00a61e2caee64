import { createHash } from 'node:crypto';
import type { Client } from '../../../cli/client/client/index.ts';
import { completeUpload, createUpload, type Project, type Upload } from '../../../cli/client/index.ts';
import { ok } from './user.ts';

/** The least a part may have. */
export const PART_BYTES = 5 * 1024 ** 2;

type Bytes = Uint8Array<ArrayBuffer>;

export const sha256 = (bytes: Bytes): string => createHash('sha256').update(bytes).digest('base64');

export const partsOf = (file: Bytes): readonly Bytes[] =>
  Array.from({ length: Math.ceil(file.length / PART_BYTES) }, (_, index) => file.subarray(index * PART_BYTES, (index + 1) * PART_BYTES));

export const begun = (client: Client, projectId: string, file: Bytes, fileName = 'talk.wav'): Promise<Upload> =>
  ok(
    createUpload({
      client,
      path: { projectId },
      body: { fileName, bytes: file.length, partBytes: PART_BYTES, partChecksums: partsOf(file).map(sha256) },
    }),
  );

export const sentPart = (
  part: Upload['parts'][number],
  body: Bytes,
  headers: Readonly<Record<string, string>> = part.headers,
): Promise<Response> => fetch(part.url, { method: 'PUT', headers: { ...headers }, body });

/** @returns what completing has to name */
export const sentParts = (upload: Upload, file: Bytes): Promise<{ number: number; etag: string }[]> =>
  Promise.all(
    upload.parts.map(async (part, index) => {
      const answer = await sentPart(part, partsOf(file)[index] ?? new Uint8Array());
      if (!answer.ok) throw new Error(`a part was refused: ${answer.status} ${await answer.text()}`);
      return { number: part.number, etag: answer.headers.get('etag') ?? '' };
    }),
  );

/** Sends a file as the project's media. */
export const uploaded = async (client: Client, projectId: string, file: Bytes, fileName?: string): Promise<Project> => {
  const upload = await begun(client, projectId, file, fileName);
  const parts = await sentParts(upload, file);
  return ok(completeUpload({ client, path: { projectId, uploadId: upload.uploadId }, body: { parts } }));
};

/** A WAV file of silence, mono, 8 bit. @param announced samples that its header promises, where it lies */
export const silentWav = (samples: number, { rate = 8_000, announced = samples } = {}): Bytes => {
  const file = new Uint8Array(44 + samples).fill(128, 44);
  const view = new DataView(file.buffer);
  const text = (at: number, value: string): void => file.set(new TextEncoder().encode(value), at);
  text(0, 'RIFF');
  view.setUint32(4, 36 + announced, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  text(36, 'data');
  view.setUint32(40, announced, true);
  return file;
};
