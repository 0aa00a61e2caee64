import * as z from 'zod';

/** Characters that end a line or steer a terminal, a renderer or the reading direction: none of them belongs in a label. */
const CONTROL = /[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;

/** Longest external string kept, in UTF-16 units; image titles and descriptions of every provider fit with room to spare. */
const LONGEST = 2_000;

const clean = (value: string): string =>
  value.toWellFormed().replace(CONTROL, ' ').replace(/\s+/gu, ' ').trim().slice(0, LONGEST).toWellFormed().normalize('NFC');

/**
 * A string from outside, made harmless once, where it enters: one line, no control or direction characters, bounded.
 * It is still text: every output format (HTML, SRT, Markdown, CSV, XMP) has its own encoder and applies it on the way out.
 */
export const PlainText = z.string().transform(clean).pipe(z.string().brand<'PlainText'>());
export type PlainText = z.infer<typeof PlainText>;

/** @param value any external string @returns the same text, safe to log and to store */
export const plainText = (value: string): PlainText => PlainText.parse(value);
