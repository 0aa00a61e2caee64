import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import type { ModelShelf } from './bring-model.ts';
import { type ModelKind, noModel } from './model-kind.ts';

/** One file of a commit: large ones by their SHA-256, small ones by the hash that Git gives them. */
const TreeEntry = z.object({
  type: z.string(),
  path: z.string(),
  size: z.int().nonnegative(),
  oid: z.string(),
  lfs: z.object({ oid: z.string().regex(/^[0-9a-f]{64}$/) }).optional(),
});
type TreeEntry = z.infer<typeof TreeEntry>;

/** `owner/name` at a commit; a branch can change under one's hands and is no pin. */
const PINNED = /^([\w.-]+\/[\w.-]+)@([0-9a-f]{40})$/;

/** A list of files is small; a file of weights takes as long as it takes. */
const LIST_MS = 30_000;
const FILE_MS = 3_600_000;

/** @returns repository and commit; null where the name is none of a hub's */
export const pinOf = (name: string): { readonly repository: string; readonly commit: string } | null => {
  const [, repository, commit] = PINNED.exec(name) ?? [];
  return repository === undefined || commit === undefined ? null : { repository, commit };
};

const gitHashOf = async (path: string): Promise<string> => {
  const hash = createHash('sha1').update(`blob ${(await stat(path)).size}\0`);
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
};

const answerOf = async (kind: ModelKind, address: string, milliseconds: number): Promise<Response> => {
  const answer = await fetch(address, { signal: AbortSignal.timeout(milliseconds) }).catch((error: unknown) => {
    throw noModel(kind, `The model hub does not answer (${error instanceof Error ? error.message : 'no reason given'}).`);
  });
  if (!answer.ok) throw noModel(kind, `The model hub answers ${answer.status} to ${new URL(address).pathname}.`);
  return answer;
};

const download = async (kind: ModelKind, address: string, { path, size, oid, lfs }: TreeEntry, to: string): Promise<void> => {
  const { body } = await answerOf(kind, address, FILE_MS);
  if (body === null) throw noModel(kind, `The model hub sent nothing for ${path}.`);
  let bytes = 0;
  await pipeline(
    Readable.fromWeb(body),
    async function* (blocks: AsyncIterable<Uint8Array>) {
      for await (const block of blocks) {
        bytes += block.length;
        if (bytes > size) throw noModel(kind, `The model hub sends more of ${path} than it has.`);
        yield block;
      }
    },
    createWriteStream(to),
  );
  if (lfs === undefined && (await gitHashOf(to)) !== oid) throw noModel(kind, `${path} from the model hub is not the file of that commit.`);
};

/**
 * A model on a hub, at one commit: the hub's list of that commit says what each file must be.
 * @param hub for example `https://huggingface.co` @param name `owner/name@commit`
 * @throws AppError `MODEL_UNAVAILABLE`
 */
export const hubShelf = async (kind: ModelKind, hub: string, name: string): Promise<ModelShelf> => {
  const pin = pinOf(name);
  if (pin === null) throw noModel(kind, `"${name}" does not say which commit: write owner/name@commit.`);
  const { repository, commit } = pin;
  const list = await answerOf(kind, `${hub}/api/models/${repository}/tree/${commit}?recursive=true`, LIST_MS);
  const tree = z.array(TreeEntry).safeParse(await list.json());
  if (!tree.success) throw noModel(kind, 'The model hub answers something that is no list of files.');
  const entries = new Map(tree.data.filter(({ type }) => type === 'file').map(entry => [entry.path, entry]));
  return {
    place: `${hub}/${repository}`,
    files: new Map([...entries].map(([path, { lfs }]) => [path, lfs?.oid ?? null])),
    fetch: async (path, to) => {
      const entry = entries.get(path);
      if (entry === undefined) throw noModel(kind, `${path} is not part of ${name}.`);
      await download(kind, `${hub}/${repository}/resolve/${commit}/${path}`, entry, to);
    },
  };
};
