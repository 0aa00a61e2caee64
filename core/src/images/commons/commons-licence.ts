import { plainText } from '../../platform/plain-text.ts';
import type { RefusalCode } from '../image-candidate.ts';
import type { Licence, Restriction } from '../rights-record.ts';
import type { FileInfo } from './commons-file.ts';

type Meta = FileInfo['meta'];

export type LicenceReading = { readonly licence: Licence } | { readonly code: RefusalCode; readonly why: string };

/** The deed of a licence, for files whose page gives no address. */
const deedOf = (id: string): string => {
  if (id === 'cc0') return 'https://creativecommons.org/publicdomain/zero/1.0/';
  const [, kind, version, port] = /^cc-(by(?:-sa)?)-(\d\.\d)(?:-([a-z]{2}))?/.exec(id) ?? [];
  if (kind === undefined || version === undefined) return 'https://creativecommons.org/publicdomain/mark/1.0/';
  return `https://creativecommons.org/licenses/${kind}/${version}/${port === undefined ? '' : `${port}/`}`;
};

const addressOf = (given: string, id: string): string => {
  const absolute = given.startsWith('//')
    ? `https:${given}`
    : given.replace(/^http:\/\/(www\.)?creativecommons\.org/, 'https://creativecommons.org');
  return /^https?:\/\//.test(absolute) && URL.canParse(absolute) ? absolute : deedOf(id);
};

const FREE = /^(?:cc0|(?:cc-)?pd)$|^cc-by(?:-sa)?-\d/;
const LIMITED = /\bN[CD]\b|non-?commercial|no-?deriv/i;

/**
 * Reads a file's licence. The machine code is absent for everything the wiki's small parser does not know (GFDL, FAL, OGL,
 * "Attribution", and every NC or ND licence), so absence is refusal; a file with several licences is given with its best.
 */
export const readLicence = (meta: Meta): LicenceReading => {
  const name = plainText(meta.LicenseShortName ?? meta.UsageTerms ?? '');
  if (meta.NonFree !== undefined && meta.NonFree !== '') return { code: 'NON_FREE', why: 'the wiki marks it as not free' };
  if (LIMITED.test(name)) return { code: 'NON_FREE', why: `its licence ${name} forbids commercial use or changes` };
  if (meta.DeletionReason !== undefined && meta.DeletionReason !== '')
    return { code: 'DELETION_NOMINATED', why: 'it is nominated for deletion' };
  const id = (meta.License ?? '').trim().toLowerCase();
  if (!FREE.test(id) || !/^[a-z0-9.-]+$/.test(id))
    return { code: 'LICENCE_UNKNOWN', why: name === '' ? 'its licence is not stated' : `its licence ${name} is not one we know` };
  return { licence: { id, name: name === '' ? id.toUpperCase() : name, url: addressOf(meta.LicenseUrl?.trim() ?? '', id) } };
};

const RESTRICTIONS = new Map<string, Restriction>([
  ['trademarked', 'trademark'],
  ['trademark', 'trademark'],
  ['personality', 'personality'],
  ['insignia', 'insignia'],
  ['currency', 'currency'],
]);

/** Limits other than copyright, each once; the key is there even when there is none. */
export const readRestrictions = (meta: Meta): Restriction[] => {
  const given = (meta.Restrictions ?? '').split('|').map(word => word.trim().toLowerCase());
  return [...new Set(given.filter(word => word !== '').map(word => RESTRICTIONS.get(word) ?? 'other'))];
};
