import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isAppError } from '../../../../core/src/errors/app-error.ts';
import { readTranscript, type TranscriptFormat } from '../../../../core/src/speech/read-transcript/read-transcript.ts';
import { Transcript } from '../../../../core/src/speech/transcript.ts';
import { itWithFixture } from '../../../support/fixtures.ts';
import { LIMITS, read, refusal, spoken } from './reading.ts';

const FORMATS: TranscriptFormat[] = ['srt', 'vtt', 'text', 'words'];

/** Fragments from which a fuzzer builds files that come close to being valid. */
const fragment = fc.oneof(
  fc.constantFrom('WEBVTT', 'NOTE', '1', '\n', '\n\n', '\r\n', ' --> ', '00:00:01.000', '00:00:02,500', '00:00:01.000 --> 00:00:02.000\n'),
  fc.constantFrom(
    '<00:00:01.500>',
    '<c>',
    '</c>',
    '<v Bob>',
    '&amp;',
    '&#60;',
    '&#x110000;',
    '[Music]',
    '(laughs)',
    '>> ',
    '{\\an8}',
    'JOHN: ',
  ),
  fc.constantFrom(
    '{"words":[',
    '{"text":"a","start":1,"end":2}',
    ',',
    ']}',
    '-1',
    '1e999',
    'null',
    '“',
    '日本語',
    '\u202e',
    '\ud83d',
    '.',
    'U.S.',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.lorem({ maxCount: 5 }),
);
const almostFile = fc.array(fragment, { maxLength: 60 }).map(parts => parts.join(''));

describe('readTranscript', () => {
  it('answers every file in every format with a valid transcript or an AppError of its own codes', () => {
    const codes = new Set(['TRANSCRIPT_EMPTY', 'TRANSCRIPT_MALFORMED', 'TRANSCRIPT_ENCODING', 'TRANSCRIPT_TOO_LONG']);
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      almostFile.map(text => new TextEncoder().encode(text)),
    );
    fc.assert(
      fc.property(bytes, fc.constantFrom(...FORMATS), (file, format) => {
        try {
          const { transcript, cues, cueOfWord } = readTranscript({ bytes: file, format, limits: LIMITS });
          expect(Transcript.parse(transcript)).toEqual(transcript);
          transcript.words.forEach((word, index) => {
            const before = transcript.words[index - 1];
            expect(word.id).toBe(`w${index}`);
            expect(word.endMs).toBeGreaterThanOrEqual(word.startMs);
            expect(word.endMs).toBeLessThanOrEqual(transcript.durationMs);
            expect(word.startMs).toBeGreaterThanOrEqual(before?.startMs ?? 0);
            expect([0, 1]).toContain(word.sentence - (before?.sentence ?? 0));
          });
          expect(cueOfWord).toHaveLength(cues.length === 0 ? 0 : transcript.words.length);
        } catch (error) {
          if (!isAppError(error)) throw error;
          expect(codes).toContain(error.code);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('reads UTF-8 and UTF-16 of both byte orders alike, with and without their mark', () => {
    const text = 'Zoë met Dvořák.';
    const utf16le = Buffer.from(`\ufeff${text}`, 'utf16le');
    const files = [Buffer.from(text), Buffer.from(`\ufeff${text}`), utf16le, Buffer.from(utf16le).swap16()];
    for (const bytes of files) expect(spoken(readTranscript({ bytes, format: 'text', limits: LIMITS }))).toBe(text);
  });

  it('refuses bytes of another encoding with the line they are in', () => {
    const latin1 = Buffer.from('one\ntwo\nZo\xeb\n', 'latin1');
    const answer = refusal(() => readTranscript({ bytes: latin1, format: 'text', limits: LIMITS }));
    expect(answer).toEqual({ code: 'TRANSCRIPT_ENCODING', issues: [{ at: 'line 3', why: 'these bytes are not UTF-8' }] });
  });

  it('refuses binary, and UTF-16 that does not say so', () => {
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]);
    expect(refusal(() => readTranscript({ bytes: png, format: 'srt', limits: LIMITS })).code).toBe('TRANSCRIPT_ENCODING');
    expect(refusal(() => readTranscript({ bytes: Buffer.from('abc', 'utf16le'), format: 'text', limits: LIMITS })).code).toBe(
      'TRANSCRIPT_ENCODING',
    );
  });

  it.each(FORMATS)('refuses an empty %s file', format => {
    for (const text of ['', '\ufeff', ' \n\r\n\t']) expect(refusal(() => read(format, text)).code).toBe('TRANSCRIPT_EMPTY');
  });

  it('refuses a file in which nothing is spoken', () => {
    expect(refusal(() => read('srt', '1\n00:00:01,000 --> 00:00:09,000\n[Music] ♪♪\n')).code).toBe('TRANSCRIPT_EMPTY');
    expect(refusal(() => read('words', '{"words":[]}')).code).toBe('TRANSCRIPT_EMPTY');
  });

  it('holds the limits it is given for bytes, words and duration', () => {
    const text = 'one two three';
    expect(read('text', text, { maxBytes: 13, maxWords: 3, maxDurationMs: 1_200 }).transcript.words).toHaveLength(3);
    for (const tight of [{ maxBytes: 12 }, { maxWords: 2 }, { maxDurationMs: 1_199 }]) {
      expect(refusal(() => read('text', text, { ...LIMITS, ...tight })).code).toBe('TRANSCRIPT_TOO_LONG');
    }
  });

  it('refuses a word longer than a transcript can hold, with its line', () => {
    const answer = refusal(() => read('text', `fine\n${'x'.repeat(201)}`));
    expect(answer.issues.map(issue => issue.at)).toEqual(['line 2']);
  });

  it('takes no control or direction characters over into a word', () => {
    expect(spoken(read('text', 'safe\u202e\u0007 \u2066word\u2069'))).toBe('safe word');
  });

  it('keeps the language it is told', () => {
    const bytes = readFileSync(new URL('../../../fixtures/transcripts/hard.vtt', import.meta.url));
    expect(readTranscript({ bytes, format: 'vtt', language: 'de', limits: LIMITS }).transcript.language).toBe('de');
  });

  for (const name of ['speech-nixon', 'vlog-wine']) {
    itWithFixture(`data/entities/transcripts/${name}.txt`, `reads ${name} as anybody would: every line a sentence or more`, path => {
      const text = readFileSync(path, 'utf8');
      const { transcript } = read('text', text);
      expect(spoken({ transcript, cues: [], cueOfWord: [], notes: [] }).length).toBeGreaterThan(text.length * 0.95);
      expect(transcript.words.at(-1)?.sentence).toBeGreaterThanOrEqual(text.trim().split('\n').length - 1);
    });
  }
});
