import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { sha256Of } from '../../../../core/src/platform/models/checksums.ts';
import { findModel } from '../../../../core/src/platform/models/model-folder.ts';
import { WHISPER_MODEL } from '../../../../core/src/speech/recognise/whisper-model-kind.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

const write = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
};

const QUANTIZED = ['onnx/encoder_model_quantized.onnx', 'onnx/decoder_model_merged_quantized.onnx'];
const HALF = ['onnx/encoder_model_fp16.onnx', 'onnx/decoder_model_merged_fp16.onnx'];

/** Folder of models, each with its settings and these graphs; the files hold nothing that could be loaded. */
const modelsFolder = async (models: Readonly<Record<string, readonly string[]>>): Promise<string> => {
  const root = await mkdtemp(join(tmpdir(), 'models-'));
  folders.push(root);
  for (const [name, graphs] of Object.entries(models)) {
    for (const file of [...WHISPER_MODEL.settings, ...graphs])
      await write(join(root, name, file), file === 'config.json' ? '{"model_type":"whisper"}' : file);
  }
  return root;
};

const unavailable = (why: string): object => ({ code: 'MODEL_UNAVAILABLE', detail: expect.stringContaining(why) });

describe('findModel', () => {
  it('says how to get a model where there is none', async () => {
    await expect(findModel(WHISPER_MODEL, { root: null, name: null, device: 'cpu' })).rejects.toMatchObject(unavailable('CUTAWAY_MODELS'));
    await expect(findModel(WHISPER_MODEL, { root: '/nonexistent', name: null, device: 'cpu' })).rejects.toMatchObject(
      unavailable('no folder /nonexistent'),
    );
    const root = await modelsFolder({});
    await write(join(root, 'silero', 'config.json'), '{"model_type":"custom"}');
    await expect(findModel(WHISPER_MODEL, { root, name: null, device: 'cpu' })).rejects.toMatchObject(unavailable('no Whisper model'));
    await expect(findModel(WHISPER_MODEL, { root, name: 'silero', device: 'cpu' })).rejects.toMatchObject(
      unavailable('no Whisper model silero'),
    );
  });

  it('finds the only one, in the layout of a hub too', async () => {
    const root = await modelsFolder({ 'somebody/whisper-base': QUANTIZED });
    expect(await findModel(WHISPER_MODEL, { root, name: null, device: 'cpu' })).toMatchObject({
      name: 'somebody/whisper-base',
      variants: [{ device: 'cpu', dtype: 'q8' }],
      verified: false,
    });
  });

  it('does not guess between several', async () => {
    const root = await modelsFolder({ base: QUANTIZED, tiny: QUANTIZED });
    await expect(findModel(WHISPER_MODEL, { root, name: null, device: 'cpu' })).rejects.toMatchObject(unavailable('CUTAWAY_RECOGNISER'));
    expect((await findModel(WHISPER_MODEL, { root, name: 'tiny', device: 'cpu' })).name).toBe('tiny');
  });

  it('takes half precision on a GPU, with the processor behind it', async () => {
    const root = await modelsFolder({ base: [...QUANTIZED, ...HALF] });
    expect((await findModel(WHISPER_MODEL, { root, name: null, device: 'cuda' })).variants).toEqual([
      { device: 'cuda', dtype: 'fp16' },
      { device: 'cpu', dtype: 'q8' },
    ]);
  });

  it('refuses a model with a part missing', async () => {
    const root = await modelsFolder({ base: QUANTIZED.slice(1) });
    await expect(findModel(WHISPER_MODEL, { root, name: null, device: 'cpu' })).rejects.toMatchObject(unavailable('graphs'));
    const whole = await modelsFolder({ base: QUANTIZED });
    await rm(join(whole, 'base', 'tokenizer.json'));
    await expect(findModel(WHISPER_MODEL, { root: whole, name: null, device: 'cpu' })).rejects.toMatchObject(
      unavailable('lacks tokenizer.json'),
    );
  });

  it.each(['base/SHA256SUMS', 'SHA256SUMS'])('compares with the checksums in %s', async list => {
    const root = await modelsFolder({ base: QUANTIZED });
    const prefix = list.startsWith('base/') ? '' : 'base/';
    const lines = await Promise.all(
      [...WHISPER_MODEL.settings, ...QUANTIZED].map(async file => `${await sha256Of(join(root, 'base', file))}  ${prefix}${file}`),
    );
    await write(join(root, list), `${lines.join('\n')}\n`);
    expect((await findModel(WHISPER_MODEL, { root, name: null, device: 'cpu' })).verified).toBe(true);
    await write(join(root, 'base', QUANTIZED[0]!), 'another model');
    await expect(findModel(WHISPER_MODEL, { root, name: null, device: 'cpu' })).rejects.toMatchObject(
      unavailable('not the one that was pinned'),
    );
  });

  it('refuses a file that the list of checksums does not know', async () => {
    const root = await modelsFolder({ base: QUANTIZED });
    await write(join(root, 'base', 'SHA256SUMS'), `${'0'.repeat(64)}  README.md\n`);
    await expect(findModel(WHISPER_MODEL, { root, name: null, device: 'cpu' })).rejects.toMatchObject(unavailable('differs'));
  });
});
