import { describe, expect, it } from '@jest/globals';
import ExifReader from 'exifreader';
import * as fc from 'fast-check';
import sharp from 'sharp';
import { creditOf, type Credited } from '../../../../core/src/images/rights/credit.ts';
import { creditHtml, creditMarkdown, creditText } from '../../../../core/src/images/rights/credit-formats.ts';
import { creditXmp } from '../../../../core/src/images/rights/credit-xmp.ts';
import { withCredit } from '../../../../core/src/images/rights/with-credit.ts';
import { plainText } from '../../../../core/src/platform/plain-text.ts';
import { aCandidate } from '../../../../core/src/testing/image-builders.ts';
import { recorded } from '../../platform/provider-http/answering-server.ts';

const credited = (given: Partial<Credited>): Credited => ({ ...aCandidate(), ...given });
const by = (name: string, url: string | null = null): Credited['author'] => ({ name: plainText(name), url });
const ccBy = { id: 'cc-by-4.0', name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' };

describe('a credit is worded as its provider wants it', () => {
  it.each([
    ['pexels', credited({ provider: 'pexels', author: by('John Doe') }), 'Photo by John Doe on Pexels'],
    ['pexels, photographer unknown', credited({ provider: 'pexels', author: null }), 'Photo on Pexels'],
    ['unsplash', credited({ provider: 'unsplash', author: by('Annie Spratt') }), 'Photo by Annie Spratt on Unsplash'],
    ['pixabay', credited({ provider: 'pixabay', author: by('Teerasuwat') }), 'Image by Teerasuwat from Pixabay'],
    [
      'commons',
      credited({ licence: ccBy }),
      '“Ada Lovelace portrait”, Alfred Edward Chalon, CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/), via Wikimedia Commons (https://commons.wikimedia.org/wiki/File:Ada_Lovelace_portrait.jpg), resized or cropped',
    ],
    [
      'commons, public domain, author unknown',
      credited({ author: null }),
      '“Ada Lovelace portrait”, unknown author (see source), Public domain (https://creativecommons.org/publicdomain/mark/1.0/), via Wikimedia Commons (https://commons.wikimedia.org/wiki/File:Ada_Lovelace_portrait.jpg)',
    ],
    ['owner', credited({ provider: 'owner', author: null }), 'own picture'],
  ])('%s', (_case, given, text) => {
    expect(creditText(creditOf(given))).toBe(text);
  });

  it('unsplash links photographer and site with the referral parameters', () => {
    const author = by('A', 'https://unsplash.com/@a?utm_source=cutaway&utm_medium=referral');
    expect(creditHtml(creditOf(credited({ provider: 'unsplash', author })))).toBe(
      'Photo by <a href="https://unsplash.com/@a?utm_source=cutaway&amp;utm_medium=referral" rel="noopener noreferrer">A</a> on <a href="https://unsplash.com/?utm_source=cutaway&amp;utm_medium=referral" rel="noopener noreferrer">Unsplash</a>',
    );
  });

  it('openverse gives the very sentence that Openverse answered', () => {
    const { body } = recorded('openverse/image-detail.json') as {
      body: { title: string; creator: string; attribution: string; license_url: string };
    };
    const licence = { id: 'cc-by-sa-2.0', name: 'CC BY-SA 2.0', url: body.license_url };
    const given = credited({ provider: 'openverse', title: plainText(body.title), author: by(body.creator), licence });
    expect(creditText(creditOf(given))).toBe(body.attribution);
  });

  it('openverse marks the public domain in the words of the specification', () => {
    const licence = { id: 'cc0-1.0', name: 'CC0 1.0', url: 'https://creativecommons.org/publicdomain/zero/1.0/' };
    const given = credited({ provider: 'openverse', title: plainText('Tree Bark Photo'), author: by('Tim Sullivan'), licence });
    expect(creditText(creditOf(given))).toBe(
      '"Tree Bark Photo" by Tim Sullivan is marked with CC0 1.0. To view the terms, visit https://creativecommons.org/publicdomain/zero/1.0/.',
    );
  });
});

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '{\\pos(10,10)}',
  '=cmd|calc',
  'a\nb',
  '\u202Egnp.exe',
  'a\u0000b',
  '../../etc/passwd',
  '[x](javascript:alert(1))',
  ']]>',
  '&lt;b&gt;',
  '`code`',
  '\uFFFE',
];

describe.each(['commons', 'pexels', 'unsplash', 'pixabay', 'openverse', 'owner'] as const)('hostile authors and titles at %s', provider => {
  const anything = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary' }), fc.string());

  it('stay text in every format', () => {
    fc.assert(
      fc.property(anything, anything, (title, name) => {
        const spans = creditOf(credited({ provider, title: plainText(title), author: by(name), licence: ccBy }));
        const text = creditText(spans);
        expect(text).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u2028-\u202E]/u);
        const tags = creditHtml(spans).match(/<[^>]*>/g) ?? [];
        for (const tag of tags) expect(tag).toMatch(/^<a href="https:\/\/[^"<>]*" rel="noopener noreferrer">$|^<\/a>$/);
        expect(creditHtml(spans).replace(/<\/?a[^>]*>/g, '')).not.toMatch(/[<>"']/);
        for (const link of creditMarkdown(spans).matchAll(/(?<!\\)\]\(([^)]*)\)/g)) expect(link[1]).toMatch(/^https:\/\//);
      }),
      { numRuns: 100 },
    );
  });
});

describe('XMP', () => {
  it('says title, author, licence, source and credit where photo tools look for them', async () => {
    const picture = withCredit(aCandidate({ licence: ccBy }));
    const grey = sharp({ create: { width: 8, height: 8, channels: 3, background: 'grey' } });
    const tags = ExifReader.load(await grey.withXmp(creditXmp(picture)).jpeg().toBuffer());
    expect(tags.title?.description).toBe('Ada Lovelace portrait');
    expect(tags.creator?.description).toBe('Alfred Edward Chalon');
    expect(tags.rights?.description).toBe(picture.credit);
    expect(tags.WebStatement?.description).toBe(ccBy.url);
    expect(tags.UsageTerms?.description).toBe('CC BY 4.0');
    expect(tags.Credit?.description).toBe(picture.credit);
  });

  it('stays well-formed whatever the author is called', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary' })), name => {
        const xmp = creditXmp(withCredit(aCandidate({ author: by(name), title: plainText(name) })));
        const values = xmp.replace(/<[^<>]*>/g, '');
        expect(values).not.toMatch(/[<>]/);
        expect(values).not.toMatch(/&(?!(?:amp|lt|gt|quot|apos);)/);
        expect(xmp.isWellFormed()).toBe(true);
        expect(xmp).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/);
      }),
    );
  });
});
