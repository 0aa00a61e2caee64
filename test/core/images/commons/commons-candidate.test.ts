import { describe, expect, it } from '@jest/globals';
import { judgeFile, type Judged } from '../../../../core/src/images/commons/commons-candidate.ts';
import { ImageInfoPage } from '../../../../core/src/images/commons/commons-file.ts';
import { ImageCandidate } from '../../../../core/src/images/image-candidate.ts';
import { recorded } from '../../platform/provider-http/answering-server.ts';
import { filePage, freeMeta } from './image-info.ts';

const judge = (page: unknown, property: ImageCandidate['property'] = 'P18'): Judged =>
  judgeFile(ImageInfoPage.parse(page), { origin: 'item-file', property, depicts: ['Q7259'] });

const accepted = (judged: Judged): ImageCandidate => {
  if ('refused' in judged) throw new Error(`${judged.refused.code}: ${judged.refused.why}`);
  return ImageCandidate.parse(judged.candidate);
};
const code = (judged: Judged): string => ('refused' in judged ? judged.refused.code : 'accepted');

describe('a free file', () => {
  it('is described completely, with addresses without campaign parameters', () => {
    expect(
      accepted(judge(filePage('A view.jpg', { meta: freeMeta({ Categories: 'Views|Hills', Assessments: 'featured|quality' }) }))),
    ).toMatchObject({
      id: 'commons:A_view.jpg',
      title: 'A view',
      categories: ['Views', 'Hills'],
      assessments: ['featured', 'quality'],
      pageUrl: 'https://commons.wikimedia.org/wiki/File:A_view.jpg',
      downloadUrl: 'https://thumb.wikimedia.org/wikipedia/commons/thumb/a/ab/A_view.jpg/1920px-A_view.jpg',
      previewUrl: 'https://thumb.wikimedia.org/wikipedia/commons/thumb/a/ab/A_view.jpg/500px-A_view.jpg',
      width: 3000,
      height: 2000,
      sha1: 'da39a3ee5e6b4b0d3255bfef95601890afd80709',
      author: { name: 'Ann & Co', url: 'https://commons.wikimedia.org/wiki/User:Ann' },
      licence: { id: 'cc-by-sa-4.0', name: 'CC BY-SA 4.0', url: 'https://creativecommons.org/licenses/by-sa/4.0' },
      rights: { id: 'commons/cc-by-sa-4.0@1', shareAlike: true, commercialUse: true },
      credit:
        '“A view”, Ann & Co, CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0), via Wikimedia Commons (https://commons.wikimedia.org/wiki/File:A_view.jpg), resized or cropped',
    });
  });

  it('that was really answered in 2026 is read as it was', () => {
    const page = {
      pageid: 121371,
      ns: 6,
      title: 'File:Hospital room ubt.jpeg',
      index: 3,
      imageinfo: [
        {
          size: 372133,
          width: 1600,
          height: 1200,
          thumburl:
            'https://thumb.wikimedia.org/wikipedia/commons/thumb/5/57/Hospital_room_ubt.jpeg/330px-Hospital_room_ubt.jpeg?utm_source=commons.wikimedia.org&utm_campaign=imageinfo&utm_content=thumbnail',
          thumbwidth: 330,
          thumbheight: 248,
          url: 'https://upload.wikimedia.org/wikipedia/commons/5/57/Hospital_room_ubt.jpeg?utm_source=commons.wikimedia.org&utm_campaign=imageinfo&utm_content=original',
          descriptionurl: 'https://commons.wikimedia.org/wiki/File:Hospital_room_ubt.jpeg',
          mime: 'image/jpeg',
          extmetadata: {
            Artist: {
              value:
                '<b><a href="//commons.wikimedia.org/wiki/User:Tsca" title="User:Tsca">Tomasz Sienicki</a></b> <span style="color:grey"><i>[user: …, mail: …]</i></span>',
            },
            LicenseShortName: { value: 'Public domain' },
            UsageTerms: { value: 'Public domain' },
            License: { value: 'pd' },
          },
        },
      ],
    };
    expect(accepted(judge(page))).toMatchObject({
      id: 'commons:Hospital_room_ubt.jpeg',
      author: { name: 'Tomasz Sienicki [user: …, mail: …]', url: 'https://commons.wikimedia.org/wiki/User:Tsca' },
      licence: { id: 'pd', name: 'Public domain', url: 'https://creativecommons.org/publicdomain/mark/1.0/' },
      rights: { id: 'commons/pd@1', attribution: { required: false } },
    });
  });

  it.each([
    ['no author field: the source is named instead', freeMeta({ Artist: '' }), null, 'unknown author (see source)'],
    [
      'a credit line of the licensor, which goes first',
      freeMeta({ Attribution: 'DerHexer, Wikimedia Commons, CC-by-sa 4.0' }),
      'DerHexer, Wikimedia Commons, CC-by-sa 4.0',
      'DerHexer',
    ],
    ['several authors', freeMeta({ AuthorCount: 2 }), 'Ann & Co and others', 'Ann & Co and others'],
    [
      'entities, bidi marks and hidden parts',
      freeMeta({ Artist: '<bdi>Zo&#235;</bdi> <span style="display: none">creator QS:P170</span>&lt;3' }),
      'Zoë <3',
      'Zoë <3',
    ],
    ['an e-mail address, which stays private', freeMeta({ Artist: 'Bo (bo.smith@example.org)' }), 'Bo ()', 'Bo ()'],
    ['several people as a list', freeMeta({ Artist: '<ul>\n<li>One</li><li>T<b>w</b>o</li></ul>' }), 'One Two', 'One Two'],
  ])('is credited where it has %s', (_case, meta, name, inCredit) => {
    const candidate = accepted(judge(filePage('A.jpg', { meta })));
    expect(candidate.author?.name ?? null).toBe(name);
    expect(candidate.credit).toContain(inCredit);
  });

  it.each([
    ['cc-by-2.5-nl', '', 'https://creativecommons.org/licenses/by/2.5/nl/'],
    ['cc-by-sa-3.0', 'http://creativecommons.org/licenses/by-sa/3.0', 'https://creativecommons.org/licenses/by-sa/3.0'],
    ['cc0', '', 'https://creativecommons.org/publicdomain/zero/1.0/'],
    ['cc-pd', 'javascript:alert(1)', 'https://creativecommons.org/publicdomain/mark/1.0/'],
    ['pd', '//example.org/terms', 'https://example.org/terms'],
  ])('links to the deed of %s', (License, LicenseUrl, url) => {
    expect(accepted(judge(filePage('A.jpg', { meta: freeMeta({ License, LicenseUrl }) }))).licence).toMatchObject({ id: License, url });
  });

  it('carries limits that are not copyright', () => {
    expect(
      accepted(judge(filePage('A.jpg', { meta: freeMeta({ Restrictions: 'trademarked|personality|costume' }) }))).restrictions,
    ).toEqual(['trademark', 'personality', 'other']);
  });

  it('takes the original where it is no wider than what we ask for', () => {
    const url = 'https://upload.wikimedia.org/wikipedia/commons/a/ab/A.jpg';
    const info = { width: 1200, height: 900, url, thumburl: url, thumbwidth: 1200, thumbheight: 900 };
    expect(accepted(judge(filePage('A.jpg', { info })))).toMatchObject({ downloadUrl: url, previewUrl: url });
  });

  it('takes a modest original where no rendition could be made', () => {
    const info = { thumburl: undefined, thumberror: 'Error creating thumbnail: file is damaged' };
    expect(accepted(judge(filePage('A.jpg', { info }))).downloadUrl).toBe('https://upload.wikimedia.org/wikipedia/commons/a/ab/A.jpg');
  });
});

describe('a file is refused', () => {
  it.each([
    ['without a machine-readable licence', freeMeta({ License: '', LicenseShortName: 'GFDL' }), {}, 'LICENCE_UNKNOWN'],
    ['without any licence', { Artist: 'Ann' }, {}, 'LICENCE_UNKNOWN'],
    ['under "Attribution"', freeMeta({ License: '', LicenseShortName: 'Attribution' }), {}, 'LICENCE_UNKNOWN'],
    ['under NC', freeMeta({ License: '', LicenseShortName: 'CC BY-NC-SA 2.0' }), {}, 'NON_FREE'],
    ['under ND, whatever the machine code says', freeMeta({ LicenseShortName: 'CC BY-ND 4.0' }), {}, 'NON_FREE'],
    ['with a code that only looks free', freeMeta({ License: 'cc-by-nc-4.0', LicenseShortName: 'CC' }), {}, 'LICENCE_UNKNOWN'],
    ['when any of its licences is not free', freeMeta({ NonFree: 'true' }), {}, 'NON_FREE'],
    ['when nominated for deletion', freeMeta({ DeletionReason: 'copyright violation' }), {}, 'DELETION_NOMINATED'],
    ['when it is a PDF', freeMeta({}), { mime: 'application/pdf', mediatype: 'OFFICE' }, 'NOT_BITMAP'],
    ['when it is a video', freeMeta({}), { mime: 'video/webm', mediatype: 'VIDEO' }, 'NOT_BITMAP'],
    ['when it is a GIF, which may move', freeMeta({}), { mime: 'image/gif' }, 'NOT_BITMAP'],
    ['when it is a drawing that is no logo or flag', freeMeta({}), { mime: 'image/svg+xml', mediatype: 'DRAWING' }, 'NOT_BITMAP'],
    ['when it is tiny', freeMeta({}), { width: 200, height: 150 }, 'TOO_SMALL'],
    ['when it is a banner', freeMeta({}), { width: 6000, height: 900 }, 'BAD_ASPECT'],
    [
      'when it is 50 MB and has no rendition',
      freeMeta({}),
      { size: 50_000_000, thumburl: undefined, thumberror: 'too large' },
      'UNFETCHABLE',
    ],
  ])('%s', (_case, meta, info, expected) => {
    expect(code(judge(filePage('A.jpg', { meta, info })))).toBe(expected);
  });

  it.each([
    ['there is no such page', { title: 'File:X.jpg', missing: true, imagerepository: '' }],
    ['there is a page without a file', { ...filePage('X.jpg'), filemissing: true }],
    ['its description has no address', { title: 'File:X.jpg', pageid: 3, imageinfo: [{ extmetadata: {} }] }],
  ])('where %s', (_case, page) => {
    expect(code(judge(page))).toBe('MISSING');
  });
});

it('a logo that is a drawing is taken as the PNG its renderer makes', () => {
  const svg = 'https://upload.wikimedia.org/wikipedia/commons/9/96/Logo.svg';
  const png = 'https://thumb.wikimedia.org/wikipedia/commons/thumb/9/96/Logo.svg/1920px-Logo.svg.png';
  const info = {
    mime: 'image/svg+xml',
    mediatype: 'DRAWING',
    width: 300,
    height: 60,
    url: svg,
    thumburl: png,
    thumbwidth: 1920,
    thumbheight: 384,
  };
  expect(accepted(judge(filePage('Logo.svg', { info }), 'P154'))).toMatchObject({
    downloadUrl: png,
    width: 1920,
    height: 384,
    previewUrl: png.replace('1920px', '500px'),
  });
});

it('a file that lies on Commons is read although another wiki calls its page missing', () => {
  const body = recorded('commons/imageinfo-extmetadata-via-wikipedia.json').body as { query: { pages: unknown[] } };
  expect(ImageInfoPage.parse(body.query.pages[0]).info).toMatchObject({ width: 333, meta: { License: 'cc-by-sa-2.0' } });
});

it('values of extmetadata may be numbers, maps of languages, or missing', () => {
  const page = filePage('A.jpg', {
    info: { extmetadata: { A: { value: 1.2 }, B: { value: { _type: 'lang', de: 'Haus', en: 'house' } }, C: { value: null }, D: 'x' } },
  });
  expect(ImageInfoPage.parse(page).info?.meta).toEqual({ A: '1.2', B: 'house' });
});
