/** Fields of `extmetadata` by name, as the wiki gives them. */
const ext = (fields: Readonly<Record<string, string | number>>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value, source: 'commons-desc-page' }]));

const FREE = {
  LicenseShortName: 'CC BY-SA 4.0',
  License: 'cc-by-sa-4.0',
  LicenseUrl: 'https://creativecommons.org/licenses/by-sa/4.0',
  Artist: '<a href="//commons.wikimedia.org/wiki/User:Ann" title="User:Ann">Ann &amp; Co</a>',
  Restrictions: '',
};

/** A page of `prop=imageinfo` in format version 2, a free JPEG of 3000 × 2000 unless told otherwise. */
export const filePage = (
  name: string,
  given: { readonly meta?: Readonly<Record<string, string | number>>; readonly info?: object; readonly index?: number } = {},
) => {
  const key = name.replaceAll(' ', '_');
  const utm = 'utm_source=commons.wikimedia.org&utm_campaign=imageinfo';
  return {
    pageid: 1_000 + (Buffer.from(name).reduce((sum, byte) => sum * 7 + byte, 0) % 1_000_000),
    ns: 6,
    title: `File:${name}`,
    ...(given.index !== undefined && { index: given.index }),
    imagerepository: 'local',
    imageinfo: [
      {
        size: 2_345_678,
        width: 3000,
        height: 2000,
        thumburl: `https://thumb.wikimedia.org/wikipedia/commons/thumb/a/ab/${key}/1920px-${key}?${utm}&utm_content=thumbnail`,
        thumbwidth: 1920,
        thumbheight: 1280,
        url: `https://upload.wikimedia.org/wikipedia/commons/a/ab/${key}?${utm}&utm_content=original`,
        descriptionurl: `https://commons.wikimedia.org/wiki/File:${key}`,
        descriptionshorturl: 'https://commons.wikimedia.org/w/index.php?curid=1',
        mime: 'image/jpeg',
        mediatype: 'BITMAP',
        sha1: 'DA39A3EE5E6B4B0D3255BFEF95601890AFD80709',
        extmetadata: ext(given.meta ?? FREE),
        ...given.info,
      },
    ],
  };
};

export const freeMeta = (more: Readonly<Record<string, string | number>>): Readonly<Record<string, string | number>> => ({
  ...FREE,
  ...more,
});

export const answerOf = (...pages: readonly object[]) => ({ body: { batchcomplete: true, query: { pages } } });
