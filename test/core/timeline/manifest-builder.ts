import { plainText } from '../../../core/src/platform/plain-text.ts';
import { buildManifest, type ManifestParts } from '../../../core/src/timeline/build-manifest.ts';
import { composeTimeline } from '../../../core/src/timeline/compose/compose-timeline.ts';
import type { ComposeInput } from '../../../core/src/timeline/compose/compose-input.ts';
import type { Manifest } from '../../../core/src/timeline/manifest.ts';
import { publishTimeline, withStoredImage } from '../../../core/src/timeline/publish-timeline.ts';
import { aCandidate, aConcept, aMention, anEmphasis, aNamed, aRanking, aStoredImage, aTalk } from './builders.ts';

/** What the manifest of a run over `talk` is made from, every picture stored. */
export const manifestParts = (talk: ComposeInput, name = 'A talk'): ManifestParts => {
  const composed = composeTimeline(talk);
  const candidates = talk.rankings.flatMap(ranking => ranking.ranked.map(({ candidate }) => candidate));
  const images = candidates.map((candidate, index) => aStoredImage(candidate, index.toString(16)));
  const stored = new Map(images.map(image => [image.candidate.id, image]));
  const acquired = composed.cues.map(cue => [cue.id, withStoredImage(cue, stored.get(cue.image.candidateId)!)] as const);
  return {
    softwareVersion: '0.1.0',
    createdAt: '2026-01-02T03:04:05.000Z',
    project: { id: 'prj_1', name: plainText(name) },
    job: { id: 'job_1', run: 1, settings: talk.settings, outcome: 'completed', reasons: [] },
    hearing: {
      schemaVersion: 1,
      method: 'text',
      transcript: talk.transcript,
      mediaInfo: null,
      emphasis: talk.transcript.words.map((word, index) => anEmphasis(word.id, index % 12 === 0)),
      notes: ['There was no audio.'],
    },
    skippedNames: [],
    entities: talk.entities,
    skippedProviders: [],
    timeline: publishTimeline(composed, new Map(acquired)),
    images,
  };
};

/** A talk of a minute with two people (one of them twice), a concept, and a name nobody could identify. */
export const aFullTalk = (): ComposeInput => {
  const refused = { provider: 'commons', title: plainText('A logo'), pageUrl: null, code: 'NON_FREE', why: 'It is not free.' } as const;
  const ada = aRanking('ent_ada', [
    [aCandidate('ada-portrait', { width: 900, height: 1350 }), 0.9],
    [aCandidate('ada-engine'), 0.7],
    [aCandidate('ada-letter'), 0.5],
  ]);
  return aTalk({
    entities: [
      aNamed('ada', 'Q7259', [aMention(12, 0.9, { words: 2 }), aMention(120, 0.7)]),
      aNamed('babbage', 'Q46633', [aMention(60, 0.8)]),
      aNamed('smith', null, [aMention(90, 0.6)]),
      aConcept('loom', [aMention(40, 0.5)]),
    ],
    rankings: [
      { ...ada, refused: [refused] },
      aRanking('ent_babbage', [[aCandidate('babbage'), 0.8]]),
      aRanking('ent_loom', [[aCandidate('loom', { provider: 'pexels', origin: 'stock', property: null }), 0.8]]),
    ],
  });
};

export const aManifest = (): Manifest => buildManifest(manifestParts(aFullTalk()));

/** Strings that some format or other would take for its own. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style><svg onload=alert(1)>',
  '${alert(1)} `x` {{x}} {\\an8\\p1}',
  '--> 00:00:01,000 --> 00:00:02,000',
  '[link](javascript:alert(1)) ![i](https://evil.example/x.png) **b** <https://evil.example>',
  '&lt;b&gt; &amp;amp; &#60;i&#62;',
  '1\n00:00:00,000 --> 00:00:09,000\nforged',
  '\u202egnp.exe\u0000\u0007',
];

/** The full talk with `text` wherever something from outside stands. */
export const hostileManifest = (text: string): Manifest => {
  const talk = aFullTalk();
  const clean = plainText(text);
  const visible = clean === '' ? plainText('x') : clean;
  const rankings = talk.rankings.map(ranking => ({
    ...ranking,
    ranked: ranking.ranked.map(ranked => ({
      ...ranked,
      why: text,
      candidate: {
        ...ranked.candidate,
        title: clean,
        description: clean,
        credit: visible,
        author: { name: visible, url: 'javascript:alert(1)' },
        pageUrl: 'javascript:alert(2)',
        licence: { id: 'cc0', name: text, url: 'javascript:alert(3)' },
      },
    })),
  }));
  const entities = talk.entities.map(entity => ({
    ...entity,
    name: visible,
    link:
      entity.link.status === 'linked' ? { ...entity.link, label: visible, description: clean, why: text } : { ...entity.link, why: text },
  }));
  const words = talk.transcript.words.map(word => ({ ...word, text: text.slice(0, 200) }));
  const parts = manifestParts({ ...talk, rankings, entities, transcript: { ...talk.transcript, words } }, text);
  return buildManifest({
    ...parts,
    job: { ...parts.job, outcome: 'partial', reasons: [{ code: 'PROVIDER_UNAVAILABLE', stage: 'search', why: text }] },
    hearing: { ...parts.hearing, notes: [text] },
    skippedNames: [{ surface: clean, why: text }],
    skippedProviders: [{ provider: 'pexels', code: 'X', why: text }],
  });
};
