import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TimelineDocument } from '../../../core/src/timeline/exports/timeline-json.ts';
import { runCommand, type CommandResult } from '../../cli/run-command.ts';
import { aJpeg } from '../../core/images/acquire/pictures.ts';
import { STAGE } from '../support/stage.ts';
import { keyOf, newUser } from '../support/user.ts';

const folder = mkdtempSync(join(tmpdir(), 'cutaway-glossary-'));
let key: string;
beforeAll(async () => {
  key = await keyOf(await newUser(), 'editor');
  writeFileSync(join(folder, 'mara.jpg'), await aJpeg(1_200, 900));
  writeFileSync(join(folder, 'talk.txt'), 'Our founder is Mara Quillfeather.\nShe built the first workshop here with her own hands.\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cutaway = (...args: readonly string[]): Promise<CommandResult> =>
  runCommand([...args, '--api-url', STAGE.apiUrl], folder, { CUTAWAY_API_KEY: key });

describe('cutaway glossary', () => {
  it('gives a name a picture in one step, which the next talk shows with its credit', async () => {
    const given = await cutaway('glossary', 'picture', 'Mara Quillfeather', 'mara.jpg', '--credit', 'Photo: T. Reed', '--alias', 'Mara');
    expect([given.code, given.stdout]).toEqual([
      0,
      expect.stringMatching(/^Mara Quillfeather is shown by your picture [0-9a-f]{12}; also said: Mara\n$/),
    ]);
    expect((await cutaway('glossary', 'list')).stdout).toBe(given.stdout);
    const talk = await cutaway('enrich', 'talk.txt', '--out', 'out');
    expect([talk.code, talk.stdout]).toEqual([0, expect.stringContaining('Photo: T. Reed')]);
    const { cues } = TimelineDocument.parse(JSON.parse(readFileSync(join(folder, 'out/timeline.json'), 'utf8')));
    const [cue] = cues.filter(({ entity }) => entity.kind === 'owner');
    expect(cue).toMatchObject({ entity: { label: 'Mara Quillfeather' }, image: { provider: 'owner' }, credit: 'Photo: T. Reed' });
    expect(readdirSync(join(folder, 'out/images'))).toContain(cue!.image.file.replace('images/', ''));
  }, 120_000);

  it('says what is wrong with a file, and with a name of which nothing is said', async () => {
    writeFileSync(join(folder, 'notes.txt'), 'no picture');
    const wrong = await cutaway('glossary', 'picture', 'Mara', 'notes.txt');
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('[IMAGE_UNSUPPORTED]')]);
    expect((await cutaway('glossary', 'picture', 'Mara', 'missing.jpg')).code).toBe(2);
    const unknown = await cutaway('glossary', 'remove', 'Nobody');
    expect([unknown.code, unknown.stderr]).toEqual([2, 'Nothing is said about Nobody.\n']);
  }, 60_000);

  it('pins, bans and forgets names, and deletes a picture with its name', async () => {
    expect((await cutaway('glossary', 'pin', 'Mercury', 'Q308')).stdout).toBe('Mercury is Q308\n');
    expect((await cutaway('glossary', 'ban', 'Acme')).stdout).toBe('Acme is never shown\n');
    for (const args of [['mercury'], ['ACME'], ['mara quillfeather', '--picture']])
      expect([args, (await cutaway('glossary', 'remove', ...args)).code]).toEqual([args, 0]);
    expect((await cutaway('glossary', 'list')).stdout).toBe('Nothing is said about any name.\n');
  }, 60_000);
});
