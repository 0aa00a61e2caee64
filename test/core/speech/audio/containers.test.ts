import { mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { openAudio } from '../../../../core/src/speech/audio/open-audio.ts';
import { committed } from '../../../support/fixtures.ts';
import { itWithProgram } from '../../../support/programs.ts';
import { difference, fileOf, listen, madeByFfmpeg, removeScratch, scratch, tone } from './recordings.ts';
import { wavOf } from './wav-bytes.ts';

afterAll(removeScratch);

const itWithFfmpeg = itWithProgram('ffmpeg');
const wav = committed('test/fixtures/align/jfk.wav');

/** Two seconds of a picture that moves, and speech. */
const VIDEO = ['-f', 'lavfi', '-i', 'testsrc=size=128x72:rate=30000/1001', '-i', wav, '-t', '2'];
const SPEECH = ['-i', wav, '-t', '2'];

const heard = async (path: string): Promise<{ readonly info: Awaited<ReturnType<typeof listen>>['info']; readonly loudest: number }> => {
  const { info, samples } = await listen(path);
  expect(samples.every(Number.isFinite)).toBe(true);
  return { info, loudest: samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0) };
};

describe('other containers', () => {
  const VIDEO_CODEC = ['-c:v', 'mpeg4', '-pix_fmt', 'yuv420p'];
  const cases: readonly (readonly [string, string, readonly string[], string])[] = [
    ['clip.mp4', 'mp4', [...VIDEO, ...VIDEO_CODEC, '-c:a', 'aac'], 'aac'],
    ['clip.mov', 'mov', [...VIDEO, ...VIDEO_CODEC, '-c:a', 'pcm_s16le'], 'pcm_s16le'],
    ['clip.mkv', 'mkv', [...VIDEO, ...VIDEO_CODEC, '-c:a', 'flac'], 'flac'],
    ['clip.webm', 'webm', [...VIDEO, '-c:v', 'libvpx', '-b:v', '100k', '-c:a', 'libopus'], 'opus'],
    ['talk.m4a', 'm4a', [...SPEECH, '-c:a', 'aac'], 'aac'],
    ['talk.ogg', 'ogg', [...SPEECH, '-c:a', 'libvorbis', '-ar', '44100'], 'vorbis'],
    ['talk.opus', 'opus', [...SPEECH, '-c:a', 'libopus'], 'opus'],
    ['talk.aac', 'aac', [...SPEECH, '-c:a', 'aac'], 'aac'],
    ['talk.aiff', 'aif', SPEECH, 'pcm_s16be'],
    ['talk.w64', 'w64', SPEECH, 'pcm_s16le'],
    ['talk.avi', 'avi', [...VIDEO, ...VIDEO_CODEC, '-c:a', 'mp3'], 'mp3'],
  ];
  for (const [name, container, options, codec] of cases) {
    itWithFfmpeg(
      `hears ${name}`,
      async () => {
        const { info, loudest } = await heard(madeByFfmpeg(name, options));
        expect(info.container).toBe(container);
        expect(info.audio.codec).toBe(codec);
        expect(Math.abs(info.durationMs - 2_000)).toBeLessThan(120);
        expect(loudest).toBeGreaterThan(0.2);
        expect(info.video !== null).toBe(options.includes('-c:v'));
      },
      60_000,
    );
  }

  itWithFfmpeg(
    'tells frame rate as a rational, size, timecode with drop frame, and rotation',
    async () => {
      const path = madeByFfmpeg('timed.mov', [...VIDEO, ...VIDEO_CODEC, '-c:a', 'aac', '-timecode', '01:00:00;02']);
      expect((await openAudio(path, { maxDurationMs: 60_000 })).info.video).toEqual({
        codec: 'mpeg4',
        width: 128,
        height: 72,
        frameRate: { numerator: 30_000, denominator: 1_001 },
        variableFrameRate: false,
        rotation: 0,
        startTimecode: '01:00:00;02',
        dropFrame: true,
      });
    },
    60_000,
  );

  itWithFfmpeg(
    'tells how far the picture is turned, clockwise, as players turn it',
    async () => {
      // White on the left: turned clockwise by a quarter, white is on top.
      const halves = 'color=black:size=128x72:rate=10,drawbox=x=0:y=0:w=64:h=72:color=white:t=fill';
      const plain = madeByFfmpeg('halves.mov', ['-f', 'lavfi', '-i', halves, '-i', wav, '-t', '1', ...VIDEO_CODEC, '-c:a', 'aac']);
      const turned = madeByFfmpeg('turned.mp4', ['-i', plain, '-c', 'copy', '-metadata:s:v', 'rotate=90']);
      const picture = readFileSync(madeByFfmpeg('turned.gray', ['-i', turned, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'gray']));
      const isWhiteOnTop = picture[10 * 72 + 36]! > 128;
      expect((await openAudio(turned, { maxDurationMs: 60_000 })).info.video?.rotation).toBe(isWhiteOnTop ? 90 : 270);
    },
    60_000,
  );

  itWithFfmpeg(
    'sees that frames come at no steady rate',
    async () => {
      const steps = "select='not(between(n,10,25))'";
      const path = madeByFfmpeg('variable.mkv', [...VIDEO, '-vf', steps, '-vsync', 'vfr', ...VIDEO_CODEC, '-c:a', 'flac']);
      expect((await openAudio(path, { maxDurationMs: 60_000 })).info.video?.variableFrameRate).toBe(true);
      const mp4 = madeByFfmpeg('variable.mp4', ['-i', path, '-c:v', 'copy', '-c:a', 'aac', '-vsync', 'vfr']);
      expect((await openAudio(mp4, { maxDurationMs: 60_000 })).info.video?.variableFrameRate).toBe(true);
      const steady = madeByFfmpeg('steady.mkv', [...VIDEO, ...VIDEO_CODEC, '-c:a', 'flac']);
      expect((await openAudio(steady, { maxDurationMs: 60_000 })).info.video?.variableFrameRate).toBe(false);
    },
    60_000,
  );

  itWithFfmpeg(
    'hears 96 kHz 5.1, and the track marked as the default of several',
    async () => {
      const [studio, quiet] = [tone(1, 96_000), new Float32Array(96_000)];
      const source = fileOf(wavOf([quiet, quiet, studio, quiet, quiet, quiet], { encoding: 'pcm24', sampleRate: 96_000 }));
      const { info, samples } = await listen(madeByFfmpeg('surround.mka', ['-f', 'wav', '-i', source, '-c:a', 'flac']));
      expect(info.audio).toMatchObject({ channels: 6, sampleRate: 96_000 });
      expect(difference(studio, samples)).toBeLessThan(0.01);
      const silent = ['-f', 'lavfi', '-i', 'anullsrc=r=16000:cl=mono'];
      const tracks = [
        ...silent,
        '-i',
        wav,
        '-map',
        '0:a',
        '-map',
        '1:a',
        '-t',
        '2',
        '-c:a',
        'flac',
        '-disposition:a:0',
        '0',
        '-disposition:a:1',
        'default',
      ];
      expect((await heard(madeByFfmpeg('tracks.mkv', tracks))).loudest).toBeGreaterThan(0.2);
    },
    60_000,
  );

  it('says that ffmpeg is missing where it is, and what works without', async () => {
    const head = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypmp42'), Buffer.alloc(2_000)]);
    const programs = { ffmpeg: '/nonexistent/ffmpeg', ffprobe: '/nonexistent/ffprobe' };
    await expect(openAudio(fileOf(head), { maxDurationMs: 60_000, programs })).rejects.toMatchObject({
      code: 'MEDIA_UNSUPPORTED',
      detail: expect.stringContaining('ffmpeg is not installed here. Plain WAV, FLAC and MP3 work without it'),
    });
  });
});

describe('media that means harm, or is broken', () => {
  itWithFfmpeg(
    'is an error where a video has no sound',
    async () => {
      const path = madeByFfmpeg('mute.mp4', ['-f', 'lavfi', '-i', 'testsrc=size=64x64:rate=10', '-t', '1', '-c:v', 'mpeg4']);
      await expect(listen(path)).rejects.toMatchObject({ code: 'MEDIA_NO_AUDIO' });
    },
    60_000,
  );

  itWithFfmpeg(
    'is an error where it is cut off, however much of it is left',
    async () => {
      for (const [name, options] of [
        ['cut.mp4', [...SPEECH, '-c:a', 'aac']],
        ['cut.mkv', [...SPEECH, '-c:a', 'flac']],
        ['cut.ogg', [...SPEECH, '-c:a', 'libvorbis', '-ar', '44100']],
      ] as const) {
        const whole = madeByFfmpeg(name, options);
        const bytes = readFileSync(whole);
        for (const share of [0.1, 0.5]) {
          truncateSync(whole, Math.floor(share * bytes.length));
          const found = await listen(whole).then(
            ({ samples }) => samples.every(Number.isFinite) && samples.length > 0,
            (error: unknown) => /^MEDIA_/.test((error as { code: string }).code),
          );
          expect(found).toBe(true);
          writeFileSync(whole, bytes);
        }
      }
    },
    120_000,
  );

  itWithFfmpeg(
    'reads no other file and asks no address, whatever a container or its name says',
    async () => {
      let asked = 0;
      const server = createServer((_, response) => {
        asked++;
        response.end();
      });
      await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
      const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x.ts`;
      const folder = join(scratch, 'http:');
      mkdirSync(folder, { recursive: true });
      const playlist = Buffer.from(
        `#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10.0,\n${address}\n#EXTINF:10.0,\nfile://${wav}\n#EXT-X-ENDLIST\n`,
      );
      const disguised = [
        playlist,
        Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypmp42'), playlist]),
        Buffer.concat([Buffer.from('OggS'), playlist]),
        Buffer.concat([Buffer.from([0x47]), Buffer.alloc(187), Buffer.from([0x47]), Buffer.alloc(187), playlist]),
        Buffer.from(`ffconcat version 1.0\nfile '${wav}'\nfile '${address}'\n`),
        Buffer.from(`<?xml version="1.0"?><MPD><BaseURL>${address}</BaseURL></MPD>`),
      ];
      for (const bytes of disguised) await expect(listen(fileOf(bytes))).rejects.toMatchObject({ code: expect.stringMatching(/^MEDIA_/) });
      // A reference movie: QuickTime files may point at media that lies elsewhere.
      const reference = madeByFfmpeg('reference.mov', [...SPEECH, '-c:a', 'pcm_s16le']);
      const bytes = readFileSync(reference);
      const at = bytes.indexOf('url ');
      if (at > 0) bytes.writeUInt32BE(0, at + 4);
      await listen(fileOf(bytes)).catch(() => undefined);
      const named = join(folder, '-i');
      writeFileSync(named, readFileSync(madeByFfmpeg('named.m4a', [...SPEECH, '-c:a', 'aac'])));
      expect((await heard(named)).loudest).toBeGreaterThan(0.2);
      server.close();
      expect(asked).toBe(0);
    },
    60_000,
  );

  itWithFfmpeg(
    'ends with an answer for a hundred streams',
    async () => {
      const inputs = Array.from({ length: 100 }, () => ['-map', '0:a']).flat();
      const path = madeByFfmpeg('hundred.mkv', [...SPEECH, ...inputs, '-c:a', 'pcm_s16le']);
      expect((await heard(path)).loudest).toBeGreaterThan(0.2);
    },
    60_000,
  );

  itWithFfmpeg(
    'stops at the limit where a stream goes on and on',
    async () => {
      const path = madeByFfmpeg('endless.ogg', [
        '-f',
        'lavfi',
        '-i',
        'sine=frequency=220:sample_rate=16000',
        '-t',
        '30',
        '-c:a',
        'libopus',
      ]);
      await expect(listen(path, { maxDurationMs: 5_000 })).rejects.toMatchObject({ code: 'MEDIA_TOO_LONG' });
      const raw = madeByFfmpeg('endless.aac', ['-f', 'lavfi', '-i', 'sine=frequency=220:sample_rate=16000', '-t', '30', '-c:a', 'aac']);
      await expect(listen(raw, { maxDurationMs: 5_000 })).rejects.toMatchObject({ code: 'MEDIA_TOO_LONG' });
    },
    60_000,
  );

  itWithFfmpeg('follows no link to what is no media', async () => {
    const link = join(scratch, 'link.mp4');
    symlinkSync('/etc/passwd', link);
    await expect(listen(link)).rejects.toMatchObject({ code: 'MEDIA_UNSUPPORTED' });
  });
});
