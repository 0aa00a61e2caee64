import { AppError } from '../../errors/app-error.ts';
import { atLine } from './transcript-issues.ts';

const LINE_FEED = 0x0a;

const encodingOf = (bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
};

const decode = (bytes: Uint8Array, encoding: string): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** UTF-8 never has a line feed inside a character, so lines can be tried one by one. */
const firstBadLine = (bytes: Uint8Array): number => {
  let line = 1;
  for (let from = 0; from < bytes.length; line++) {
    const end = bytes.indexOf(LINE_FEED, from);
    const to = end === -1 ? bytes.length : end;
    if (decode(bytes.subarray(from, to), 'utf-8') === null) break;
    from = to + 1;
  }
  return line;
};

const refuse = (line: number, why: string): never => {
  throw new AppError('TRANSCRIPT_ENCODING', { detail: `line ${line}: ${why}`, issues: [atLine(line, why)] });
};

/** Characters that no transcript holds, and what they say of it. Gateways put the first in the place of bytes that are not UTF-8. */
const SIGNS = [
  ['\uFFFD', 'a character here was lost: the text was saved or sent in another encoding than UTF-8'],
  ['\u0000', 'this is binary, or UTF-16 without a byte order mark'],
] as const;

/**
 * UTF-8, or UTF-16 where a byte order mark says so; the mark itself is left out.
 * @throws AppError TRANSCRIPT_ENCODING for anything else: other encodings cannot be told apart, and guessing garbles names
 */
export const decodeText = (bytes: Uint8Array): string => {
  const encoding = encodingOf(bytes);
  const text = decode(bytes, encoding);
  if (text === null) return refuse(encoding === 'utf-8' ? firstBadLine(bytes) : 1, `these bytes are not ${encoding.toUpperCase()}`);
  for (const [sign, why] of SIGNS) {
    const at = text.indexOf(sign);
    if (at !== -1) return refuse(text.slice(0, at).split('\n').length, why);
  }
  return text;
};
