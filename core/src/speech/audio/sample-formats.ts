/** Reads one sample at a byte offset, -1..1. */
export type SampleReader = (bytes: Buffer, at: number) => number;

/** ITU-T G.711, 14-bit scale: sign, 3 bits of exponent, 4 of mantissa, all inverted. */
const mulaw = (byte: number): number => {
  const code = ~byte & 0xff;
  const magnitude = ((((code & 0x0f) << 1) + 33) << ((code >> 4) & 7)) - 33;
  return (code & 0x80 ? -magnitude : magnitude) / 8_192;
};

/** ITU-T G.711, 13-bit scale, every second bit inverted. */
const alaw = (byte: number): number => {
  const code = byte ^ 0x55;
  const exponent = (code >> 4) & 7;
  const mantissa = ((code & 0x0f) << 1) + 1;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 32) << (exponent - 1);
  return (code & 0x80 ? magnitude : -magnitude) / 4_096;
};

const table = (decode: (byte: number) => number): SampleReader => {
  const values = Float32Array.from({ length: 256 }, (_, byte) => decode(byte));
  return (bytes, at) => values[bytes[at]!]!;
};

const INTEGERS: ReadonlyMap<number, SampleReader> = new Map<number, SampleReader>([
  [8, (bytes, at) => (bytes[at]! - 128) / 128],
  [16, (bytes, at) => bytes.readInt16LE(at) / 32_768],
  [24, (bytes, at) => bytes.readIntLE(at, 3) / 8_388_608],
  [32, (bytes, at) => bytes.readInt32LE(at) / 2_147_483_648],
]);
const FLOATS: ReadonlyMap<number, SampleReader> = new Map<number, SampleReader>([
  [32, (bytes, at) => bytes.readFloatLE(at)],
  [64, (bytes, at) => bytes.readDoubleLE(at)],
]);
const mulawReader = table(mulaw);
const alawReader = table(alaw);

/** @returns how to read one sample, and the encoding's name; null where it is none we read */
export const sampleFormat = (encoding: string, bits: number): { readonly codec: string; readonly read: SampleReader } | null => {
  const read = encoding === 'integer' ? INTEGERS.get(bits) : encoding === 'float' ? FLOATS.get(bits) : undefined;
  if (read !== undefined) return { read, codec: encoding === 'float' ? `pcm_f${bits}le` : bits === 8 ? 'pcm_u8' : `pcm_s${bits}le` };
  if (bits !== 8) return null;
  if (encoding === 'mulaw') return { read: mulawReader, codec: 'pcm_mulaw' };
  return encoding === 'alaw' ? { read: alawReader, codec: 'pcm_alaw' } : null;
};
