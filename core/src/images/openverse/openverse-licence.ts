import type { Licence } from '../rights-record.ts';

/** `by-sa` and `2.0` as they come, any of which may be absent. */
export interface GivenLicence {
  readonly license: string;
  readonly license_version?: string | null | undefined;
  readonly license_url?: string | null | undefined;
}

const CODE = /^(?:by(?:-nc)?(?:-sa|-nd)?|cc0|pdm|(?:nc-)?sampling\+)$/;

const MARKS = {
  cc0: { name: 'CC0', path: 'publicdomain/zero' },
  pdm: { name: 'Public Domain Mark', path: 'publicdomain/mark' },
} as const;

/** @returns the licence in our words, or null where it is not one of Creative Commons with its version */
export const openverseLicence = ({ license, license_version, license_url }: GivenLicence): Licence | null => {
  const code = license.toLowerCase();
  const version = /^\d\.\d$/.exec(license_version ?? '')?.[0] ?? (code === 'cc0' || code === 'pdm' ? '1.0' : null);
  if (!CODE.test(code) || code.endsWith('+') || version === null) return null;
  const mark = code === 'cc0' || code === 'pdm' ? MARKS[code] : null;
  const deed = `https://creativecommons.org/${mark?.path ?? `licenses/${code}`}/${version}/`;
  const given = license_url ?? '';
  return {
    id: mark === null ? `cc-${code}-${version}` : `${code}-${version}`,
    name: mark === null ? `CC ${code.toUpperCase()} ${version}` : `${mark.name} ${version}`,
    url: /^https:\/\/creativecommons\.org\//.test(given) && URL.canParse(given) ? given : deed,
  };
};
