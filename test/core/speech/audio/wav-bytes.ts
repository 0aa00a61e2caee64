/** How samples are written. */
export type Encoding = 'pcm8' | 'pcm16' | 'pcm24' | 'pcm32' | 'float32' | 'float64' | 'alaw' | 'mulaw';

/** ITU-T G.711 as tables of the reference decoders, turned round: the code whose value is nearest. */
const companded = (decode: (code: number) => number): ((value: number) => number) => {
  const values = Array.from({ length: 256 }, (_, code) => decode(code));
  return value => values.reduce((best, each, code) => (Math.abs(each - value) < Math.abs(values[best]! - value) ? code : best), 0);
};

const MULAW_BIAS = 132;
const mulawOf = companded(code => {
  const inverted = ~code & 0xff;
  const magnitude = ((((inverted & 15) << 3) + MULAW_BIAS) << ((inverted >> 4) & 7)) - MULAW_BIAS;
  return (inverted & 128 ? -magnitude : magnitude) / 32_768;
});
const alawOf = companded(code => {
  const flipped = code ^ 0x55;
  const exponent = (flipped >> 4) & 7;
  const base = ((flipped & 15) << 4) + 8;
  const magnitude = exponent === 0 ? base : (base + 256) << (exponent - 1);
  return (flipped & 128 ? magnitude : -magnitude) / 32_768;
});

const clamp = (value: number, most: number): number => Math.max(-most - 1, Math.min(most, Math.round(value * (most + 1))));

const WRITERS: Readonly<
  Record<Encoding, { readonly tag: number; readonly bytes: number; readonly write: (to: Buffer, at: number, value: number) => void }>
> = {
  pcm8: { tag: 1, bytes: 1, write: (to, at, value) => to.writeUInt8(clamp(value, 127) + 128, at) },
  pcm16: { tag: 1, bytes: 2, write: (to, at, value) => to.writeInt16LE(clamp(value, 32_767), at) },
  pcm24: { tag: 1, bytes: 3, write: (to, at, value) => to.writeIntLE(clamp(value, 8_388_607), at, 3) },
  pcm32: { tag: 1, bytes: 4, write: (to, at, value) => to.writeInt32LE(clamp(value, 2_147_483_647), at) },
  float32: { tag: 3, bytes: 4, write: (to, at, value) => to.writeFloatLE(value, at) },
  float64: { tag: 3, bytes: 8, write: (to, at, value) => to.writeDoubleLE(value, at) },
  alaw: { tag: 6, bytes: 1, write: (to, at, value) => to.writeUInt8(alawOf(value), at) },
  mulaw: { tag: 7, bytes: 1, write: (to, at, value) => to.writeUInt8(mulawOf(value), at) },
};

export const chunk = (id: string, body: Uint8Array, declared = body.length): Buffer => {
  const header = Buffer.alloc(8);
  header.write(id, 0, 'latin1');
  header.writeUInt32LE(declared >>> 0, 4);
  return Buffer.concat([header, body, Buffer.alloc(body.length % 2)]);
};

export interface WavOptions {
  readonly encoding?: Encoding;
  readonly sampleRate?: number;
  /** Wraps the format in the extensible form. */
  readonly extensible?: boolean;
}

export const formatChunk = (channels: number, { encoding = 'pcm16', sampleRate = 16_000, extensible = false }: WavOptions = {}): Buffer => {
  const { tag, bytes } = WRITERS[encoding];
  const body = Buffer.alloc(extensible ? 40 : 16);
  body.writeUInt16LE(extensible ? 0xfffe : tag, 0);
  body.writeUInt16LE(channels, 2);
  body.writeUInt32LE(sampleRate, 4);
  body.writeUInt32LE(sampleRate * channels * bytes, 8);
  body.writeUInt16LE(channels * bytes, 12);
  body.writeUInt16LE(8 * bytes, 14);
  if (extensible) {
    body.writeUInt16LE(22, 16);
    body.writeUInt16LE(tag, 24);
  }
  return chunk('fmt ', body);
};

export const samplesOf = (channels: readonly Float32Array[], encoding: Encoding = 'pcm16'): Buffer => {
  const { bytes, write } = WRITERS[encoding];
  const length = channels[0]?.length ?? 0;
  const body = Buffer.alloc(length * channels.length * bytes);
  for (let i = 0; i < length; i++) channels.forEach((samples, c) => write(body, (i * channels.length + c) * bytes, samples[i]!));
  return body;
};

export const riff = (...chunks: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat([Buffer.from('WAVE', 'latin1'), ...chunks]);
  return chunk('RIFF', body);
};

/** @returns a WAV file of these channels */
export const wavOf = (channels: readonly Float32Array[], options: WavOptions = {}): Buffer =>
  riff(formatChunk(channels.length, options), chunk('data', samplesOf(channels, options.encoding)));
