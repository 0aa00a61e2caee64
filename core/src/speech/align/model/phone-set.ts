import { ByteReader } from './byte-reader.ts';
import { PHONE_STATES } from './transitions.ts';

/** Where in its word a phone stands; the model has senones for each. The numbers are those of the file. */
export const POSITION = { internal: 0, begin: 1, end: 2, single: 3 } as const;
export type Position = (typeof POSITION)[keyof typeof POSITION];

/** The phones of the model and the senones of each of them in each context. */
export interface PhoneSet {
  readonly names: readonly string[];
  /** @example ids.get('AH') */
  readonly ids: ReadonlyMap<string, number>;
  readonly silence: number;
  /** True for silence and noises. */
  readonly fillers: readonly boolean[];
  /** The phone whose Gaussians a senone weighs, for every senone. */
  readonly codebooks: Uint8Array;
  /** Index into `sequences` for a phone between two others; every context resolves to one. */
  readonly sequenceOf: (position: Position, phone: number, left: number, right: number) => number;
  /** Index into `sequences` for a phone whatever is beside it. */
  readonly plainSequenceOf: (phone: number) => number;
  /** Senones, `PHONE_STATES` a sequence. */
  readonly sequences: Uint16Array;
}

/** What the file lists: plain phones first, then triphones; columns of one table. */
interface Definition {
  readonly names: readonly string[];
  readonly silence: number;
  readonly senoneCount: number;
  readonly sequenceOfRecord: Int32Array;
  /** Bytes: of a plain phone whether it is a filler; of a triphone position, phone, left, right, the first one lowest. */
  readonly attributesOfRecord: Int32Array;
  readonly sequences: Uint16Array;
}

const readDefinition = (file: Buffer): Definition => {
  const reader = new ByteReader(file, 'mdef');
  if (reader.latin1(4) !== 'BMDF') throw reader.bad('not a binary model definition');
  reader.int32();
  reader.bytes(reader.int32());
  const [plainCount = 0, phoneCount = 0, states, , senoneCount = 0, , sequenceCount = 0, , treeNodes = 0, silence = 0] = reader.int32s(10);
  if (states !== PHONE_STATES) throw reader.bad('phones do not have three states');
  const names = Array.from({ length: plainCount }, () => reader.textThrough('\0').slice(0, -1));
  reader.alignTo4();
  reader.bytes(treeNodes * 8);
  const records = reader.int32s(phoneCount * 3);
  if (reader.int32() !== sequenceCount * PHONE_STATES) throw reader.bad('the number of senones does not fit its shape');
  return {
    names,
    silence,
    senoneCount,
    sequenceOfRecord: Int32Array.from({ length: phoneCount }, (_, i) => records[3 * i]!),
    attributesOfRecord: Int32Array.from({ length: phoneCount }, (_, i) => records[3 * i + 2]!),
    sequences: reader.uint16s(sequenceCount * PHONE_STATES),
  };
};

const NONE = 0xffff;

/**
 * A triphone the training never saw is replaced by the nearest one: the same in another place of the word; with silence for
 * the neighbour beyond the word's edge; the plain phone.
 * @returns sequence for every `((position * n + phone) * n + left) * n + right`
 */
const resolveContexts = (definition: Definition, fillers: readonly boolean[]): Uint16Array => {
  const { names, silence, sequenceOfRecord, attributesOfRecord } = definition;
  const n = names.length;
  const at = (position: number, phone: number, left: number, right: number): number => ((position * n + phone) * n + left) * n + right;
  const seen = new Uint16Array(4 * n * n * n).fill(NONE);
  for (let record = n; record < sequenceOfRecord.length; record++) {
    const bytes = attributesOfRecord[record]!;
    seen[at(bytes & 255, (bytes >> 8) & 255, (bytes >> 16) & 255, bytes >>> 24)] = sequenceOfRecord[record]!;
  }

  const inAnyPosition = (position: number, phone: number, left: number, right: number): number => {
    let found = seen[at(position, phone, left, right)]!;
    for (let other = 0; other < 4 && found === NONE; other++) found = seen[at(other, phone, left, right)]!;
    return found;
  };
  const nearest = (position: number, phone: number, left: number, right: number): number => {
    const found = inAnyPosition(position, phone, left, right);
    if (found !== NONE) return found;
    const outerLeft = fillers[left]! || position === POSITION.begin || position === POSITION.single ? silence : left;
    const outerRight = fillers[right]! || position === POSITION.end || position === POSITION.single ? silence : right;
    const beside = inAnyPosition(position, phone, outerLeft, outerRight);
    return beside === NONE ? sequenceOfRecord[phone]! : beside;
  };

  const table = new Uint16Array(seen.length);
  for (let i = 0; i < table.length; i++) {
    table[i] = nearest(Math.floor(i / n ** 3), Math.floor(i / n ** 2) % n, Math.floor(i / n) % n, i % n);
  }
  return table;
};

const codebooksOf = ({ names, senoneCount, sequenceOfRecord, attributesOfRecord, sequences }: Definition): Uint8Array => {
  const codebooks = new Uint8Array(senoneCount);
  sequenceOfRecord.forEach((sequence, record) => {
    const phone = record < names.length ? record : (attributesOfRecord[record]! >> 8) & 255;
    for (let state = 0; state < PHONE_STATES; state++) codebooks[sequences[sequence * PHONE_STATES + state]!] = phone;
  });
  return codebooks;
};

/** @param file the Sphinx file `mdef` @throws AppError `INTERNAL` where it is not one */
export const readPhoneSet = (file: Buffer): PhoneSet => {
  const definition = readDefinition(file);
  const { names, silence, sequenceOfRecord, attributesOfRecord, sequences } = definition;
  const n = names.length;
  const fillers = names.map((_, phone) => (attributesOfRecord[phone]! & 255) === 1);
  const table = resolveContexts(definition, fillers);
  return {
    names,
    ids: new Map(names.map((name, id) => [name, id])),
    silence,
    fillers,
    codebooks: codebooksOf(definition),
    sequences,
    sequenceOf: (position, phone, left, right) => table[((position * n + phone) * n + left) * n + right]!,
    plainSequenceOf: phone => sequenceOfRecord[phone]!,
  };
};
