import { drawFrom, type NonEmpty } from '../draw.ts';

/** Endings that break what pastes them into HTML, subtitles, spreadsheets, paths, terminals or Markdown unencoded. */
const ENDINGS: NonEmpty<string> = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '{\\pos(0,0)}{\\an8}',
  '\n\n00:00:00,000 --> 00:00:09,000\ninjected',
  '\u202Egnp.exe\u202C',
  '\u0000\u0007\u001B[31m',
  '../../etc/passwd',
  '[x](javascript:alert(1)) `code` *',
  ']]> &amp; & < > \' "',
  '\uD800 half a surrogate',
];

/** @returns the text made dangerous: as a formula, with one of the endings; always the same for a text */
export const hostileText = (text: string): string => `=cmd|'/C calc'!A0 ${text} ${drawFrom(text, ENDINGS)}`;
