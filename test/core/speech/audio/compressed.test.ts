import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { committed } from '../../../support/fixtures.ts';
import { difference, fileOf, listen, removeScratch } from './recordings.ts';

afterAll(removeScratch);
jest.setTimeout(60_000);

const mp3 = readFileSync(committed('test/fixtures/speech/LJ050-0276-3s.mp3'));
const flac = readFileSync(committed('test/fixtures/speech/LJ050-0276.flac'));

/** An ID3v2 tag with this much in it, its size in 7-bit bytes. */
const id3 = (bytes: number): Buffer => {
  const header = Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, (bytes >> 21) & 127, (bytes >> 14) & 127, (bytes >> 7) & 127, bytes & 127]);
  // Bytes that look like frame headers, as pictures in tags hold them.
  return Buffer.concat([header, Buffer.alloc(bytes, Buffer.from([0xff, 0xfb, 0x90, 0x00]))]);
};

const ape = Buffer.concat([Buffer.from('APETAGEX'), Buffer.alloc(120, 0x41)]);
const id3v1 = Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125, 0x20)]);

describe('MP3', () => {
  it('is heard whole, without the silence the encoder added', async () => {
    const { info, samples } = await listen(fileOf(mp3));
    expect(info).toMatchObject({ container: 'mp3', audio: { codec: 'mp3' }, video: null });
    expect(Math.abs(info.durationMs - 3_000)).toBeLessThan(60);
    expect(samples.every(Number.isFinite)).toBe(true);
    expect(samples.some(sample => Math.abs(sample) > 0.1)).toBe(true);
  });

  it('is the same behind an ID3 tag with a picture in it and before APE and ID3v1 tags', async () => {
    const plain = await listen(fileOf(mp3));
    const tagged = await listen(fileOf(Buffer.concat([id3(50_000), mp3, ape, id3v1])));
    // The last frame, 26 ms, cannot be told from what follows it.
    expect(plain.info.durationMs - tagged.info.durationMs).toBeLessThan(30);
    expect(difference(plain.samples.subarray(0, tagged.samples.length), tagged.samples)).toBeLessThan(1e-6);
  });

  it('says MEDIA_TRUNCATED where it ends early', async () => {
    await expect(listen(fileOf(mp3.subarray(0, mp3.length / 2)))).rejects.toMatchObject({ code: 'MEDIA_TRUNCATED' });
  });

  it('is refused where only a tag is there, or bytes that are no frames', async () => {
    await expect(listen(fileOf(id3(2_000)))).rejects.toMatchObject({ code: 'MEDIA_UNSUPPORTED' });
    await expect(listen(fileOf(Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x64]), Buffer.alloc(5_000)])))).rejects.toMatchObject({
      code: expect.stringMatching(/^MEDIA_/),
    });
  });
});

describe('FLAC', () => {
  /** Total samples: the lower 36 bits of the eight bytes at 18. */
  const withLength = (change: (length: bigint) => bigint): Buffer => {
    const bytes = Buffer.from(flac);
    const fields = bytes.readBigUInt64BE(18);
    bytes.writeBigUInt64BE((fields & ~0xf_ffff_ffffn) | (change(fields & 0xf_ffff_ffffn) & 0xf_ffff_ffffn), 18);
    return bytes;
  };

  it('is heard whole, also behind an ID3 tag', async () => {
    const plain = await listen(fileOf(flac));
    expect(plain.info).toMatchObject({ container: 'flac', audio: { codec: 'flac', channels: 1 } });
    expect(Math.round((1_000 * plain.samples.length) / plain.info.audio.sampleRate)).toBe(plain.info.durationMs);
    const tagged = await listen(fileOf(Buffer.concat([id3(3_000), flac])));
    expect(difference(plain.samples, tagged.samples)).toBe(0);
  });

  it('is heard whole where the header does not know its length, or says too little', async () => {
    const plain = await listen(fileOf(flac));
    expect((await listen(fileOf(withLength(() => 0n)))).samples).toHaveLength(plain.samples.length);
    expect((await listen(fileOf(withLength(length => length / 2n)))).samples.length).toBeGreaterThanOrEqual(plain.samples.length / 2 - 1);
  });

  it('says MEDIA_TRUNCATED where it ends before the length it states, or within its header', async () => {
    await expect(listen(fileOf(withLength(length => 2n * length)))).rejects.toMatchObject({ code: 'MEDIA_TRUNCATED' });
    await expect(listen(fileOf(flac.subarray(0, flac.length / 2)))).rejects.toMatchObject({ code: 'MEDIA_TRUNCATED' });
    await expect(listen(fileOf(flac.subarray(0, 20)))).rejects.toMatchObject({ code: 'MEDIA_TRUNCATED' });
  });

  it('says MEDIA_TOO_LONG of a header that states more than the limit, before anything is decoded', async () => {
    await expect(listen(fileOf(withLength(() => 0xf_ffff_ffffn)))).rejects.toMatchObject({ code: 'MEDIA_TOO_LONG' });
  });
});

describe('bytes that are no media', () => {
  const zip = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.alloc(2_000, 7)]);
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(10_000)],
    ['a ZIP by another name', zip],
    ['text', Buffer.from('this is not media\n'.repeat(100))],
    ['a playlist', Buffer.from('#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://127.0.0.1:1/segment.ts\n#EXT-X-ENDLIST\n')],
    ['a list of files', Buffer.from("ffconcat version 1.0\nfile '/etc/passwd'\n")],
    ['a session description', Buffer.from('v=0\no=- 0 0 IN IP4 127.0.0.1\nm=audio 4000 RTP/AVP 0\n')],
    ['a web page', Buffer.from('<!doctype html><html><body>hello</body></html>')],
    [
      'a picture',
      Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
    ],
  ])('%s is refused', async (_, bytes) => {
    await expect(listen(fileOf(bytes))).rejects.toMatchObject({ code: 'MEDIA_UNSUPPORTED' });
  });
});
