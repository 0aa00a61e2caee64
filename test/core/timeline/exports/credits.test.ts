import { describe, expect, it } from '@jest/globals';
import { exportCredits } from '../../../../core/src/timeline/exports/credits.ts';
import { aManifest, HOSTILE, hostileManifest } from '../manifest-builder.ts';

describe('credits', () => {
  it('name every picture once, in the order it appears, with author, licence, source and what is asked for', () => {
    const manifest = aManifest();
    const [markdown, plain] = exportCredits(manifest).files.map(file => file.body);
    expect(markdown!.split('\n').filter(line => line.startsWith('- '))).toEqual([
      '- 0:04: Picture ada-portrait by Ann Author, CC BY-SA 4.0, via Wikimedia Commons',
      '- 0:15: Picture loom by Ann Author, CC BY-SA 4.0, via Wikimedia Commons',
      '- 0:23: Picture babbage by Ann Author, CC BY-SA 4.0, via Wikimedia Commons',
      '- 0:47: Picture ada-engine by Ann Author, CC BY-SA 4.0, via Wikimedia Commons',
    ]);
    expect(markdown).toContain('Licence: [CC BY-SA 4.0](https://creativecommons.org/licenses/by-sa/4.0/)');
    expect(markdown).toContain('Author: [Ann Author](https://commons.example.org/wiki/User:Ann)');
    expect(markdown).toContain('Scaled from 1600 × 1200 pixels.');
    expect(markdown).toContain('What is made with it has to carry the same licence.');
    for (const { text, licence, sourceUrl } of manifest.credits) {
      for (const fact of [text, licence.name, licence.url, sourceUrl]) expect(plain).toContain(fact);
    }
  });

  it.each(HOSTILE)('let %j be no markup of their own', text => {
    const [markdown] = exportCredits(hostileManifest(text)).files.map(file => file.body);
    const unescaped = markdown!.replaceAll(/\\[\\`*_{}[\]<>#|~&!$^]/gu, '').replaceAll(/`images\/[0-9a-f]{12}\.jpg`/gu, '');
    expect(unescaped.slice(1)).not.toMatch(/[\\`*_{}[\]<>#|~&!]/u);
    expect(markdown!.split('\n').filter(line => line.startsWith('- '))).toHaveLength(4);
  });

  it('never link to anything but the web', () => {
    const [markdown] = exportCredits(hostileManifest('x')).files.map(file => file.body);
    expect(markdown).not.toMatch(/\]\(/u);
  });

  it('name no source of a picture that has no page', () => {
    const manifest = aManifest();
    const credits = manifest.credits.map(credit => ({ ...credit, sourceUrl: 'urn:cutaway:image:1' }));
    for (const { body } of exportCredits({ ...manifest, credits }).files) expect(body).not.toMatch(/Source|urn:/);
  });

  it('say that there are none', () => {
    const manifest = aManifest();
    const none = { ...manifest, credits: [], images: [], timeline: { ...manifest.timeline, cues: [] } };
    for (const { body } of exportCredits(none).files) expect(body).toContain('No pictures are shown.');
  });
});
