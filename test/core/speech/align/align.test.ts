import { describe, expect, it } from '@jest/globals';
import { committedClip, streamOf, tieredClips } from '../../../../bench/align/clips.ts';
import { alignTrials, offsetsOf, onsetsOf, trialOf } from '../../../../bench/align/measure.ts';
import { wrongText } from '../../../../bench/align/plant-errors.ts';
import { seededRandom } from '../../../../bench/align/random.ts';
import { asCues, asTranscript, likeRecogniser } from '../../../../bench/align/rough-times.ts';
import { summarise } from '../../../../bench/align/statistics.ts';
import { align, type AlignRequest } from '../../../../core/src/speech/align/align.ts';
import { Alignment } from '../../../../core/src/speech/align/alignment.ts';
import { windowsOfCues, windowsOfWords } from '../../../../core/src/speech/align/windows.ts';
import type { Word } from '../../../../core/src/speech/transcript.ts';
import { itWithFixture } from '../../../support/fixtures.ts';
import { theModel, transcriptOf } from './aligner.ts';

const clip = committedClip();
const recognised = transcriptOf(likeRecogniser(clip.words, seededRandom(1)));

/** "And so, my fellow Americans, ask not": enough where it is not about times. */
const opening = { samples: clip.samples.subarray(0, 70_000), words: recognised.slice(0, 7) };

const requestFor = async (samples: Float32Array, words: readonly Word[], sampleRate = 16_000): Promise<AlignRequest> => ({
  model: await theModel(),
  audio: streamOf(samples, sampleRate),
  words,
  windows: windowsOfWords(words),
  language: 'en',
});

const aligned = async (samples: Float32Array, words: readonly Word[], sampleRate?: number): Promise<Alignment> => {
  const alignment = await align(await requestFor(samples, words, sampleRate));
  expect(Alignment.safeParse(alignment).success).toBe(true);
  expect(alignment.words).toHaveLength(words.length);
  return alignment;
};

const isAligned = ({ timeSource }: Word): boolean => timeSource === 'aligned';

describe('align', () => {
  it('places every word of a speech where it is said, though its rough times swallow the pauses', async () => {
    const { words, rejected, notes } = await aligned(clip.samples, recognised);
    expect(words.every(word => isAligned(word) && !word.flagged)).toBe(true);
    expect([rejected, notes]).toEqual([[], []]);
    const ask = words.find(({ text }) => text === 'ask')!;
    expect(ask.startMs).toBeGreaterThanOrEqual(3_200);
    expect(ask.startMs).toBeLessThanOrEqual(3_320);
    expect(words[0]!.startMs).toBeGreaterThan(250);
    const { mean, within50 } = summarise(words.map(({ startMs }, i) => startMs - clip.words[i]!.startMs));
    expect(mean).toBeLessThanOrEqual(22);
    expect(within50).toBeGreaterThanOrEqual(0.93);
  }, 30_000);

  it('gives every word its phones, which fill it', async () => {
    const { words } = await aligned(opening.samples, opening.words);
    expect(words[5]!.phones.map(({ phone }) => phone)).toEqual(['AE', 'S', 'K']);
    for (const { phones, startMs, endMs } of words) {
      expect([phones[0]!.startMs, phones.at(-1)!.endMs]).toEqual([startMs, endMs]);
      phones.slice(1).forEach((phone, i) => expect(phone.startMs).toBe(phones[i]!.endMs));
    }
  }, 20_000);

  it('gives the same times from cues, whatever the rough times were', async () => {
    const windows = windowsOfCues(asCues(clip.words.slice(0, 7), 4, 500));
    const fromCues = await align({ ...(await requestFor(opening.samples, opening.words)), windows, language: 'en-GB' });
    const fromWords = await aligned(opening.samples, opening.words);
    expect(fromCues.words.map(({ startMs }) => startMs)).toEqual(fromWords.words.map(({ startMs }) => startMs));
  }, 20_000);

  it('gives the same bytes every time', async () => {
    const first = await aligned(opening.samples, opening.words);
    expect(JSON.stringify(await aligned(opening.samples, opening.words))).toBe(JSON.stringify(first));
  }, 20_000);

  it('takes any sample rate', async () => {
    const every2nd = opening.samples.filter((_, i) => i % 2 === 0);
    expect((await aligned(every2nd, opening.words, 8_000)).words.every(isAligned)).toBe(true);
  }, 20_000);

  it('tells progress that only grows, up to 1', async () => {
    const shares: number[] = [];
    await align({ ...(await requestFor(clip.samples, recognised)), onProgress: share => void shares.push(share) });
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    expect(shares.filter(share => share > 0.1 && share < 1).length).toBeGreaterThan(0);
  }, 20_000);

  it('ends with the reason of its signal, before the work and in the middle of it', async () => {
    const before = { ...(await requestFor(opening.samples, opening.words)), signal: AbortSignal.abort(new Error('not wanted')) };
    await expect(align(before)).rejects.toThrow('not wanted');
    const inside = new AbortController();
    const onProgress = (share: number): void => (share > 0.1 ? inside.abort(new Error('enough')) : undefined);
    await expect(align({ ...(await requestFor(clip.samples, recognised)), onProgress, signal: inside.signal })).rejects.toThrow('enough');
  }, 20_000);

  it('passes on what the audio throws', async () => {
    const audio = {
      sampleRate: 16_000,
      async *blocks(): AsyncGenerator<Float32Array> {
        yield new Float32Array(100);
        throw new Error('broken file');
      },
    };
    await expect(align({ ...(await requestFor(opening.samples, opening.words)), audio })).rejects.toThrow('broken file');
  });

  it('refuses windows that are not those of the words', async () => {
    await expect(align({ ...(await requestFor(opening.samples, opening.words)), windows: windowsOfWords([]) })).rejects.toThrow(RangeError);
  });

  it('says for another language that it went the weaker way', async () => {
    const { method, notes, words } = await align({ ...(await requestFor(opening.samples, opening.words)), language: 'fi' });
    expect([method, notes[0]]).toEqual(['shifted', expect.stringContaining('weaker')]);
    expect(words.some(isAligned)).toBe(false);
  });
});

describe('align, with input that is not as it should be', () => {
  const said = (...texts: string[]): Word[] => transcriptOf(texts.map((text, i) => ({ text, startMs: 300 * i, endMs: 300 * i + 250 })));

  it('has nothing to do without words', async () => {
    expect(await aligned(clip.samples.subarray(0, 16_000), [])).toMatchObject({ words: [], rejected: [], garbageShare: 0, notes: [] });
  });

  it('places a single word', async () => {
    const { words } = await aligned(clip.samples.subarray(51_000, 65_000), said('ask'));
    expect(words[0]).toMatchObject({ timeSource: 'aligned', flagged: false });
  });

  it.each([
    ['no audio at all', new Float32Array(0)],
    ['20 ms', clip.samples.subarray(20_000, 20_320)],
    ['digital silence', new Float32Array(32_000)],
    ['full scale', new Float32Array(32_000).fill(1)],
    ['nothing but NaN', new Float32Array(32_000).fill(NaN)],
  ])('keeps the rough times and says so: %s', async (_, samples) => {
    const { words, rejected, notes } = await aligned(samples, said('you', 'there'));
    expect(words.map(({ startMs, endMs, timeSource, confidence }) => [startMs, endMs, timeSource, confidence])).toEqual([
      [0, 250, 'asr', 0],
      [300, 550, 'asr', 0],
    ]);
    expect(rejected).toEqual([{ fromWord: 0, toWord: 1 }]);
    expect(notes).toHaveLength(1);
  });

  it('marks the tail of a text that is longer than its audio as lost, and places the rest', async () => {
    const { words } = await aligned(clip.samples.subarray(0, 140_000), recognised);
    expect(words.slice(0, 14).every(isAligned)).toBe(true);
    expect(words.slice(-4).every(word => !isAligned(word) && word.flagged)).toBe(true);
  }, 20_000);

  it.each<[string, (word: Word, i: number) => Word]>([
    ['zero length', word => ({ ...word, startMs: 0, endMs: 0 })],
    ['beyond the end', word => ({ ...word, startMs: 1_000_000, endMs: 1_000_000 })],
    ['in the wrong order', (word, i) => ({ ...word, startMs: 11_000 - 500 * i, endMs: 11_100 - 500 * i })],
    ['all overlapping', word => ({ ...word, startMs: 0, endMs: 11_000 })],
  ])(
    'gets through words whose times are of no use: %s',
    async (_, change) => {
      const { words } = await aligned(opening.samples, opening.words.map(change));
      words.slice(1).forEach(({ startMs }, i) => expect(startMs).toBeGreaterThanOrEqual(words[i]!.startMs));
    },
    20_000,
  );

  it('takes single samples that are not numbers for silence', async () => {
    const holed = opening.samples.map((x, i) => (i % 997 === 0 ? NaN : x));
    expect((await aligned(holed, opening.words)).words.filter(isAligned).length).toBeGreaterThanOrEqual(6);
  }, 20_000);

  it('leaves tokens without speech out', async () => {
    const [and, ...others] = opening.words;
    const withDash = [and!, { ...and!, text: '—' }, ...others].map((word, i) => ({ ...word, id: `w${i}` }));
    const { words } = await aligned(opening.samples, withDash);
    expect(words[1]).toMatchObject({ text: '—', flagged: false, phones: [] });
    expect(words.filter(isAligned)).toHaveLength(7);
  }, 20_000);
});

describe('align, on clips with word tiers', () => {
  const path = 'data/speech';
  const onClips = (name: string, test: (clips: ReturnType<typeof tieredClips>) => Promise<void>): void =>
    itWithFixture(path, name, folder => test(tieredClips(folder.slice(0, -path.length))), 120_000);

  onClips('is 22 ms off at most on average, 93 % within 50, from rough times and from late cues alike', async clips => {
    const random = seededRandom(2);
    const sources = [
      clips.map(other => trialOf(other, likeRecogniser(other.words, random))),
      clips.map(other => trialOf(other, other.words, windowsOfCues(asCues(other.words, 7, 700)))),
    ];
    for (const trials of sources) {
      const placed = await alignTrials(await theModel(), trials);
      const { count, mean, median, p90, bias, within50 } = summarise(onsetsOf(placed));
      expect(count).toBe(84);
      expect(mean).toBeLessThanOrEqual(22);
      expect(median).toBeLessThanOrEqual(15);
      expect(p90).toBeLessThanOrEqual(45);
      expect(Math.abs(bias)).toBeLessThanOrEqual(12);
      expect(within50).toBeGreaterThanOrEqual(0.93);
      expect(summarise(offsetsOf(placed)).mean).toBeLessThanOrEqual(25);
      expect(placed.some(({ flagged }) => flagged)).toBe(false);
    }
  });

  onClips('rejects the text of another recording as a whole', async clips => {
    for (const [i, other] of clips.entries()) {
      const { samples, words } = wrongText(other, clips[(i + 1) % clips.length]!);
      const { rejected, notes } = await aligned(samples, asTranscript(words));
      expect(rejected).toEqual([{ fromWord: 0, toWord: words.length - 1 }]);
      expect(notes).toEqual([expect.stringContaining('does not fit this recording')]);
    }
  });
});
