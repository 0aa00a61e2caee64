import { describe, expect, it } from '@jest/globals';
import { MANNERS, standIns } from '../../../../bench/emphasis/stand-ins.ts';
import { committedClip as jfk } from '../../../../bench/align/clips.ts';
import { pairsOf, pearson, threeWay, twoWay } from '../../../../bench/speech/agreement.ts';
import { committedClip } from '../../../../bench/speech/reference-clips.ts';
import { openAudio } from '../../../../core/src/speech/audio/open-audio.ts';
import { analyseTracks } from '../../../../core/src/speech/emphasis/analyse-speech.ts';
import { trackSpeech } from '../../../../core/src/speech/signal/speech-tracks.ts';
import { added, noise, tracksOf } from '../signal/sounds.ts';
import { evenWords, hear, pointsOf, spoken, thePrior, topOf, wordAt } from './hearing.ts';

const COUNT = 9;
const words = evenWords(COUNT);

describe('analyseSpeech', () => {
  it.each([
    ['higher', { semitones: 5 }, /^\+\d+\.\d st/u],
    ['louder', { decibels: 10 }, /\+\d+ dB/u],
    ['higher and louder', { semitones: 4, decibels: 4 }, /^\+\d+\.\d st, \+\d+ dB/u],
  ])(
    'finds the word that is %s than its neighbours, and says so',
    async (_, stress, why) => {
      for (const at of [0, 4, COUNT - 1]) {
        const points = await hear(spoken(COUNT, { at, ...stress }), words);
        expect(topOf(points)).toBe(at);
        expect(points[at]!.why).toMatch(why);
      }
    },
    30_000,
  );

  it('says that a weaker word is weaker', async () => {
    const points = await hear(spoken(COUNT, { at: 4, semitones: -4, decibels: -6 }), words);
    expect(points[4]!.why).toMatch(/\u2212\d+ dB/u);
    expect(points[4]!.why).not.toMatch(/\+/u);
    expect(points[4]!.emphasised).toBe(false);
  });

  it('finds a word that is drawn out, and says how much longer it is than its syllables let expect', async () => {
    const long = words.map((word, i) => (i === 4 ? { ...word, endMs: word.endMs + 95 } : word));
    const points = await hear(spoken(COUNT, { at: 4, semitones: 2 }), long);
    expect(points[4]!.why).toMatch(/1\.[23]\u00d7 longer than its neighbours/u);
  });

  it('lets the voice decide against the text: a stressed "the" beats any noun', async () => {
    const texts = ['The', 'king', 'saw', 'castles', 'the', 'river', 'called', 'enormous', 'mountains.'];
    const said = words.map((word, i) => ({ ...word, text: texts[i]! }));
    const points = await hear(spoken(COUNT, { at: 4, semitones: 5, decibels: 4 }), said);
    expect(topOf(points)).toBe(4);
    expect(points[4]).toMatchObject({ emphasised: true, accent: { class: 2 } });
    expect(points[4]!.modalities.linguistic).toBeLessThan(0.3);
  });

  it('marks no more words the less sensitive it is', async () => {
    const tracks = await tracksOf(spoken(COUNT, { at: 2, semitones: 3, decibels: 2 }));
    const marked = async (sensitivity: 'low' | 'normal' | 'high' | 'highest') =>
      (await pointsOf(tracks, words, sensitivity)).filter(point => point.emphasised).length;
    const counts = [await marked('low'), await marked('normal'), await marked('high'), await marked('highest')];
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(counts[0]).toBeGreaterThan(0);
  });

  it('agrees with the wavelet toolkit on read speech, with its phones and without', async () => {
    const clip = committedClip();
    const audio = await openAudio(clip.audio, { maxDurationMs: 60_000 });
    const tracks = await trackSpeech(audio.blocks(), audio.sampleRate);
    const given = clip.words.map(({ text, startMs, endMs }, i) => wordAt(i, text, startMs, endMs));
    const measure = async (phones: typeof clip.phones) =>
      pairsOf(clip, analyseTracks(tracks, { words: given, phones, sensitivity: 'normal', prior: await thePrior() }));
    const [bare, full] = [await measure([]), await measure(clip.phones)];
    expect(pearson(bare)).toBeGreaterThanOrEqual(0.93);
    expect(pearson(full)).toBeGreaterThanOrEqual(0.98);
    for (const pairs of [bare, full]) {
      expect(twoWay(pairs)).toBeGreaterThanOrEqual(0.92);
      expect(threeWay(pairs)).toBeGreaterThanOrEqual(0.8);
    }
  }, 20_000);

  it('finds the word that was made emphatic in most phrases of a speech', async () => {
    const { samples, words: said } = jfk();
    const { f0 } = await tracksOf(samples);
    const phrases = standIns({ name: 'jfk', samples, sampleRate: 16_000, f0, words: said }, MANNERS['clear']!);
    let found = 0;
    for (const phrase of phrases) {
      const points = await hear(
        phrase.samples,
        phrase.words.map(({ text, startMs, endMs }, i) => wordAt(i, text, startMs, endMs)),
      );
      if (topOf(points) === phrase.target) found++;
    }
    expect(phrases.length).toBeGreaterThan(12);
    expect(found / phrases.length).toBeGreaterThanOrEqual(0.85);
  }, 60_000);
});

describe('confidence', () => {
  const samples = spoken(COUNT, { at: 4, semitones: 4 });
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const confidence = async (heard: Float32Array, said = words): Promise<number> =>
    mean((await hear(heard, said)).map(point => point.confidence));

  it('falls with noise, more with more', async () => {
    const levels = [
      await confidence(samples),
      await confidence(added(samples, noise(5, 0.005))),
      await confidence(added(samples, noise(5, 0.03))),
    ];
    expect(levels[1]!).toBeLessThan(levels[0]! - 0.03);
    expect(levels[2]!).toBeLessThan(levels[1]! - 0.05);
  });

  it('falls with doubtful times, and with an unsure recogniser', async () => {
    const sure = await confidence(samples);
    expect(await confidence(samples, evenWords(COUNT, { timeErrorMs: 100 }))).toBeLessThan(sure - 0.1);
    expect(await confidence(samples, evenWords(COUNT, { confidence: 0.4 }))).toBeLessThan(sure - 0.2);
  });

  it('falls where few frames have a voice', async () => {
    const sure = await confidence(samples);
    const whispered = samples.map((value, i) => ((i / 16_000 - 0.5) % 0.4 < 0.06 ? value : 0.02 * noiseAt(i)));
    expect(await confidence(whispered)).toBeLessThan(sure - 0.1);
  });

  it('falls with music in the pauses', async () => {
    const sure = await confidence(samples);
    const chord = samples.map(
      (value, i) => value + 0.04 * Math.sin((2 * Math.PI * 220 * i) / 16_000) + 0.03 * Math.sin((2 * Math.PI * 660 * i) / 16_000),
    );
    expect(await confidence(chord)).toBeLessThan(sure - 0.1);
  });

  it('falls with clipping', async () => {
    const clipped = samples.map(value => Math.max(-1, Math.min(1, 40 * value)));
    expect(await confidence(clipped)).toBeLessThan((await confidence(samples)) - 0.1);
  });
});

const rough = noise(6, 1, 9);
function noiseAt(index: number): number {
  return rough[index] ?? 0;
}
