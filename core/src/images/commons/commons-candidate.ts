import type { Qid } from '../../entities/entity.ts';
import { plainText, type PlainText } from '../../platform/plain-text.ts';
import { htmlText } from '../html-text.ts';
import type { ImageCandidate, Origin, RefusalCode, RefusedImage } from '../image-candidate.ts';
import { rightsOf } from '../rights/rights-table.ts';
import { withCredit } from '../rights/with-credit.ts';
import type { CommonsFile, FileInfo } from './commons-file.ts';
import { readLicence, readRestrictions } from './commons-licence.ts';
import { refuseQuality } from './commons-quality.ts';
import { renditionOf } from './commons-rendition.ts';

/** How a file was found. */
export interface Finding {
  readonly origin: Origin;
  readonly property: ImageCandidate['property'];
  readonly depicts: readonly Qid[];
}

export type Judged = { readonly candidate: ImageCandidate } | { readonly refused: RefusedImage };

const withoutNamespace = (title: string): string => title.slice('File:'.length);
const withoutExtension = (name: string): string => name.replace(/\.[a-z0-9]{2,5}$/i, '');

/** @returns the name without its namespace, as file names are compared: underscores for spaces, first letter upper case */
export const fileKey = (title: string): string => {
  const name = (title.startsWith('File:') ? withoutNamespace(title) : title).trim().replace(/ /g, '_');
  return name.charAt(0).toUpperCase() + name.slice(1);
};

const EMAIL = /[^\s<>()[\],;:]+@[^\s<>()[\],;:]+\.[a-z]{2,}/gi;
/** Whole tables come as an author; a credit that is longer than this is a page of its own, which the link leads to. */
const LONGEST_NAME = 300;

/** A licensor's own credit line goes before the author field; with several authors one name is not the whole credit. */
const authorOf = (meta: FileInfo['meta']): ImageCandidate['author'] => {
  const custom = htmlText(meta.Attribution ?? '');
  const { text, url } = custom.text === '' ? htmlText(meta.Artist ?? '') : custom;
  const name = plainText(text.replace(EMAIL, '').slice(0, LONGEST_NAME));
  if (name === '') return null;
  return { name: Number(meta.AuthorCount ?? 1) > 1 ? plainText(`${name} and others`) : name, url };
};

const listOf = (value: string | undefined): PlainText[] =>
  (value ?? '')
    .split('|')
    .map(plainText)
    .filter(item => item !== '');

const refusal = (file: CommonsFile, code: RefusalCode, why: string): Judged => ({
  refused: { provider: 'commons', title: plainText(withoutNamespace(file.title)), pageUrl: file.info?.pageUrl ?? null, code, why },
});

/** Holds a file against licence and quality, and describes it as every provider's pictures are described. */
export const judgeFile = (file: CommonsFile, finding: Finding): Judged => {
  const { info } = file;
  if (info === null) return refusal(file, 'MISSING', 'there is no such file on Commons');
  const reading = readLicence(info.meta);
  if ('code' in reading) return refusal(file, reading.code, reading.why);
  const rights = rightsOf('commons', reading.licence.id);
  if (rights === null) return refusal(file, 'LICENCE_UNKNOWN', `nothing is known of the licence ${reading.licence.name}`);
  const rendition = renditionOf(info);
  const poor = refuseQuality(info, rendition, finding.property);
  if (poor !== null || rendition === null) return refusal(file, poor?.code ?? 'UNFETCHABLE', poor?.why ?? 'no rendition of it can be made');
  return {
    candidate: withCredit({
      schemaVersion: 1,
      id: `commons:${fileKey(file.title)}`,
      provider: 'commons',
      origin: finding.origin,
      property: finding.property,
      depicts: [...finding.depicts],
      title: plainText(withoutExtension(withoutNamespace(file.title))),
      description: htmlText(info.meta.ImageDescription ?? '').text,
      categories: listOf(info.meta.Categories),
      pageUrl: info.pageUrl,
      previewUrl: rendition.previewUrl,
      downloadUrl: rendition.downloadUrl,
      width: rendition.width,
      height: rendition.height,
      mime: info.mime,
      bytes: info.bytes,
      sha1: info.sha1 !== null && /^[0-9a-f]{40}$/i.test(info.sha1) ? info.sha1.toLowerCase() : null,
      author: authorOf(info.meta),
      licence: reading.licence,
      rights,
      restrictions: readRestrictions(info.meta),
      assessments: listOf(info.meta.Assessments),
      useReportUrl: null,
      ...(info.seenAt !== undefined && { seenAt: info.seenAt }),
    }),
  };
};
