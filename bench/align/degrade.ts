import { SAMPLE_RATE } from './clips.ts';
import { seededRandom } from './random.ts';

const SEED = 11;

const power = (samples: Float32Array): number => samples.reduce((sum, x) => sum + x * x, 0) / samples.length;

/** @returns signal plus noise, the noise so loud that it lies `decibels` below the signal */
const mixed = (signal: Float32Array, noise: Float32Array, decibels: number): Float32Array => {
  const gain = Math.sqrt(power(signal) / power(noise) / 10 ** (decibels / 10));
  return signal.map((x, i) => x + gain * (noise[i] ?? 0));
};

const whiteNoise = (length: number): Float32Array => {
  const random = seededRandom(SEED);
  return Float32Array.from({ length }, () => random.normal());
};

/** Power falls by about 3 dB an octave: low-passed noises of equal power, their corners two octaves apart. */
const pinkNoise = (length: number): Float32Array => {
  const random = seededRandom(SEED);
  const noises = [0.995, 0.98, 0.92, 0.7, 0].map(pole => ({ pole, value: 0 }));
  return Float32Array.from({ length }, () => {
    for (const noise of noises) noise.value = noise.pole * noise.value + Math.sqrt(1 - noise.pole ** 2) * random.normal();
    return noises.reduce((sum, { value }) => sum + value, 0);
  });
};

/** Four chords of struck strings, a beat under them. */
const music = (length: number): Float32Array => {
  const random = seededRandom(SEED);
  const chords = [
    [131, 196, 262, 330],
    [110, 165, 220, 262],
    [87, 131, 175, 220],
    [98, 147, 196, 247],
  ];
  return Float32Array.from({ length }, (_, n) => {
    const t = n / SAMPLE_RATE;
    const beat = t % 0.5;
    const chord = chords[Math.floor(t / 2) % chords.length] ?? [];
    const strings = chord.reduce((sum, hertz) => {
      let tone = 0;
      for (let k = 1; k <= 6; k++) tone += Math.sin(2 * Math.PI * hertz * k * t) / k;
      return sum + tone;
    }, 0);
    return strings * Math.exp(-2 * beat) + 3 * Math.exp(-40 * beat) * random.normal();
  });
};

/** Windowed-sinc filter that lets `low`..`high` hertz pass. */
const bandPass = (samples: Float32Array, low: number, high: number): Float32Array => {
  const half = 160;
  const kernel = Float64Array.from({ length: 2 * half + 1 }, (_, i) => {
    const t = i - half;
    const side = (hertz: number): number =>
      t === 0 ? (2 * hertz) / SAMPLE_RATE : Math.sin((2 * Math.PI * hertz * t) / SAMPLE_RATE) / (Math.PI * t);
    return (side(high) - side(low)) * (0.54 + 0.46 * Math.cos((Math.PI * t) / half));
  });
  return samples.map((_, n) => kernel.reduce((sum, weight, i) => sum + weight * (samples[n + i - half] ?? 0), 0));
};

/** 8-bit companding of telephony, there and back. */
const muLaw = (x: number): number => {
  const level = Math.round((127 * Math.sign(x) * Math.log1p(255 * Math.min(1, Math.abs(x)))) / Math.log(256));
  return (Math.sign(level) * (256 ** (Math.abs(level) / 127) - 1)) / 255;
};

/** Echo that dies away by 60 dB in `seconds`, as loud as the voice itself. */
const reverberant = (samples: Float32Array, seconds: number): Float32Array => {
  const random = seededRandom(SEED);
  const length = Math.floor(seconds * SAMPLE_RATE);
  const tail = Float64Array.from({ length }, (_, n) => random.normal() * 10 ** ((-3 * n) / length));
  const scale = 1 / Math.sqrt(tail.reduce((sum, x) => sum + x * x, 0));
  const echo = new Float32Array(samples.length);
  samples.forEach((x, n) => {
    const end = Math.min(length, samples.length - n);
    for (let k = 0; k < end; k++) echo[n + k] = (echo[n + k] ?? 0) + x * (tail[k] ?? 0) * scale;
  });
  return samples.map((x, n) => x + (echo[n] ?? 0));
};

/** Time between the starts of two voices in a babble. */
const VOICE_SHIFT = 4_000;

/** The other voices, equally loud, each repeated until it is long enough. */
const babble = (others: readonly Float32Array[], length: number): Float32Array => {
  const voices = others.map((voice, i) => ({ voice, from: VOICE_SHIFT * i, gain: 1 / Math.sqrt(power(voice)) }));
  return Float32Array.from({ length }, (_, n) =>
    voices.reduce((sum, { voice, from, gain }) => sum + gain * (voice[(n + from) % voice.length] ?? 0), 0),
  );
};

/** A way to spoil a recording; `others` are further voices. */
export interface Degradation {
  readonly name: string;
  readonly apply: (samples: Float32Array, others: readonly Float32Array[]) => Float32Array;
}

/** From hardly to badly. */
export const DEGRADATIONS: readonly Degradation[] = [
  { name: '-30 dB level', apply: x => x.map(v => v * 10 ** -1.5) },
  { name: 'telephone band, mu-law', apply: x => bandPass(x, 300, 3_400).map(muLaw) },
  { name: 'low-pass 4 kHz', apply: x => bandPass(x, 0, 4_000) },
  { name: 'white noise 20 dB', apply: x => mixed(x, whiteNoise(x.length), 20) },
  { name: 'white noise 10 dB', apply: x => mixed(x, whiteNoise(x.length), 10) },
  { name: 'pink noise 10 dB', apply: x => mixed(x, pinkNoise(x.length), 10) },
  { name: 'pink noise 5 dB', apply: x => mixed(x, pinkNoise(x.length), 5) },
  { name: 'music bed 10 dB', apply: x => mixed(x, music(x.length), 10) },
  { name: 'music bed 5 dB', apply: x => mixed(x, music(x.length), 5) },
  { name: 'babble 10 dB', apply: (x, others) => mixed(x, babble(others, x.length), 10) },
  { name: 'reverberation .4 s', apply: x => reverberant(x, 0.4) },
];
