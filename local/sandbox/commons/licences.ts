/** What a licence template on a file page says, as the extension CommonsMetadata reads it. */
export interface LicenceTemplate {
  readonly shortName: string;
  /** Machine code; absent for whatever the extension's small parser does not know, and for every NC and ND licence. */
  readonly code?: string;
  readonly usageTerms: string;
  readonly url?: string;
  readonly attributionRequired?: 'true' | 'false';
  readonly copyrighted: 'True' | 'False';
  readonly nonFree?: true;
}

const creativeCommons = (name: string, terms: string, path: string, version: string, code: string | null): LicenceTemplate => ({
  shortName: `CC ${name} ${version}`,
  ...(code === null ? {} : { code: `${code}-${version}` }),
  usageTerms: `Creative Commons ${terms} ${version}`,
  url: `https://creativecommons.org/licenses/${path}/${version}`,
  attributionRequired: 'true',
  copyrighted: 'True',
});

const shareAlike = (version: string): LicenceTemplate => creativeCommons('BY-SA', 'Attribution-Share Alike', 'by-sa', version, 'cc-by-sa');
const attribution = (version: string): LicenceTemplate => creativeCommons('BY', 'Attribution', 'by', version, 'cc-by');

export const LICENCES = {
  'by-sa-4.0': shareAlike('4.0'),
  'by-sa-3.0': { ...shareAlike('3.0'), url: 'http://creativecommons.org/licenses/by-sa/3.0/' },
  'by-sa-2.0': shareAlike('2.0'),
  'by-4.0': attribution('4.0'),
  'by-2.0': attribution('2.0'),
  'by-2.5-nl': {
    ...attribution('2.5'),
    shortName: 'CC BY 2.5 nl',
    code: 'cc-by-2.5-nl',
    url: 'https://creativecommons.org/licenses/by/2.5/nl/deed.en',
  },
  cc0: {
    shortName: 'CC0',
    code: 'cc0',
    usageTerms: 'Creative Commons Zero, Public Domain Dedication',
    url: 'http://creativecommons.org/publicdomain/zero/1.0/deed.en',
    attributionRequired: 'false',
    copyrighted: 'True',
  },
  pd: { shortName: 'Public domain', code: 'pd', usageTerms: 'Public domain', attributionRequired: 'false', copyrighted: 'False' },
  'pd-old': { shortName: 'Public domain', code: 'pd', usageTerms: 'Public domain', copyrighted: 'False' },
  gfdl: {
    shortName: 'GFDL',
    usageTerms: 'GNU Free Documentation License',
    url: 'http://www.gnu.org/copyleft/fdl.html',
    attributionRequired: 'true',
    copyrighted: 'True',
  },
  fal: {
    shortName: 'FAL',
    usageTerms: 'Free Art License',
    url: 'http://artlibre.org/licence/lal/en',
    attributionRequired: 'true',
    copyrighted: 'True',
  },
  attribution: { shortName: 'Attribution', usageTerms: 'Attribution', attributionRequired: 'true', copyrighted: 'True' },
  'no-restrictions': {
    shortName: 'No restrictions',
    usageTerms: 'No known copyright restrictions',
    url: 'https://www.flickr.com/commons/usage/',
    copyrighted: 'True',
  },
  'by-nc-sa-2.0': creativeCommons('BY-NC-SA', 'Attribution-NonCommercial-ShareAlike', 'by-nc-sa', '2.0', null),
  'by-nd-4.0': creativeCommons('BY-ND', 'Attribution-NoDerivatives', 'by-nd', '4.0', null),
  'non-free': { shortName: 'Fair use', usageTerms: 'Fair use of copyrighted material', copyrighted: 'True', nonFree: true },
} as const satisfies Record<string, LicenceTemplate>;

export type LicenceId = keyof typeof LICENCES;
