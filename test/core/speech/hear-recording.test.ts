import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '../../../bench/align/random.ts';
import { pearson } from '../../../bench/speech/agreement.ts';
import { committedClip } from '../../../bench/speech/reference-clips.ts';
import { align } from '../../../core/src/speech/align/align.ts';
import { openAudio } from '../../../core/src/speech/audio/open-audio.ts';
import { loadTextPrior } from '../../../core/src/speech/emphasis/text-prior.ts';
import { Hearing } from '../../../core/src/speech/emphasis-point.ts';
import { hearRecording } from '../../../core/src/speech/hear-recording.ts';
import { readTranscript } from '../../../core/src/speech/read-transcript/read-transcript.ts';
import { readUtterance, type LooseWord } from '../../../core/src/speech/read-transcript/read-utterance.ts';
import type { Transcript } from '../../../core/src/speech/transcript.ts';
import { committed } from '../../support/fixtures.ts';
import { theModel } from './align/aligner.ts';

const clip = committedClip();

const hear = async (given: Omit<Transcript, 'schemaVersion' | 'durationMs'>): Promise<Hearing> => {
  const audio = await openAudio(clip.audio, { maxDurationMs: 60_000 });
  const model = await theModel();
  const hearing = await hearRecording(
    { prior: await loadTextPrior(committed('models/text-prior')), align: request => align({ model, ...request }) },
    {
      audio,
      given: { transcript: { schemaVersion: 1, durationMs: 0, ...given }, cues: [], cueOfWord: [], notes: [] },
      sensitivity: 'normal',
      onProgress: () => undefined,
      signal: new AbortController().signal,
    },
  );
  return Hearing.parse(hearing);
};

const hearWords = (words: readonly LooseWord[], language = 'en') =>
  hear({ source: 'words', language, words: [...readUtterance(words, 10_000).words] });

const timed = (shiftMs: (index: number) => number): LooseWord[] =>
  clip.words.map(({ text, startMs, endMs }, i) => ({
    text,
    start: Math.max(0, startMs + shiftMs(2 * i)) / 1_000,
    end: (endMs + shiftMs(2 * i + 1)) / 1_000,
  }));

const agreement = ({ emphasis }: Hearing): number =>
  pearson(clip.words.map((word, i) => ({ value: emphasis[i]!.prominence, reference: Math.max(0, word.prominence) })));

describe('hearRecording', () => {
  it('measures prominence as the wavelet toolkit does, with phones of its own', async () => {
    const hearing = await hearWords(timed(() => 0));
    expect(agreement(hearing)).toBeGreaterThanOrEqual(0.97);
    expect(hearing.transcript.words.every(word => word.timeSource === 'given' && word.timeErrorMs <= 20)).toBe(true);
    expect(hearing.notes).toEqual([]);
  }, 30_000);

  it('measures as well where given times are off, takes them from the sound, and says so', async () => {
    const random = seededRandom(3);
    const hearing = await hearWords(timed(() => 100 * random.normal()));
    expect(agreement(hearing)).toBeGreaterThanOrEqual(0.97);
    expect(hearing.transcript.words.filter(word => word.timeSource === 'aligned').length).toBeGreaterThan(12);
    expect(hearing.notes).toEqual([expect.stringMatching(/^The given times of \d+ words did not agree with the sound/u)]);
  }, 30_000);

  it('measures as well where there were no times at all', async () => {
    const hearing = await hearWords(clip.words.map(({ text }) => ({ text })));
    expect(agreement(hearing)).toBeGreaterThanOrEqual(0.97);
    expect(hearing.transcript.words.every(word => word.timeSource === 'aligned')).toBe(true);
  }, 30_000);

  it('finds the words of a plain text, however long it was laid out', async () => {
    const bytes = new TextEncoder().encode(clip.words.map(({ text }) => text).join(' '));
    const { transcript } = readTranscript({ bytes, format: 'text', limits: { maxBytes: 1e6, maxWords: 1e3, maxDurationMs: 1e7 } });
    expect(agreement(await hear(transcript))).toBeGreaterThanOrEqual(0.97);
  }, 30_000);

  it('gives what the text lets expect where a language has no acoustic model and no times, and says so', async () => {
    const { emphasis, notes } = await hearWords(
      clip.words.map(({ text }) => ({ text })),
      'fi',
    );
    for (const { modalities } of emphasis) expect(modalities).toMatchObject({ acoustic: null, prosodic: null });
    expect(notes).toEqual([expect.stringContaining('English only, not for fi')]);
  }, 30_000);

  it('measures by given times where a language has no acoustic model', async () => {
    const hearing = await hearWords(
      timed(() => 0),
      'fi',
    );
    expect(agreement(hearing)).toBeGreaterThanOrEqual(0.9);
  }, 30_000);

  it('refuses words that lie beyond the media', async () => {
    const words = readUtterance([{ text: 'late', start: 90, end: 91 }], 100_000).words;
    await expect(hear({ source: 'words', language: 'en', words: [...words] })).rejects.toMatchObject({ code: 'WORDS_BEYOND_MEDIA' });
  });
});
