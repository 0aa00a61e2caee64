import { describe, expect, it } from '@jest/globals';
import { f0Errors } from '../../../../bench/speech/f0-errors.ts';
import { committedClip, praatTrack } from '../../../../bench/speech/reference-clips.ts';
import { openAudio } from '../../../../core/src/speech/audio/open-audio.ts';
import { trackSpeech } from '../../../../core/src/speech/signal/speech-tracks.ts';
import { added, noise, RATE, sound, tracksOf, voice } from './sounds.ts';

/** Frames well inside the recording. */
const inner = (track: Float64Array): Float64Array => track.subarray(20, track.length - 20);
const shareOf = (track: Float64Array, holds: (value: number) => boolean): number => track.filter(holds).length / track.length;

describe('fundamental frequency', () => {
  it.each([70, 110, 180, 250, 380])('of a voice at %d Hz is right within 1 %%', async hertz => {
    const { f0 } = await tracksOf(voice(1.5, () => hertz));
    expect(shareOf(inner(f0), value => Math.abs(value / hertz - 1) < 0.01)).toBeGreaterThan(0.98);
  });

  it('follows a glide', async () => {
    const { f0 } = await tracksOf(voice(2, time => 120 + 60 * time));
    inner(f0).forEach((value, i) => expect(Math.abs(value / (120 + 60 * ((i + 20) / 200)) - 1)).toBeLessThan(0.03));
  });

  it('is the fundamental’s though its harmonics are louder', async () => {
    const { f0 } = await tracksOf(
      sound(
        1,
        time =>
          0.02 * Math.sin(2 * Math.PI * 150 * time) + 0.2 * Math.sin(2 * Math.PI * 300 * time) + 0.2 * Math.sin(2 * Math.PI * 450 * time),
      ),
    );
    expect(shareOf(inner(f0), value => Math.abs(value / 150 - 1) < 0.02)).toBeGreaterThan(0.95);
  });

  it('survives white noise 10 dB below the voice', async () => {
    const { f0 } = await tracksOf(
      added(
        voice(1.5, () => 140),
        noise(1.5, 0.03),
      ),
    );
    expect(shareOf(inner(f0), value => Math.abs(value / 140 - 1) < 0.02)).toBeGreaterThan(0.95);
  });

  it('is none in silence, in a constant and in noise', async () => {
    for (const samples of [sound(1, () => 0), sound(1, () => 0.3)]) {
      const { f0 } = await tracksOf(samples);
      expect(shareOf(inner(f0), value => value > 0)).toBeLessThan(0.02);
    }
    const { f0 } = await tracksOf(noise(2, 0.2));
    expect(shareOf(f0, value => value > 0)).toBeLessThan(0.1);
  });

  it('agrees with Praat on read speech: gross errors at most 1 %, voicing at most 9 %', async () => {
    const clip = committedClip();
    const audio = await openAudio(clip.audio, { maxDurationMs: 60_000 });
    const { f0 } = await trackSpeech(audio.blocks(), audio.sampleRate);
    const errors = f0Errors(f0, praatTrack(clip.name));
    expect(errors.gross / errors.bothVoiced).toBeLessThanOrEqual(0.01);
    expect(errors.voicing / errors.frames).toBeLessThanOrEqual(0.09);
  }, 20_000);
});

describe('band energy', () => {
  it('of a tone in the band is its mean rectified height, in units of a 16-bit sample', async () => {
    const { level } = await tracksOf(sound(1, time => 0.1 * Math.sin(2 * Math.PI * 1_000 * time)));
    for (const value of inner(level)) expect(Math.abs(value / (0.1 * 32_768 * (2 / Math.PI)) - 1)).toBeLessThan(0.02);
  });

  it('leaves out what lies below 400 and above 4,000 Hz', async () => {
    const inBand = (await tracksOf(sound(1, time => 0.1 * Math.sin(2 * Math.PI * 1_000 * time)))).level[100]!;
    for (const hertz of [50, 150, 7_000]) {
      const { level } = await tracksOf(sound(1, time => 0.1 * Math.sin(2 * Math.PI * hertz * time)));
      expect(level[100]!).toBeLessThan(inBand / 30);
    }
  });

  it('doubles when the sound does, and lies where the sound is', async () => {
    const burst = (height: number) => sound(1, time => (time > 0.4 && time < 0.6 ? height : 0) * Math.sin(2 * Math.PI * 800 * time));
    const [quiet, loud] = [await tracksOf(burst(0.1)), await tracksOf(burst(0.2))];
    expect(loud.level[100]! / quiet.level[100]!).toBeCloseTo(2, 5);
    expect(quiet.level[70]!).toBeLessThan(quiet.level[100]! / 50);
  });
});

describe('tracks', () => {
  it('are the same whatever pieces the recording comes in', async () => {
    const samples = added(
      voice(3.3, time => 100 + 30 * Math.sin(3 * time)),
      noise(3.3, 0.01),
    );
    const whole = await tracksOf(samples, RATE, samples.length);
    for (const size of [160, 1_001, 30_000]) {
      const pieces = await tracksOf(samples, RATE, size);
      expect(pieces.f0).toEqual(whole.f0);
      expect(pieces.level).toEqual(whole.level);
    }
  });

  it('have 200 frames a second at any sample rate', async () => {
    for (const rate of [8_000, 11_025, 22_050, 44_100, 96_000]) {
      const { f0, level } = await tracksOf(
        sound(1, time => 0.1 * Math.sin(2 * Math.PI * 200 * time), rate),
        rate,
      );
      expect([f0.length, level.length]).toEqual([200, 200]);
    }
  });

  it('of 20 ms, of one sample and of nothing are short, finite and no error', async () => {
    for (const length of [0, 1, 320]) {
      const { f0, level, clipped } = await tracksOf(new Float32Array(length).fill(0.1));
      expect(f0).toHaveLength(Math.ceil(length / 80));
      expect(level).toHaveLength(f0.length);
      expect([...f0, ...level, clipped].every(Number.isFinite)).toBe(true);
    }
  });

  it('tell the share of clipped samples', async () => {
    const { clipped } = await tracksOf(sound(1, time => Math.max(-1, Math.min(1, 2 * Math.sin(2 * Math.PI * 100 * time)))));
    expect(clipped).toBeCloseTo(2 / 3, 1);
    expect((await tracksOf(sound(1, () => 0.5))).clipped).toBe(0);
  });
});
