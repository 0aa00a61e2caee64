import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadAligner } from '../../../../../core/src/speech/align/model/load-aligner.ts';
import { PHONE_STATES } from '../../../../../core/src/speech/align/model/transitions.ts';
import { MODEL_FOLDER, theModel } from '../aligner.ts';

const damaged = async (name: string, change: (file: Buffer) => Buffer): Promise<unknown> => {
  const folder = await mkdtemp(join(tmpdir(), 'aligner-'));
  try {
    await cp(MODEL_FOLDER, folder, { recursive: true });
    await writeFile(join(folder, name), change(await readFile(join(MODEL_FOLDER, name))));
    return await loadAligner(folder).catch((error: unknown) => error);
  } finally {
    await rm(folder, { recursive: true });
  }
};

describe('loadAligner', () => {
  it('reads the model in the shape its README gives', async () => {
    const { phones, gaussians, weights, transitions } = await theModel();
    expect(phones.names).toHaveLength(42);
    expect(phones.names[phones.silence]).toBe('SIL');
    expect(phones.names.filter((_, phone) => phones.fillers[phone])).toEqual(['+NSN+', '+SPN+', 'SIL']);
    expect(phones.codebooks).toHaveLength(5_126);
    expect(gaussians.codebooks).toBe(42);
    expect(weights).toHaveLength(5_126 * 3 * 128);
    expect(transitions.stay).toHaveLength(42 * PHONE_STATES);
  });

  it('finds senones of the right phone for every phone in every context and position', async () => {
    const { phones } = await theModel();
    const phone = fc.integer({ min: 0, max: 41 });
    fc.assert(
      fc.property(fc.constantFrom(0, 1, 2, 3), phone, phone, phone, (position, middle, left, right) => {
        const at = phones.sequenceOf(position, middle, left, right) * PHONE_STATES;
        for (const senone of phones.sequences.subarray(at, at + PHONE_STATES)) expect(phones.codebooks[senone]).toBe(middle);
      }),
    );
  });

  it('has transitions that are probabilities', async () => {
    const { transitions } = await theModel();
    transitions.stay.forEach((stay, row) => expect(Math.exp(stay) + Math.exp(transitions.leave[row]!)).toBeCloseTo(1, 5));
  });

  it('knows every pronunciation of a word, and none of a word that does not exist', async () => {
    const { dictionary, phones } = await theModel();
    const names = dictionary.pronunciations('tomato').map(sounds => sounds.map(phone => phones.names[phone]).join(' '));
    expect(names).toEqual(['T AH M EY T OW', 'T AH M AA T OW']);
    expect(dictionary.pronunciations('brzlfx')).toEqual([]);
    expect(dictionary.pronunciations('toString')).toEqual([]);
  });

  it('spells any word by rule with phones of the model', async () => {
    const { letterToSound, phones } = await theModel();
    expect(letterToSound('bandit').map(phone => phones.names[phone])).toEqual(['B', 'AE', 'N', 'D', 'AH', 'T']);
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,20}$/), word => {
        for (const phone of letterToSound(word)) expect(phones.fillers[phone]).toBe(false);
      }),
    );
  });

  it.each([
    ['means', (file: Buffer) => file.subarray(0, 100_000)],
    ['variances', (file: Buffer) => Buffer.concat([Buffer.from('nonsense'), file])],
    ['mdef', (file: Buffer) => Buffer.from(file).fill(0, 0, 4)],
    ['sendump', (file: Buffer) => file.subarray(0, -1)],
    ['transition_matrices', () => Buffer.alloc(0)],
  ])('says which file is damaged: %s', async (name, change) => {
    expect(await damaged(name, change)).toMatchObject({ code: 'INTERNAL' });
  });
});
