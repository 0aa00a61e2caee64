import { afterAll, describe, expect, it } from '@jest/globals';
import { difference, fileOf, listen, removeScratch, tone } from './recordings.ts';
import { chunk, type Encoding, formatChunk, riff, samplesOf, wavOf } from './wav-bytes.ts';

afterAll(removeScratch);

const RATE = 16_000;
const sound = tone(0.1, RATE);
const silence = new Float32Array(sound.length);
const refused = (code: string): object => ({ code });

describe('WAV', () => {
  it.each<[Encoding, string, number]>([
    ['pcm8', 'pcm_u8', 0.02],
    ['pcm16', 'pcm_s16le', 1e-4],
    ['pcm24', 'pcm_s24le', 1e-6],
    ['pcm32', 'pcm_s32le', 1e-6],
    ['float32', 'pcm_f32le', 1e-7],
    ['float64', 'pcm_f64le', 1e-7],
    ['alaw', 'pcm_alaw', 0.03],
    ['mulaw', 'pcm_mulaw', 0.03],
  ])('gives back what was written in %s, in the plain and in the extensible form', async (encoding, codec, error) => {
    for (const extensible of [false, true]) {
      const { info, samples } = await listen(fileOf(wavOf([sound], { encoding, extensible })));
      expect(info).toEqual({ container: 'wav', durationMs: 100, audio: { codec, sampleRate: RATE, channels: 1 }, video: null });
      expect(samples).toHaveLength(sound.length);
      expect(difference(sound, samples)).toBeLessThan(error);
    }
  });

  it('reads 8 kHz µ-law and 96 kHz with six channels', async () => {
    const telephone = tone(0.1, 8_000);
    expect((await listen(fileOf(wavOf([telephone], { encoding: 'mulaw', sampleRate: 8_000 })))).info.audio).toEqual({
      codec: 'pcm_mulaw',
      sampleRate: 8_000,
      channels: 1,
    });
    const studio = tone(0.05, 96_000);
    const quiet = new Float32Array(studio.length);
    const { info, samples } = await listen(
      fileOf(wavOf([quiet, quiet, studio, quiet, quiet, quiet], { encoding: 'pcm24', sampleRate: 96_000 })),
    );
    expect(info.audio).toEqual({ codec: 'pcm_s24le', sampleRate: 96_000, channels: 6 });
    expect(difference(studio, samples)).toBeLessThan(1e-4);
  });

  it('hears a voice that is in one channel only as loud as it is, and one that is inverted in the other', async () => {
    for (const channels of [
      [sound, silence],
      [silence, sound],
      [sound, sound],
      [sound, sound.map(sample => -sample)],
    ]) {
      expect(difference(sound, (await listen(fileOf(wavOf(channels)))).samples)).toBeLessThan(0.01);
    }
  });

  it('makes silence of what is no number, and clips what is beyond full scale', async () => {
    const wild = Float32Array.of(NaN, Infinity, -Infinity, 7, -7, 1e38, 0.25);
    const { samples } = await listen(fileOf(wavOf([wild], { encoding: 'float32' })));
    expect([...samples]).toEqual([0, 0, 0, 1, -1, 1, 0.25]);
  });

  it('passes over chunks it does not know, of odd length too, before and after the samples', async () => {
    const extra = [chunk('LIST', Buffer.from('odd')), chunk('bext', Buffer.alloc(603)), chunk('JUNK', Buffer.alloc(0))];
    const bytes = riff(...extra, formatChunk(1), ...extra, chunk('data', samplesOf([sound])), ...extra);
    expect(difference(sound, (await listen(fileOf(bytes))).samples)).toBeLessThan(1e-4);
  });

  it('reads to the end of the file where the writer did not know its length', async () => {
    for (const declared of [0, 0xffff_ffff]) {
      const bytes = riff(formatChunk(1), chunk('data', samplesOf([sound]), declared));
      expect((await listen(fileOf(bytes))).samples).toHaveLength(sound.length);
    }
  });

  it('reads RF64, whose length stands elsewhere', async () => {
    const body = samplesOf([sound]);
    const sizes = Buffer.alloc(28);
    sizes.writeBigUInt64LE(BigInt(body.length), 8);
    const bytes = riff(chunk('ds64', sizes), formatChunk(1), chunk('data', body, 0xffff_ffff), chunk('LIST', Buffer.alloc(400)));
    bytes.write('RF64', 0, 'latin1');
    bytes.writeUInt32LE(0xffff_ffff, 4);
    expect((await listen(fileOf(bytes))).samples).toHaveLength(sound.length);
  });

  it('says MEDIA_TRUNCATED where samples or header are cut off', async () => {
    const whole = wavOf([sound]);
    for (const length of [20, 40, whole.length - 100])
      await expect(listen(fileOf(whole.subarray(0, length)))).rejects.toMatchObject(refused('MEDIA_TRUNCATED'));
  });

  it('refuses headers that make no sense, without a hang', async () => {
    const data = chunk('data', samplesOf([sound]));
    const broken = (change: (format: Buffer) => void): Buffer => {
      const format = formatChunk(1);
      change(format);
      return riff(format, data);
    };
    const files = [
      riff(data, formatChunk(1)),
      riff(chunk('fmt ', Buffer.alloc(4)), data),
      broken(format => format.writeUInt32LE(0, 12)),
      broken(format => format.writeUInt32LE(0xffff_ffff, 12)),
      riff(formatChunk(1)),
    ];
    for (const bytes of files)
      await expect(listen(fileOf(bytes))).rejects.toMatchObject({ code: expect.stringMatching(/^MEDIA_(UNSUPPORTED|TRUNCATED)$/) });
  });

  it('says MEDIA_NO_AUDIO of a file without samples, and MEDIA_TOO_LONG of one beyond the limit', async () => {
    await expect(listen(fileOf(wavOf([new Float32Array(0)])))).rejects.toMatchObject(refused('MEDIA_NO_AUDIO'));
    await expect(listen(fileOf(wavOf([sound])), { maxDurationMs: 90 })).rejects.toMatchObject(refused('MEDIA_TOO_LONG'));
  });
});
