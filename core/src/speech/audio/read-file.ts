import { type FileHandle, open } from 'node:fs/promises';

const BLOCK_BYTES = 256 * 1_024;

/** @returns the bytes from `at`, fewer at the end of the file */
export const readAt = async (file: FileHandle, at: number, length: number): Promise<Buffer> => {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, at);
  return buffer.subarray(0, bytesRead);
};

/** @returns what `read` made of the open file, which is closed in any case */
export const withFile = async <T>(path: string, read: (file: FileHandle, size: number) => Promise<T>): Promise<T> => {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return await read(file, size);
  } finally {
    await file.close();
  }
};

/** The bytes from `start` to before `end`, in blocks that belong to the reader. */
export async function* readBlocks(path: string, start: number, end: number): AsyncGenerator<Buffer> {
  const file = await open(path, 'r');
  try {
    for (let at = start; at < end;) {
      const block = await readAt(file, at, Math.min(BLOCK_BYTES, end - at));
      if (block.length === 0) return;
      at += block.length;
      yield block;
    }
  } finally {
    await file.close();
  }
}
