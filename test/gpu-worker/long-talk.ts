import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { committed } from '../support/fixtures.ts';

const Words = z.object({ words: z.array(z.object({ text: z.string(), start: z.number(), end: z.number() })) });

/** Where the samples begin in the sample's WAV, which has the plain header of 44 bytes. */
const HEADER_BYTES = 44;

/** The sample of read speech, over and over. @returns WAV bytes, and its words as the API takes them */
export const longTalk = (times: number): { readonly wav: Uint8Array; readonly words: Uint8Array } => {
  const sample = readFileSync(committed('samples/warren-commission.wav'));
  const { words } = Words.parse(JSON.parse(readFileSync(committed('samples/warren-commission.json'), 'utf8')));
  const header = Buffer.from(sample.subarray(0, HEADER_BYTES));
  const sound = sample.subarray(HEADER_BYTES);
  const seconds = sound.byteLength / header.readUInt32LE(28);
  header.writeUInt32LE(times * sound.byteLength + HEADER_BYTES - 8, 4);
  header.writeUInt32LE(times * sound.byteLength, 40);
  const spoken = Array.from({ length: times }, (_, time) =>
    words.map(({ text, start, end }) => ({ text, start: start + time * seconds, end: end + time * seconds })),
  ).flat();
  return {
    wav: Buffer.concat([header, ...Array.from({ length: times }, () => sound)]),
    words: new TextEncoder().encode(JSON.stringify({ words: spoken })),
  };
};
