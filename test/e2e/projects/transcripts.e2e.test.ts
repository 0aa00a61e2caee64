import { beforeAll, describe, expect, it } from '@jest/globals';
import { getProject, putTranscript } from '../../../cli/client/index.ts';
import { LIMITS } from '../../../core/src/platform/limits.ts';
import { giveTranscript, newProject } from '../support/talk.ts';
import { newUser, ok, type User } from '../support/user.ts';

let user: User;
let projectId: string;
beforeAll(async () => {
  user = await newUser();
  projectId = (await newProject(user.client)).id;
});

type Bytes = string | Uint8Array<ArrayBuffer>;

const put = (body: Bytes, type: string) =>
  putTranscript({ client: user.client, path: { projectId }, body: new Blob([body]), headers: { 'Content-Type': type } });

const SRT = 'application/x-subrip';
const VTT = 'text/vtt';
const TEXT = 'text/plain';
const JSON_WORDS = 'application/json';
const caption = (times: string, text = 'Some words here.'): string => `1\n${times}\n${text}\n`;
const words = (...items: unknown[]): string => JSON.stringify({ words: items });
const utf16 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]);
const latin1 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, 'latin1'));

describe('a transcript that is good', () => {
  it.each<[string, Bytes, string, { source: string; words: number; durationMs: number }]>([
    ['SRT', caption('00:00:01,000 --> 00:00:03,500'), SRT, { source: 'srt', words: 3, durationMs: 3_500 }],
    [
      'SRT with Windows lines and a byte order mark',
      `\uFEFF${caption('00:00:01,000 --> 00:00:03,500')}`.replaceAll('\n', '\r\n'),
      SRT,
      { source: 'srt', words: 3, durationMs: 3_500 },
    ],
    [
      'SRT in UTF-16',
      utf16(caption('00:00:01,000 --> 00:00:03,500', 'Zażółć gęślą jaźń')),
      SRT,
      { source: 'srt', words: 3, durationMs: 3_500 },
    ],
    ['VTT', 'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Hello there</v>\n', VTT, { source: 'vtt', words: 2, durationMs: 2_000 }],
    ['plain text, spread at 150 words a minute', 'One two three four five.\n', TEXT, { source: 'text', words: 5, durationMs: 2_000 }],
    [
      'JSON words',
      words({ text: 'Hello', start: 0.5, end: 1 }, { text: 'there', start: 1, end: 1.5 }),
      JSON_WORDS,
      { source: 'words', words: 2, durationMs: 1_500 },
    ],
    [
      'JSON words that overlap',
      words({ text: 'Hello', start: 0.5, end: 1.2 }, { text: 'there', start: 1, end: 1.5 }),
      JSON_WORDS,
      { source: 'words', words: 2, durationMs: 1_500 },
    ],
    [
      'SRT whose captions are out of order',
      `${caption('00:00:05,000 --> 00:00:06,000')}\n${caption('00:00:01,000 --> 00:00:02,000')}`,
      SRT,
      { source: 'srt', words: 6, durationMs: 6_000 },
    ],
  ])('%s is the project’s words', async (_, body, type, expected) => {
    expect((await ok(put(body, type))).transcript).toEqual(expected);
  });

  it('replaces the one before, and giving the same again changes nothing', async () => {
    const first = await giveTranscript(user.client, projectId, 'One sentence.\n', TEXT);
    const second = await giveTranscript(user.client, projectId, 'Quite another sentence.\n', TEXT);
    expect([first.transcript?.words, second.transcript?.words]).toEqual([2, 3]);
    expect((await giveTranscript(user.client, projectId, 'Quite another sentence.\n', TEXT)).etag).toBe(second.etag);
  });
});

describe('a transcript that is bad', () => {
  const many = Array.from({ length: LIMITS.transcriptWords.value + 1 }, () => 'word').join(' ');
  it.each<[string, Bytes, string, string, RegExp]>([
    ['empty', '', SRT, 'TRANSCRIPT_EMPTY', /./],
    ['blank', ' \n\n\t', TEXT, 'TRANSCRIPT_EMPTY', /./],
    ['without a spoken word', caption('00:00:01,000 --> 00:00:02,000', '[music]'), SRT, 'TRANSCRIPT_EMPTY', /./],
    ['of no words in JSON', words(), JSON_WORDS, 'TRANSCRIPT_EMPTY', /./],
    ['too many bytes', 'x'.repeat(LIMITS.transcriptBytes.value + 1), TEXT, 'TRANSCRIPT_TOO_LONG', /bytes/],
    ['too many words', many, TEXT, 'TRANSCRIPT_TOO_LONG', /60001 words/],
    ['longer than a project takes', caption('03:00:00,000 --> 03:00:01,000'), SRT, 'TRANSCRIPT_TOO_LONG', /10801 s/],
    ['binary', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0xff, 0xfe]), SRT, 'TRANSCRIPT_ENCODING', /line 1/],
    [
      'binary that calls itself text',
      Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0xff, 0xfe]),
      TEXT,
      'TRANSCRIPT_ENCODING',
      /line 1/,
    ],
    ['Latin-1', latin1(caption('00:00:01,000 --> 00:00:02,000', 'Müller sagt')), SRT, 'TRANSCRIPT_ENCODING', /line 3/],
    ['Latin-1 that calls itself text', latin1('First line.\nMüller sagt.\n'), TEXT, 'TRANSCRIPT_ENCODING', /line 2/],
    ['UTF-16 that calls itself text', utf16('Hello there.\n'), TEXT, 'TRANSCRIPT_ENCODING', /line 1/],
    ['SRT whose time is none', caption('00:00:0x,000 --> 00:00:02,000'), SRT, 'TRANSCRIPT_MALFORMED', /line 2/],
    ['SRT whose caption ends before it starts', caption('00:00:03,000 --> 00:00:02,000'), SRT, 'TRANSCRIPT_MALFORMED', /line 2/],
    ['VTT whose time is none', 'WEBVTT\n\n00:01.000 --> 00:xx.000\nHello\n', VTT, 'TRANSCRIPT_MALFORMED', /line 3/],
    ['no JSON', '{"words":[', JSON_WORDS, 'TRANSCRIPT_MALFORMED', /JSON/],
    ['JSON of another shape', '{"segments":[]}', JSON_WORDS, 'TRANSCRIPT_MALFORMED', /words/],
    [
      'JSON words out of order',
      words({ text: 'b', start: 2, end: 3 }, { text: 'a', start: 1, end: 2 }),
      JSON_WORDS,
      'TRANSCRIPT_MALFORMED',
      /words\[1\]\.start/,
    ],
    [
      'JSON words at negative times',
      words({ text: 'a', start: -1, end: 2 }),
      JSON_WORDS,
      'TRANSCRIPT_MALFORMED',
      /words\[0\]\.start.*negative/,
    ],
    [
      'JSON words that end before they start',
      words({ text: 'a', start: 2, end: 1 }),
      JSON_WORDS,
      'TRANSCRIPT_MALFORMED',
      /words\[0\]\.end/,
    ],
    ['JSON words without times', words({ text: 'a' }), JSON_WORDS, 'TRANSCRIPT_MALFORMED', /words\[0\]\.start/],
    [
      'JSON words at times that are no numbers',
      '{"words":[{"text":"a","start":1e999,"end":2}]}',
      JSON_WORDS,
      'TRANSCRIPT_MALFORMED',
      /words\[0\]\.start/,
    ],
  ])('%s is refused with its reason, and changes nothing', async (_, body, type, code, reason) => {
    const before = await giveTranscript(user.client, projectId, 'These words stay.\n', TEXT);
    const { error } = await put(body, type);
    expect(error?.code).toBe(code);
    expect([error?.title, error?.detail, ...(error?.issues ?? []).map(issue => `${issue.at}: ${issue.why}`)].join('\n')).toMatch(reason);
    expect((await ok(getProject({ client: user.client, path: { projectId } }))).etag).toBe(before.etag);
  });
});
