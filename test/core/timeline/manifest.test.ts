import { describe, expect, it } from '@jest/globals';
import { buildManifest, imageFile } from '../../../core/src/timeline/build-manifest.ts';
import { Manifest } from '../../../core/src/timeline/manifest.ts';
import { aFullTalk, aManifest, manifestParts } from './manifest-builder.ts';

describe('the manifest', () => {
  it('survives being written and read', () => {
    const manifest = aManifest();
    expect(Manifest.parse(JSON.parse(JSON.stringify(manifest)))).toEqual(manifest);
  });

  it('holds the pictures of the timeline and no others, each with its credit', () => {
    const manifest = aManifest();
    const shown = manifest.timeline.cues.map(cue => cue.image.imageId);
    expect(shown).toHaveLength(4);
    expect(new Set(manifest.images.map(image => image.id))).toEqual(new Set(shown));
    expect(manifest.credits.map(credit => credit.imageId)).toEqual(manifest.images.map(image => image.id));
    expect(manifest.credits.flatMap(credit => credit.cues).sort()).toEqual(manifest.timeline.cues.map(cue => cue.id).sort());
  });

  it('names files by content, as the command line writes them', () => {
    expect(imageFile('0123456789abcdef'.repeat(4), 'image/png')).toBe('images/0123456789ab.png');
    expect(aManifest().images.every(image => image.file === imageFile(image.id, image.mime))).toBe(true);
  });

  it.each([
    [
      'a cue on a word that is not there',
      (parts: ReturnType<typeof manifestParts>) => ({
        ...parts,
        timeline: { ...parts.timeline, cues: parts.timeline.cues.map(cue => ({ ...cue, toWord: 'w999' })) },
      }),
    ],
    ['a picture that is not there', (parts: ReturnType<typeof manifestParts>) => ({ ...parts, images: parts.images.slice(1) })],
    ['an entity that is not there', (parts: ReturnType<typeof manifestParts>) => ({ ...parts, entities: [] })],
    [
      'a preview',
      (parts: ReturnType<typeof manifestParts>) => ({
        ...parts,
        timeline: {
          ...parts.timeline,
          cues: parts.timeline.cues.map(cue => ({ ...cue, image: { ...cue.image, state: 'preview' as const, imageId: null } })),
        },
      }),
    ],
  ])('is refused with %s', (_, spoil) => {
    expect(() => buildManifest(spoil(manifestParts(aFullTalk())))).toThrow(/which is no|has no/u);
  });
});
