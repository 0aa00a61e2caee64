import { AppError } from '../../../errors/app-error.ts';

/** Reads one binary model file from front to back. Little-endian unless told otherwise; reading past the end is an error that names the file. */
export class ByteReader {
  readonly #bytes: Buffer;
  readonly #view: DataView;
  readonly #file: string;
  #at = 0;
  #littleEndian = true;

  constructor(bytes: Buffer, file: string) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#file = file;
  }

  /** @returns an error that says which file is not what it should be */
  bad(why: string): AppError {
    return new AppError('INTERNAL', { internal: `acoustic model file ${this.#file}: ${why}` });
  }

  int32(): number {
    return this.#view.getInt32(this.#take(4), this.#littleEndian);
  }

  int32s(count: number): Int32Array {
    const at = this.#take(4 * count);
    const values = new Int32Array(count);
    for (let i = 0; i < count; i++) values[i] = this.#view.getInt32(at + 4 * i, this.#littleEndian);
    return values;
  }

  uint16s(count: number): Uint16Array {
    const at = this.#take(2 * count);
    const values = new Uint16Array(count);
    for (let i = 0; i < count; i++) values[i] = this.#view.getUint16(at + 2 * i, this.#littleEndian);
    return values;
  }

  float32s(count: number): Float32Array {
    const at = this.#take(4 * count);
    const values = new Float32Array(count);
    for (let i = 0; i < count; i++) values[i] = this.#view.getFloat32(at + 4 * i, this.#littleEndian);
    return values;
  }

  /** @returns a view, not a copy */
  bytes(count: number): Uint8Array {
    const at = this.#take(count);
    return this.#bytes.subarray(at, at + count);
  }

  latin1(count: number): string {
    const at = this.#take(count);
    return this.#bytes.toString('latin1', at, at + count);
  }

  /** @returns the text up to and including `end`, past which reading goes on */
  textThrough(end: string): string {
    const found = this.#bytes.indexOf(end, this.#at, 'latin1');
    if (found < 0) throw this.bad(`no "${end.trim()}"`);
    return this.latin1(found + end.length - this.#at);
  }

  /** Reads the number that Sphinx writes to tell the byte order of what follows. */
  byteOrder(): void {
    const mark = this.int32();
    if (mark === 0x44332211) this.#littleEndian = false;
    else if (mark !== 0x11223344) throw this.bad('no byte-order mark');
  }

  /** Moves on to the next multiple of 4. */
  alignTo4(): void {
    this.#take((4 - (this.#at % 4)) % 4);
  }

  #take(count: number): number {
    const at = this.#at;
    if (count < 0 || at + count > this.#bytes.length) throw this.bad('ends before it should');
    this.#at = at + count;
    return at;
  }
}
