import type * as z from 'zod';
import { EnrichedEntity } from '../../../core/src/entities/entity.ts';
import { ImageCandidate, Ranking } from '../../../core/src/images/image-candidate.ts';
import { StoredImage } from '../../../core/src/images/stored-image.ts';
import { JobSettings } from '../../../core/src/jobs/job-settings.ts';
import { EmphasisPoint } from '../../../core/src/speech/emphasis-point.ts';
import { Transcript } from '../../../core/src/speech/transcript.ts';
import type { ComposeInput } from '../../../core/src/timeline/compose/compose-input.ts';

/** Words of `wordMs` each, ten to a sentence; `w0` starts at 0. */
const aTranscript = (texts: readonly string[], wordMs = 400): Transcript =>
  Transcript.parse({
    schemaVersion: 1,
    source: 'words',
    language: 'en',
    durationMs: texts.length * wordMs,
    words: texts.map((text, index) => ({
      id: `w${index}`,
      text,
      startMs: index * wordMs,
      endMs: (index + 1) * wordMs,
      timeSource: 'given',
      timeErrorMs: 20,
      sentence: Math.floor(index / 10),
    })),
  });

export const aCandidate = (id: string, given: Partial<z.input<typeof ImageCandidate>> = {}): ImageCandidate =>
  ImageCandidate.parse({
    schemaVersion: 1,
    id: `commons:${id}`,
    provider: 'commons',
    origin: 'item-file',
    property: 'P18',
    depicts: [],
    title: `Picture ${id}`,
    description: '',
    categories: [],
    pageUrl: `https://commons.example.org/wiki/${id}`,
    previewUrl: `https://thumb.example.org/${id}.jpg`,
    downloadUrl: `https://upload.example.org/${id}.jpg`,
    width: 1600,
    height: 1200,
    mime: 'image/jpeg',
    bytes: 300_000,
    sha1: null,
    author: { name: 'Ann Author', url: 'https://commons.example.org/wiki/User:Ann' },
    licence: { id: 'cc-by-sa-4.0', name: 'CC BY-SA 4.0', url: 'https://creativecommons.org/licenses/by-sa/4.0/' },
    rights: {
      id: 'commons/cc-by-sa-4.0@1',
      display: 'store',
      redistribute: true,
      automate: 'yes',
      commercialUse: true,
      derivatives: true,
      mlUse: true,
      shareAlike: true,
      attribution: { required: true, where: 'with-the-work' },
      source: { url: 'https://creativecommons.org/licenses/by-sa/4.0/', date: '2026-01-01' },
    },
    restrictions: [],
    credit: `Picture ${id} by Ann Author, CC BY-SA 4.0, via Wikimedia Commons`,
    creditHtml: `<a href="https://commons.example.org/wiki/${id}">Picture ${id}</a> by Ann Author, CC BY-SA 4.0`,
    assessments: [],
    useReportUrl: null,
    ...given,
  });

export const aRanking = (entityId: string, pictures: readonly (readonly [ImageCandidate, number])[]): Ranking =>
  Ranking.parse({
    schemaVersion: 1,
    entityId,
    ranked: pictures.map(([candidate, score]) => ({ candidate, score, signals: {}, why: `the item names it (${candidate.title})` })),
    refused: [],
  });

/** A mention of `words` words from `from` on, in a transcript of `aTranscript`. */
export const aMention = (from: number, score: number, { words = 1, wordMs = 400 } = {}) => ({
  fromWord: `w${from}`,
  toWord: `w${from + words - 1}`,
  surface: 'said',
  startMs: from * wordMs,
  endMs: (from + words) * wordMs,
  score,
});

/** A person linked to `qid`, or a name nobody could identify where it is null. */
export const aNamed = (
  id: string,
  qid: string | null,
  mentions: readonly ReturnType<typeof aMention>[],
  depictability = 1,
): EnrichedEntity =>
  EnrichedEntity.parse({
    schemaVersion: 1,
    id: `ent_${id}`,
    kind: 'named',
    type: 'person',
    name: `Name ${id}`,
    mentions,
    score: Math.max(...mentions.map(mention => mention.score)),
    confidence: 0.9,
    depictability,
    link:
      qid === null
        ? { status: 'abstained', runnerUp: null, why: 'two people share the name' }
        : {
            status: 'linked',
            qid,
            label: `Label ${id}`,
            description: 'a person',
            probability: 0.95,
            aliases: [],
            popularity: 50,
            articleUrl: null,
            runnerUp: null,
            files: [],
            why: 'the talk is about her work',
          },
  });

export const aConcept = (id: string, mentions: readonly ReturnType<typeof aMention>[]): EnrichedEntity =>
  EnrichedEntity.parse({
    ...aNamed(id, null, mentions),
    kind: 'concept',
    type: 'unknown',
    link: { status: 'not-named', why: 'a concrete thing that is emphasised' },
  });

export const anEmphasis = (wordId: string, emphasised: boolean): EmphasisPoint =>
  EmphasisPoint.parse({
    wordId,
    accent: { probability: emphasised ? 0.9 : 0.2, class: emphasised ? 2 : 0 },
    prominence: emphasised ? 2 : 0,
    boundary: 0,
    emphasised,
    score: emphasised ? 0.9 : 0.2,
    confidence: 0.8,
    modalities: { acoustic: 0.8, prosodic: 0.8, linguistic: 0.5 },
    why: '+3.1 st, +5 dB, 1.4× longer than its neighbours',
  });

export const settings = (given: z.input<typeof JobSettings> = {}): JobSettings => JobSettings.parse(given);

/** A minute of `word`s in which entities are mentioned, each with its ranking. */
export const aTalk = (given: Partial<ComposeInput> & { readonly words?: number } = {}): ComposeInput => {
  const { words = 150, ...rest } = given;
  return {
    transcript: aTranscript(Array.from({ length: words }, (_, index) => (index % 10 === 9 ? 'word.' : 'word'))),
    emphasis: [],
    entities: [],
    rankings: [],
    settings: settings(),
    version: 1,
    ...rest,
  };
};

export const aStoredImage = (candidate: ImageCandidate, digit: string): StoredImage =>
  StoredImage.parse({
    schemaVersion: 1,
    id: digit.repeat(64),
    candidate,
    variants: [
      { name: 'master', key: `images/${digit}/master.jpg`, mime: 'image/jpeg', width: 1280, height: 960, bytes: 200_000 },
      { name: 'thumb', key: `images/${digit}/thumb.jpg`, mime: 'image/jpeg', width: 320, height: 240, bytes: 12_000 },
    ],
    perceptualHash: '0123456789abcdef',
    thumbhash: 'YTkGJwaRhWUIt4lbgnhZl3ath2BUBGYA',
    fetchedAt: '2026-01-02T03:04:05Z',
    original: { bytes: 300_000, mime: 'image/jpeg', width: 1600, height: 1200 },
  });
