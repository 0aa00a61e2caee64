import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { EXIT } from '../../../cli/exit-code.ts';
import { committed } from '../../support/fixtures.ts';
import { runCommand } from '../run-command.ts';

const JFK = committed('test/fixtures/align/jfk.wav');
const TEXT = 'And so, my fellow Americans, ask not what your country can do for you, ask what you can do for your country.';

const folderWith = (name: string, content: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'align-'));
  writeFileSync(join(folder, name), content);
  return folder;
};

describe('cutaway align', () => {
  it('finds every word of a plain text in its recording', async () => {
    const { code, stdout } = await runCommand(['align', JFK, '--words', 'jfk.txt', '--json'], folderWith('jfk.txt', TEXT));
    const { method, words, rejected } = JSON.parse(stdout);
    expect([code, method, rejected]).toEqual([EXIT.completed, 'acoustic', []]);
    expect(words).toHaveLength(22);
    expect(words[5]).toMatchObject({
      text: 'ask',
      timeSource: 'aligned',
      flagged: false,
      phones: [{ phone: 'AE' }, { phone: 'S' }, { phone: 'K' }],
    });
    expect(words[5].start).toBeGreaterThan(3.2);
    expect(words[5].start).toBeLessThan(3.32);
  }, 60_000);

  it('prints a table with times, confidence and phones', async () => {
    const { stdout } = await runCommand(['align', JFK, '--words', 'jfk.txt'], folderWith('jfk.txt', TEXT));
    expect(stdout).toMatch(/3\.2\d\d\s+3\.\d{3}\s+ask\s+\d+ %\s+± 20 ms\s+AE S K/u);
  }, 60_000);

  it('flags a text that is not said, and says so, instead of bending it', async () => {
    const wrong = 'Nobody here speaks about bananas, umbrellas, or the weather in Finland on Thursday.';
    const { code, stdout } = await runCommand(['align', JFK, '--words', 'wrong.txt', '--json'], folderWith('wrong.txt', wrong));
    const { words, rejected, notes } = JSON.parse(stdout);
    expect([code, rejected]).toEqual([EXIT.completed, [{ fromWord: 0, toWord: words.length - 1 }]]);
    expect(notes).toEqual([expect.stringContaining('does not fit')]);
    expect(words.some((word: { timeSource: string }) => word.timeSource === 'aligned')).toBe(false);
  }, 60_000);

  it('says that other languages are not found in the sound', async () => {
    const { stdout } = await runCommand(['align', JFK, '--words', 'jfk.txt', '--language', 'fi', '--json'], folderWith('jfk.txt', TEXT));
    expect(JSON.parse(stdout)).toMatchObject({
      method: 'none',
      notes: expect.arrayContaining([expect.stringContaining('English only, not for fi')]),
    });
  }, 60_000);

  it('answers a batch line by line, with an error in the place of what cannot be answered', async () => {
    const line = { id: 7, audio: JFK, words: TEXT.split(' ').map(text => ({ text })) };
    const folder = folderWith('in.jsonl', [JSON.stringify({ id: 'silent', words: [{ text: 'a' }] }), JSON.stringify(line)].join('\n'));
    const { code, stdout } = await runCommand(['align', '--batch', 'in.jsonl'], folder);
    const answers = stdout
      .trim()
      .split('\n')
      .map(answer => JSON.parse(answer));
    expect(code).toBe(EXIT.partial);
    expect(answers[0]).toMatchObject({ id: 'silent', error: { code: 'BAD_REQUEST' } });
    expect(answers[1].id).toBe(7);
    expect(answers[1].words).toHaveLength(22);
  }, 60_000);
});
