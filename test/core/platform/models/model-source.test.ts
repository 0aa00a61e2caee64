import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { AppError } from '../../../../core/src/errors/app-error.ts';
import type { ModelFiles } from '../../../../core/src/platform/models/model-files.ts';
import { modelFrom, type ModelSource } from '../../../../core/src/platform/models/model-source.ts';
import { WHISPER_MODEL } from '../../../../core/src/speech/recognise/whisper-model-kind.ts';

const GRAPHS = ['onnx/encoder_model_quantized.onnx', 'onnx/decoder_model_merged_quantized.onnx'];
const FILES: ReadonlyMap<string, string> = new Map(
  [...WHISPER_MODEL.settings, ...GRAPHS, 'README.md', 'onnx/encoder_model.onnx'].map(path => [
    path,
    path === 'config.json' ? '{"model_type":"whisper"}' : `bytes of ${path}`,
  ]),
);
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const gitHash = (text: string): string =>
  createHash('sha1')
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest('hex');
const COMMIT = 'a'.repeat(40);

const folders: string[] = [];
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});
const aFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'model-source-'));
  folders.push(folder);
  return folder;
};

/** A hub with one model; what it sends for a file can be another thing than it lists. */
const aHub = async (sent: ReadonlyMap<string, string> = FILES): Promise<{ readonly hub: string; readonly asked: string[] }> => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    asked.push(path);
    if (path === `/api/models/some/whisper/tree/${COMMIT}`) {
      const tree = [...FILES].map(([file, text]) => ({
        type: 'file',
        path: file,
        size: Buffer.byteLength(text),
        oid: gitHash(text),
        ...(file.endsWith('.onnx') && { lfs: { oid: sha256(text), size: Buffer.byteLength(text), pointerSize: 130 } }),
      }));
      response.end(JSON.stringify([{ type: 'directory', path: 'onnx', size: 0, oid: 'b'.repeat(40) }, ...tree]));
      return;
    }
    const text = sent.get(path.replace(`/some/whisper/resolve/${COMMIT}/`, ''));
    if (text === undefined) response.writeHead(404).end();
    else response.end(text);
  });
  servers.push(server);
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  return { hub: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
};

/** A bucket that is a folder. */
const aBucket = (folder: string): ModelFiles => ({
  download: async (key, path) => {
    await copyFile(join(folder, key), path).catch((cause: unknown) => {
      throw new AppError('UPLOAD_INCOMPLETE', { cause });
    });
  },
});

const source = async (given: Partial<ModelSource>): Promise<ModelSource> => ({
  models: null,
  name: null,
  hub: null,
  device: 'cpu',
  cache: await aFolder(),
  bucket: () => aBucket('/nonexistent'),
  ...given,
});

const NAME = `some/whisper@${COMMIT}`;

describe('a model of a hub', () => {
  it('is fetched once, only what is needed, pinned by its commit, and kept', async () => {
    const { hub, asked } = await aHub();
    const from = await source({ models: await aFolder(), name: NAME, hub });
    expect(await modelFrom(WHISPER_MODEL, from)).toMatchObject({
      name: 'some/whisper',
      variants: [{ device: 'cpu', dtype: 'q8' }],
      verified: true,
    });
    expect(asked).toHaveLength(1 + WHISPER_MODEL.settings.length + GRAPHS.length);
    await modelFrom(WHISPER_MODEL, from);
    await modelFrom(WHISPER_MODEL, { ...from, hub: null });
    expect(asked).toHaveLength(1 + WHISPER_MODEL.settings.length + GRAPHS.length);
  });

  it.each(['onnx/encoder_model_quantized.onnx', 'tokenizer.json'])(
    'is refused where %s is another file than that of the commit, and nothing of it stays',
    async path => {
      const { hub } = await aHub(new Map([...FILES, [path, FILES.get(path)!.replace('bytes', 'BYTES')]]));
      const models = await aFolder();
      await expect(modelFrom(WHISPER_MODEL, await source({ models, name: NAME, hub }))).rejects.toMatchObject({
        code: 'MODEL_UNAVAILABLE',
      });
      expect(await readdir(join(models, 'some'))).toEqual([]);
    },
  );

  it('is refused where the hub sends more than it listed, does not know it, or does not answer', async () => {
    const endless = await aHub(new Map([...FILES, ['config.json', 'x'.repeat(1_000_000)]]));
    await expect(modelFrom(WHISPER_MODEL, await source({ name: NAME, hub: endless.hub }))).rejects.toMatchObject({
      code: 'MODEL_UNAVAILABLE',
    });
    const other = `some/other@${COMMIT}`;
    await expect(modelFrom(WHISPER_MODEL, await source({ name: other, hub: endless.hub }))).rejects.toMatchObject({
      code: 'MODEL_UNAVAILABLE',
    });
    await expect(modelFrom(WHISPER_MODEL, await source({ name: NAME, hub: 'http://127.0.0.1:1' }))).rejects.toMatchObject({
      code: 'MODEL_UNAVAILABLE',
    });
  });

  it('is not asked for where no hub is allowed, and a branch is no pin', async () => {
    await expect(modelFrom(WHISPER_MODEL, await source({ models: await aFolder(), name: NAME }))).rejects.toMatchObject({
      code: 'MODEL_UNAVAILABLE',
    });
    const { hub, asked } = await aHub();
    await expect(modelFrom(WHISPER_MODEL, await source({ models: await aFolder(), name: 'some/whisper@main', hub }))).rejects.toMatchObject(
      {
        code: 'MODEL_UNAVAILABLE',
      },
    );
    expect(asked).toEqual([]);
  });
});

describe('a model in a bucket', () => {
  const stocked = async (list: string): Promise<string> => {
    const folder = await aFolder();
    for (const [path, text] of FILES) {
      await mkdir(dirname(join(folder, 'speech/base', path)), { recursive: true });
      await writeFile(join(folder, 'speech/base', path), text);
    }
    await writeFile(join(folder, 'speech/base/SHA256SUMS'), list);
    return folder;
  };
  const sums = [...FILES].map(([path, text]) => `${sha256(text)}  ${path}\n`).join('');

  it('is brought to the disk with what its list of checksums says, once', async () => {
    const folder = await stocked(sums);
    const from = await source({ models: 's3://models/speech/', name: 'base', bucket: () => aBucket(folder) });
    expect(await modelFrom(WHISPER_MODEL, from)).toMatchObject({ name: 'base', verified: true });
    expect(await modelFrom(WHISPER_MODEL, { ...from, bucket: () => aBucket('/nonexistent') })).toMatchObject({ name: 'base' });
  });

  it('is refused where a file differs from the list, or there is none, or nobody says which model', async () => {
    const changed = await stocked(sums.replace(sha256('bytes of tokenizer.json'), '0'.repeat(64)));
    const from = await source({ models: 's3://models/speech', name: 'base', bucket: () => aBucket(changed) });
    await expect(modelFrom(WHISPER_MODEL, from)).rejects.toMatchObject({
      code: 'MODEL_UNAVAILABLE',
      detail: expect.stringContaining('tokenizer.json'),
    });
    await expect(modelFrom(WHISPER_MODEL, { ...from, name: 'tiny' })).rejects.toMatchObject({
      detail: expect.stringContaining('SHA256SUMS'),
    });
    await expect(modelFrom(WHISPER_MODEL, { ...from, name: null })).rejects.toMatchObject({
      detail: expect.stringContaining('CUTAWAY_RECOGNISER'),
    });
  });
});
