import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CHECKSUMS_FILE, sha256Of } from './checksums.ts';
import { type ModelKind, noModel } from './model-kind.ts';
import { type Device, filesOf, variantsFor } from './model-variant.ts';

/** A model somewhere else, pinned: what is fetched is known by its checksum. */
export interface ModelShelf {
  /** For people: where that is. */
  readonly place: string;
  /** Paths within the model, and the SHA-256 of each where it is known beforehand. */
  readonly files: ReadonlyMap<string, string | null>;
  /** Writes a file. @throws AppError `MODEL_UNAVAILABLE` where it is not the one that was pinned */
  fetch(path: string, to: string): Promise<void>;
}

const fetchAll = async (kind: ModelKind, shelf: ModelShelf, paths: readonly string[], folder: string): Promise<string> => {
  const lines: string[] = [];
  for (const path of paths) {
    const to = join(folder, path);
    await mkdir(dirname(to), { recursive: true });
    await shelf.fetch(path, to);
    const [wanted, sum] = [shelf.files.get(path), await sha256Of(to)];
    if (typeof wanted === 'string' && wanted !== sum)
      throw noModel(kind, `${path} from ${shelf.place} is not the file that was pinned: its checksum differs.`);
    lines.push(`${sum}  ${path}\n`);
  }
  return lines.join('');
};

/**
 * Brings the files of a model that a device needs to this machine's disk, with a list of their checksums, unless they are
 * there. What is half there after a crash is fetched again.
 * @param folder where the model shall lie
 * @throws AppError `MODEL_UNAVAILABLE`
 */
export const bringModel = async (
  kind: ModelKind,
  open: () => Promise<ModelShelf>,
  { folder, device }: { readonly folder: string; readonly device: Device },
): Promise<void> => {
  if (existsSync(join(folder, CHECKSUMS_FILE))) return;
  const shelf = await open();
  const has = (path: string): boolean => shelf.files.has(path);
  const variants = variantsFor(kind, has, device);
  const paths = filesOf(
    kind,
    variants.map(({ dtype }) => dtype),
    has,
  );
  const missing = paths.filter(path => !has(path));
  if (variants.length === 0 || missing.length > 0)
    throw noModel(
      kind,
      `What lies at ${shelf.place} is no ${kind.name} in ONNX form${missing.length > 0 ? `: it lacks ${missing.join(', ')}` : ''}.`,
    );
  const partial = `${folder}.partial-${process.pid}`;
  try {
    await rm(partial, { recursive: true, force: true });
    await writeFile(join(await made(partial), CHECKSUMS_FILE), await fetchAll(kind, shelf, paths, partial));
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
};

const made = async (folder: string): Promise<string> => {
  await mkdir(folder, { recursive: true });
  return folder;
};
