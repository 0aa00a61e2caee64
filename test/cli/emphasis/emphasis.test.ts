import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { EXIT } from '../../../cli/exit-code.ts';
import { committed, itWithFixture } from '../../support/fixtures.ts';
import { runCommand } from '../run-command.ts';

const CLIP = committed('samples/warren-commission.wav');
const WORDS = committed('samples/warren-commission.json');

const Share = z.number().min(0).max(1);
/** What the documented line of output promises. */
const Answer = z.object({
  words: z.array(
    z.object({
      text: z.string(),
      prominence: z.number().nonnegative(),
      boundary: z.number().nonnegative(),
      accent: z.object({ probability: Share, class: z.union([z.literal(0), z.literal(1), z.literal(2)]) }),
      emphasised: z.boolean(),
      score: Share,
      confidence: Share,
      modalities: z.object({ acoustic: Share.nullable(), prosodic: Share.nullable(), linguistic: Share }),
      why: z.string().min(1),
    }),
  ),
});

const folderWith = (name: string, content: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'emphasis-'));
  writeFileSync(join(folder, name), content);
  return folder;
};

const batch = async (lines: readonly (string | object)[]) => {
  const folder = folderWith('in.jsonl', lines.map(line => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  const { code, stdout } = await runCommand(['emphasis', '--batch', 'in.jsonl'], folder);
  return {
    code,
    answers: stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line)),
  };
};

const textOnly = (id: string, text: string) => ({ id, words: text.split(' ').map(word => ({ text: word })) });

describe('cutaway emphasis', () => {
  it('answers a recording with one word for each given word, the same bytes every time', async () => {
    const args = ['emphasis', CLIP, '--words', WORDS, '--json'];
    const [first, second] = [await runCommand(args), await runCommand(args)];
    expect(first.code).toBe(EXIT.completed);
    const hash = (text: string) => createHash('sha256').update(text).digest('hex');
    expect(hash(first.stdout)).toBe(hash(second.stdout));
    const texts = z.object({ words: z.array(z.object({ text: z.string() })) }).parse(JSON.parse(readFileSync(WORDS, 'utf8')));
    expect(Answer.parse(JSON.parse(first.stdout)).words.map(({ text }) => text)).toEqual(texts.words.map(({ text }) => text));
  }, 60_000);

  it('prints a table with a bar, a number and a reason for each word', async () => {
    const { stdout } = await runCommand(['emphasis', CLIP, '--words', WORDS]);
    expect(stdout).toMatch(/●\s+confident\s+█+\S*\s+0\.\d\d\s+\d\.\d\d\s+\d+ %\s+\+\d\.\d st/u);
  }, 60_000);

  it('judges text without audio, in order, whether punctuation stands alone or not', async () => {
    const { code, answers } = await batch([
      textOnly('joined', 'He rollicks through art, with the recklessness of the tourist.'),
      textOnly('apart', 'He rollicks through art , with the recklessness of the tourist .'),
    ]);
    expect(code).toBe(EXIT.completed);
    const [joined, apart] = answers.map(answer => Answer.parse(answer).words);
    const spoken = apart!.filter(({ text }) => /\w/u.test(text));
    expect(spoken.map(word => word.accent)).toEqual(joined!.map(word => word.accent));
    expect(apart!.filter(({ text }) => text === ',')).toEqual([
      expect.objectContaining({ emphasised: false, score: 0, accent: { probability: 0, class: 0 } }),
    ]);
    for (const { accent } of joined!) expect(accent.class > 0).toBe(accent.probability >= 0.5);
  }, 60_000);

  it('finds the times of words that come without any, and measures them', async () => {
    const words = [
      'As',
      'has',
      'been',
      'pointed',
      'out,',
      'the',
      'Commission',
      'has',
      'not',
      'resolved',
      'all',
      'the',
      'proposals',
      'which',
      'could',
      'be',
      'made.',
    ];
    const { answers } = await batch([
      { id: 'a', audio: committed('test/fixtures/speech/LJ050-0276.flac'), words: words.map(text => ({ text })) },
    ]);
    expect(answers[0].words.map((word: { text: string }) => word.text)).toEqual(words);
    expect(answers[0].words[16]).toMatchObject({ timeSource: 'aligned', modalities: { acoustic: expect.any(Number) } });
  }, 60_000);

  it('puts an error with its code in the place of a line that cannot be answered, and goes on', async () => {
    const { code, answers } = await batch([
      '{"id":"broken"',
      { id: 'no file', audio: 'missing.wav', words: [{ text: 'a' }] },
      { id: 'no media', audio: committed('package.json'), words: [{ text: 'a' }] },
      '{"id":"NaN","words":[{"text":"a","start":NaN,"end":1}]}',
      textOnly('good', 'It was good.'),
    ]);
    expect(code).toBe(EXIT.partial);
    expect(answers.map(answer => answer.error?.code ?? 'none')).toEqual([
      'BAD_REQUEST',
      'NOT_FOUND',
      'MEDIA_UNSUPPORTED',
      'BAD_REQUEST',
      'none',
    ]);
    expect(answers.map(answer => answer.id)).toEqual([null, 'no file', 'no media', null, 'good']);
  }, 60_000);

  it('says how to get the words, or a recogniser, where there is neither', async () => {
    const { code, stdout, stderr } = await runCommand(['emphasis', CLIP], committed('.'), { CUTAWAY_MODELS: '' });
    expect([code, stdout]).toEqual([EXIT.failed, '']);
    expect(stderr).toMatch(/Give the words with it.*CUTAWAY_MODELS.*\[MODEL_UNAVAILABLE\]/u);
  }, 60_000);

  itWithFixture(
    'models/whisper-tiny.en',
    'recognises the words of a recording that comes alone, and measures them',
    async folder => {
      const args = ['emphasis', committed('test/fixtures/align/jfk.wav'), '--json'];
      const { code, stdout } = await runCommand(args, committed('.'), { CUTAWAY_MODELS: dirname(folder) });
      expect(code).toBe(EXIT.completed);
      const { words } = Answer.parse(JSON.parse(stdout));
      expect(words).toHaveLength(22);
      expect(words.some(({ emphasised }) => emphasised)).toBe(true);
    },
    120_000,
  );

  it.each([
    ['nothing given', ['emphasis']],
    ['a missing file of words', ['emphasis', CLIP, '--words', 'nowhere.json']],
    ['a missing recording', ['emphasis', 'nowhere.wav', '--words', WORDS]],
    ['a recording that is none', ['emphasis', committed('package.json'), '--words', WORDS]],
    ['a sensitivity that does not exist', ['emphasis', CLIP, '--words', WORDS, '--sensitivity', 'extreme']],
    ['a missing batch', ['emphasis', '--batch', 'nowhere.jsonl']],
    ['a batch beside words', ['emphasis', '--batch', 'in.jsonl', '--words', WORDS]],
  ])(
    'says what is wrong with %s and ends with the code for it',
    async (_, args) => {
      const { code, stdout, stderr } = await runCommand(args);
      expect([code, stdout]).toEqual([EXIT.usage, '']);
      expect(stderr).toMatch(/\w{4}/u);
      expect(stderr).not.toMatch(/\n\s+at /u);
    },
    60_000,
  );
});
