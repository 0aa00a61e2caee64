import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { getEmphasis, getProject, getReadiness, getTranscript, putTranscript } from '../../../cli/client/index.ts';
import { committed } from '../../support/fixtures.ts';
import { giveTranscript, newProject, processed } from '../support/talk.ts';
import { silentWav, uploaded } from '../support/upload.ts';
import { newUser, ok, type User } from '../support/user.ts';

let user: User;
beforeAll(async () => {
  user = await newUser();
});

const file = (path: string): Uint8Array<ArrayBuffer> => Uint8Array.from(readFileSync(committed(path)));
const wordsUntil = (seconds: number): string =>
  JSON.stringify({
    words: [
      { text: 'Hello', start: 0, end: 0.4 },
      { text: 'there', start: seconds - 0.4, end: seconds },
    ],
  });

/** A project whose words are given before its media. */
const projectWith = async (media: Uint8Array<ArrayBuffer>, words = wordsUntil(1)): Promise<string> => {
  const { id } = await newProject(user.client);
  await giveTranscript(user.client, id, words, 'application/json');
  await uploaded(user.client, id, media);
  return id;
};

describe('audio with its words', () => {
  const { words } = JSON.parse(readFileSync(committed('samples/warren-commission.json'), 'utf8')) as { words: { end: number }[] };
  // The FLAC file is the first of the three sentences in the WAV file.
  const firstSentence = words.filter(word => word.end < 8.5);

  it.each([
    ['WAV', 'samples/warren-commission.wav', words],
    ['FLAC', 'test/fixtures/speech/LJ050-0276.flac', firstSentence],
  ])('as %s is heard: emphasis is measured from the voice', async (_, media, given) => {
    const projectId = await projectWith(file(media), JSON.stringify({ words: given }));
    expect(await processed(user.client, projectId)).toMatchObject({ state: 'completed', error: null });
    const path = { projectId };
    const emphasis = await ok(getEmphasis({ client: user.client, path }));
    expect(emphasis.method).toBe('acoustic');
    expect(emphasis.words.some(word => word.emphasised && word.modalities.acoustic !== null)).toBe(true);
    expect((await ok(getTranscript({ client: user.client, path }))).words).toHaveLength(emphasis.words.length);
    const { media: kept } = await ok(getProject({ client: user.client, path }));
    expect(kept?.info).toMatchObject({ audio: { channels: 1 } });
    // Now that the media's length is known, words beyond it are refused at once.
    const late = await putTranscript({
      client: user.client,
      path,
      body: new Blob([wordsUntil(900)]),
      headers: { 'Content-Type': 'application/json' },
    });
    expect(late.error).toMatchObject({ code: 'WORDS_BEYOND_MEDIA' });
  });
});

describe('audio with its captions', () => {
  it('is heard: each word is looked for in its caption, and found in the sound', async () => {
    const { id: projectId } = await newProject(user.client);
    await giveTranscript(user.client, projectId, readFileSync(committed('samples/warren-commission.srt'), 'utf8'), 'application/x-subrip');
    await uploaded(user.client, projectId, file('samples/warren-commission.wav'));
    expect(await processed(user.client, projectId)).toMatchObject({ state: 'completed', error: null });
    const { words } = await ok(getTranscript({ client: user.client, path: { projectId } }));
    expect(words).toHaveLength(69);
    expect(words.filter(word => word.timeSource === 'aligned').length).toBeGreaterThanOrEqual(66);
    const emphasis = await ok(getEmphasis({ client: user.client, path: { projectId } }));
    expect(emphasis.words.filter(word => word.modalities.acoustic === null)).toEqual([]);
  });
});

/** A FLAC file whose header announces 536,870,912 samples, almost seven hours. */
const hoursOfFlac = (): Uint8Array<ArrayBuffer> => {
  const flac = file('test/fixtures/speech/LJ050-0276.flac');
  // STREAMINFO begins at byte 8; its number of samples is the low half of byte 21 and the four bytes after it.
  flac[21] = flac[21]! & 0xf0;
  flac.set([0x20, 0, 0, 0], 22);
  return flac;
};

describe('media that cannot be heard ends its job with the reason', () => {
  it.each<[string, Uint8Array<ArrayBuffer>, string, string]>([
    ['without any sound', silentWav(0), wordsUntil(1), 'MEDIA_NO_AUDIO'],
    ['that ends before its header says', silentWav(8_000, { announced: 80_000 }), wordsUntil(1), 'MEDIA_TRUNCATED'],
    ['longer than a project takes', hoursOfFlac(), wordsUntil(1), 'MEDIA_TOO_LONG'],
    ['shorter than its words', silentWav(16_000), wordsUntil(60), 'WORDS_BEYOND_MEDIA'],
  ])('media %s', async (_, media, words, code) => {
    const job = await processed(user.client, await projectWith(media, words));
    expect(job).toMatchObject({ state: 'failed', error: { code, stage: 'hear' } });
    expect(job.error?.why.length).toBeGreaterThan(10);
    expect(job.error?.help.length).toBeGreaterThan(10);
  });

  it('media without words, where no recogniser is configured', async () => {
    const { id } = await newProject(user.client);
    await uploaded(user.client, id, silentWav(8_000));
    expect(await processed(user.client, id)).toMatchObject({ state: 'failed', error: { code: 'MODEL_UNAVAILABLE', stage: 'hear' } });
    const { checks } = await ok(getReadiness({ client: user.client }));
    expect(checks).toContainEqual({ name: 'recogniser', state: 'degraded', detail: 'none; media without words is refused' });
  });
});
