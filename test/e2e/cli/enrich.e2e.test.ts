import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TimelineDocument } from '../../../core/src/timeline/exports/timeline-json.ts';
import { Manifest } from '../../../core/src/timeline/manifest.ts';
import { runCommand, type CommandResult } from '../../cli/run-command.ts';
import { during } from '../support/sandbox.ts';
import { STAGE } from '../support/stage.ts';
import { SHORT_TALK } from '../support/talk.ts';
import { silentWav } from '../support/upload.ts';
import { keyOf, newUser } from '../support/user.ts';

const folder = mkdtempSync(join(tmpdir(), 'cutaway-enrich-'));
const write = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return name;
};
let key: string;
let viewerKey: string;
beforeAll(async () => {
  const user = await newUser();
  key = await keyOf(user, 'editor');
  viewerKey = await keyOf(user, 'viewer');
  write('talk.srt', SHORT_TALK);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cutaway = (args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<CommandResult> =>
  runCommand(args, folder, { CUTAWAY_API_KEY: key, CUTAWAY_HOME: join(folder, 'no-local-stage'), ...environment });
const enrich = (file: string, ...args: readonly string[]): Promise<CommandResult> =>
  cutaway(['enrich', file, '--api-url', STAGE.apiUrl, ...args]);

/** What a person may be shown: no stack of ours. */
const isPlain = ({ stderr }: CommandResult): boolean => !/\n\s+at .*[.:]\d+/.test(stderr) && stderr.trim() !== '';

describe('cutaway enrich', () => {
  it('writes everything there is to a talk into a folder, and prints its timeline', async () => {
    const result = await enrich('talk.srt', '--out', 'out/deeper');
    expect([result.code, result.stdout]).toEqual([0, expect.stringContaining('NASA (Q23548)')]);
    const out = join(folder, 'out/deeper');
    expect(readdirSync(out).sort()).toEqual(['credits.md', 'images', 'manifest.json', 'storyboard.html', 'timeline.json', 'timeline.srt']);
    const read = (name: string): string => readFileSync(join(out, name), 'utf8');
    const timeline = TimelineDocument.strict().parse(JSON.parse(read('timeline.json')));
    expect(timeline.cues.length).toBeGreaterThan(0);
    for (const cue of timeline.cues) {
      expect(existsSync(join(out, cue.image.file))).toBe(true);
      expect([cue.credit, cue.licence.name, cue.why].every(text => text !== '')).toBe(true);
    }
    const manifest = Manifest.parse(JSON.parse(read('manifest.json')));
    expect(manifest.images.map(image => image.file).sort()).toEqual(
      readdirSync(join(out, 'images'))
        .map(name => `images/${name}`)
        .sort(),
    );
    expect(read('timeline.srt')).toContain('-->');
    expect(read('credits.md')).toContain('Wikimedia Commons');
    // Which stages it shows depends on when it asks: the last ones are over in less than the time between two questions.
    expect(result.stderr).toMatch(/^\w+( \d+ %)?: [^]*\ncompleted 100 %: Done\.\n/);
  });

  it('prints the timeline as JSON and nothing else on standard output', async () => {
    const { code, stdout } = await enrich('talk.srt', '--json', '--preset', 'tiktok');
    expect([code, Object.keys(JSON.parse(stdout) as object)]).toEqual([0, expect.arrayContaining(['cues', 'durationMs'])]);
  });

  it('ends with 3 where something is missing, and says what', async () => {
    write('partial.srt', '1\n00:00:00,000 --> 00:00:05,000\nMahatma Gandhi led the independence movement of India.\n');
    const fault = { provider: 'wikimedia', on: 'api', fault: 'http-500' } as const;
    const { code, stderr } = await during(STAGE.sandboxUrl, [fault, { provider: 'pexels', on: 'api', fault: 'down' }], () => {
      // The job waits for a breaker once before it goes on without.
      return enrich('partial.srt');
    });
    expect([code, stderr]).toEqual([3, expect.stringMatching(/missing at \w+: .+ \[[A-Z_]+\]/)]);
  });

  it('ends with 1 where the work failed, with the reason and its code', async () => {
    write('silence.wav', silentWav(0));
    write('words.json', '{"words":[{"text":"Hello","start":0,"end":1}]}');
    const result = await enrich('silence.wav', '--words', 'words.json');
    expect([result.code, result.stderr]).toEqual([1, expect.stringContaining('[MEDIA_NO_AUDIO]')]);
  });
});

describe('cutaway enrich ends with 2, in plain words, for', () => {
  beforeAll(() => {
    write('empty.srt', '');
    write('broken.srt', '1\n00:00:0x,000 --> 00:00:02,000\nHello\n');
    write('text.mp4', 'This is no video at all. '.repeat(40));
    write('binary.srt', Uint8Array.from([0xff, 0x00, 0x89, 0x50]));
    mkdirSync(join(folder, 'directory.srt'), { recursive: true });
    write('file-in-the-way', 'x');
  });

  it.each<[string, readonly string[], RegExp]>([
    ['a file that is not there', ['nothing.srt'], /There is no file .*nothing\.srt/],
    ['a folder', ['directory.srt'], /is not a file/],
    ['an empty file', ['empty.srt'], /is empty/],
    ['a transcript that is malformed', ['broken.srt'], /line 2.*\n?.*|\[TRANSCRIPT_MALFORMED\]/],
    ['a transcript that is no text', ['binary.srt'], /\[TRANSCRIPT_ENCODING\]/],
    ['what is no media', ['text.mp4'], /\[MEDIA_UNSUPPORTED\]/],
    ['words that are no transcript', ['talk.srt', '--words', 'text.mp4'], /is not a transcript/],
    ['a folder for results that cannot be made', ['talk.srt', '--out', 'file-in-the-way/out'], /cannot be written to/],
    ['a number that is none', ['talk.srt', '--cues-per-minute', 'many'], /A number is needed/],
    ['a number out of range', ['talk.srt', '--cues-per-minute', '300'], /settings\.cuesPerMinute/],
    ['an unknown choice', ['talk.srt', '--preset', 'cinema'], /Allowed choices are/],
    ['an unknown option', ['talk.srt', '--colour'], /unknown option/],
    ['no file', [], /missing required argument/],
  ])('%s', async (_, [file, ...args], words) => {
    const result = await (file === undefined ? cutaway(['enrich']) : enrich(file, ...args));
    expect([result.code, result.stderr]).toEqual([2, expect.stringMatching(words)]);
    expect(isPlain(result)).toBe(true);
  });

  it('a file that may not be read', async () => {
    // The superuser may read everything.
    if (process.getuid?.() === 0) return;
    chmodSync(join(folder, write('secret.srt', SHORT_TALK)), 0);
    expect(await enrich('secret.srt')).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot be read') });
  });
});

describe('cutaway without a stage that answers', () => {
  it.each<[string, readonly string[], RegExp]>([
    ['none runs here', ['enrich', 'talk.srt'], /No local stage is running/],
    ['nothing answers', ['enrich', 'talk.srt', '--api-url', 'http://127.0.0.1:9'], /Nothing answers at http:\/\/127\.0\.0\.1:9/],
    ['the address is none', ['enrich', 'talk.srt', '--api-url', 'nonsense'], /Nothing answers at nonsense/],
  ])('ends with 4 where %s', async (_, args, words) => {
    const result = await cutaway(args);
    expect([result.code, result.stderr]).toEqual([4, expect.stringMatching(words)]);
    expect(isPlain(result)).toBe(true);
  });

  it('ends with 4 where something else answers', async () => {
    const other = createServer((_, response) => response.end('<h1>Hello</h1>'));
    await new Promise<void>(done => other.listen(0, '127.0.0.1', done));
    const address = other.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    const result = await cutaway(['enrich', 'talk.srt', '--api-url', url]);
    other.close();
    expect([result.code, result.stderr]).toEqual([4, expect.stringContaining('is no Cutaway stage')]);
  });
});

describe('cutaway ends with 5 where the stage refuses', () => {
  it('a key that is none, one of a viewer, and no key at all', async () => {
    const [wrong, viewer, none] = await Promise.all(
      ['ctw_nonsense', viewerKey, ''].map(other => cutaway(['enrich', 'talk.srt', '--api-url', STAGE.apiUrl], { CUTAWAY_API_KEY: other })),
    );
    expect([wrong!.code, wrong!.stderr]).toEqual([5, expect.stringContaining('[UNAUTHENTICATED]')]);
    expect([viewer!.code, viewer!.stderr]).toEqual([5, expect.stringContaining('[FORBIDDEN]')]);
    expect([none!.code, none!.stderr]).toEqual([5, expect.stringContaining('CUTAWAY_API_KEY')]);
  });
});

describe('cutaway itself', () => {
  it('explains itself, and every command its options', async () => {
    const help = await cutaway(['--help']);
    expect([help.code, help.stdout]).toEqual([0, expect.stringMatching(/Exit codes: 0 completed/)]);
    expect((await cutaway(['enrich', '--help'])).stdout).toContain('--words');
    expect(await cutaway(['nothing'])).toMatchObject({ code: 2, stderr: expect.stringContaining('unknown command') });
  });
});
