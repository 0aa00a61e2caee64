import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { plainText } from '../../../../../core/src/platform/plain-text.ts';
import type { PictureLookup } from '../../../../../core/src/timeline/exports/storyboard/embedded-pictures.ts';
import { exportStoryboard } from '../../../../../core/src/timeline/exports/storyboard/storyboard.ts';
import type { Manifest } from '../../../../../core/src/timeline/manifest.ts';
import { aManifest, HOSTILE, hostileManifest } from '../../manifest-builder.ts';
import { type Piece, readStrictly } from './strict-html.ts';

const TAGS = new Set(
  'html head meta title style body div header h1 h2 ul li b p span em a i q nav svg path main section figure figcaption details summary footer br'.split(
    ' ',
  ),
);
const ATTRIBUTES = new Set(
  'lang charset http-equiv content name class id href rel title role aria-label aria-hidden tabindex viewBox preserveAspectRatio d open'.split(
    ' ',
  ),
);

const thumb: PictureLookup = () => ({ mime: 'image/jpeg', base64: 'AAAA' });
const page = (manifest: Manifest, lookup = thumb): string => exportStoryboard(manifest, lookup).files[0]!.body;
const textOf = (pieces: readonly Piece[]): string =>
  pieces
    .filter(piece => piece.tag === null)
    .map(piece => piece.text)
    .join('')
    .replace(/\s+/gu, ' ');

describe('the storyboard', () => {
  it('shows every cue with its word, time, entity, credit, licence, reason and what was passed over', () => {
    const manifest = aManifest();
    const pieces = readStrictly(page(manifest));
    const text = textOf(pieces);
    const links = new Set(pieces.map(piece => piece.attributes.href));
    const ids = new Set(pieces.map(piece => piece.attributes.id));
    for (const cue of manifest.timeline.cues) {
      for (const shown of [cue.entity.label, cue.credit, cue.licence.name, ...cue.rejected.map(({ why }) => why)])
        expect(text).toContain(shown);
      expect(text).toContain(cue.why.replaceAll(/["']/gu, ''));
      expect([links.has(cue.licence.url), links.has(cue.image.sourceUrl), links.has(`#${cue.id}`), ids.has(cue.id)]).not.toContain(false);
    }
    expect(text).toContain('illustration');
  });

  it('does not spell out addresses that it links to', () => {
    const manifest = aManifest();
    const [first, ...others] = manifest.timeline.cues;
    const credit = `Ann Author, ${first!.licence.name} (${first!.licence.url}), via a source (${first!.image.sourceUrl}), cropped`;
    const cues = [{ ...first!, credit: plainText(credit) }, ...others];
    const text = textOf(readStrictly(page({ ...manifest, timeline: { ...manifest.timeline, cues } })));
    expect(text).toContain(`Ann Author, ${first!.licence.name}, via a source, cropped`);
  });

  it('reads as the talk, word for word', () => {
    const { transcript, ...rest } = aManifest();
    const words = transcript.words.map((word, index) => ({ ...word, text: `w${index}.` }));
    const pieces = readStrictly(page({ ...rest, transcript: { ...transcript, words } }));
    const read = textOf(pieces).match(/\bw\d+\./gu);
    expect([...new Set(read)]).toEqual(words.map(word => word.text));
  });

  it('tells names that were not identified, and why', () => {
    expect(textOf(readStrictly(page(aManifest())))).toMatch(/Not identified: 1 .*Name smith 0:36 ?Two people share the name\./u);
  });

  it('asks for nothing from outside: no script, no request, a policy that allows only its own style sheet', () => {
    const pieces = readStrictly(page(aManifest()));
    const css = pieces.find(piece => piece.tag === 'style')!.text;
    const policy = pieces.find(piece => piece.attributes['http-equiv'] === 'Content-Security-Policy')!.attributes.content;
    const hash = createHash('sha256').update(css).digest('base64');
    expect(policy).toBe(`default-src 'none'; img-src data:; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`);
    expect(css).not.toMatch(/@import|url\((?!data:)/u);
    for (const piece of pieces) {
      expect(piece.tag === null || TAGS.has(piece.tag)).toBe(true);
      for (const name of Object.keys(piece.attributes)) expect(ATTRIBUTES).toContain(name);
      if (piece.attributes.href !== undefined) expect(piece.attributes.href).toMatch(/^(#|https:\/\/)/u);
    }
  });

  it.each(HOSTILE)('shows %j as the text it is', text => {
    const manifest = hostileManifest(text);
    const pieces = readStrictly(page(manifest));
    for (const piece of pieces) {
      expect(piece.tag === null || TAGS.has(piece.tag)).toBe(true);
      for (const [name, value] of Object.entries(piece.attributes)) {
        expect(ATTRIBUTES).toContain(name);
        if (name === 'href') expect(value).toMatch(/^(#|https:\/\/)/u);
      }
    }
    const plain = (value: string): string => value.replaceAll(/[\s"']/gu, '');
    expect(plain(textOf(pieces))).toContain(plain(manifest.project.name));
  });

  it('embeds each picture once, and says which it could not', () => {
    const manifest = aManifest();
    const body = page(manifest);
    expect(body.match(/url\(data:/gu)).toHaveLength(manifest.images.length);
    const refused = [
      null,
      { mime: 'text/html', base64: 'AAAA' },
      { mime: 'image/png', base64: 'AA;x' },
      { mime: 'image/png', base64: 'A'.repeat(80_004) },
    ];
    const odd = exportStoryboard(manifest, id => refused[manifest.images.findIndex(image => image.id === id)] ?? null);
    expect(odd.notCarried).toEqual([
      '“Picture ada-portrait”: its picture could not be read.',
      '“Picture ada-engine”: its picture could not be read.',
      '“Picture babbage”: its picture could not be read.',
      '“Picture loom”: its small picture is larger than 60000 bytes.',
    ]);
    expect(odd.files[0]!.body).not.toContain('url(data:');
    expect(textOf(readStrictly(odd.files[0]!.body))).toContain('The picture is not embedded');
  });

  it('is whole for a talk without pictures, and says why it is empty', () => {
    const manifest = aManifest();
    const note = 'Nothing to show: the talk names nobody and nothing.';
    const empty = { ...manifest, credits: [], images: [], entities: [], timeline: { ...manifest.timeline, cues: [], note } };
    const text = textOf(readStrictly(page(empty)));
    expect(text).toContain(note);
    expect(text).toContain('0 pictures');
  });
});
