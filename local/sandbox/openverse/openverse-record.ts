import { originalUrl, filePageUrl } from '../commons/addresses.ts';
import { mimeOf, type MediaFile } from '../commons/file.ts';
import type { LicenceId } from '../commons/licences.ts';
import { drawFrom, drawInt, hexDigest, inShare, type NonEmpty } from '../draw.ts';
import { wordsOf } from '../fold.ts';
import { inventPerson } from '../people.ts';
import type { StockPhoto } from '../stock/stock-photo.ts';
import type { World } from '../world.ts';

/** A picture in the index: one of Commons, or one of a photo community. */
export type Indexed = { readonly from: 'wikimedia'; readonly file: MediaFile } | { readonly from: 'flickr'; readonly photo: StockPhoto };

/** Licence as Openverse writes it. */
export interface IndexedLicence {
  readonly code: string;
  readonly version: string;
}

/** Only what Creative Commons knows is indexed. */
const OF_COMMONS: Readonly<Partial<Record<LicenceId, IndexedLicence>>> = {
  'by-sa-4.0': { code: 'by-sa', version: '4.0' },
  'by-sa-3.0': { code: 'by-sa', version: '3.0' },
  'by-sa-2.0': { code: 'by-sa', version: '2.0' },
  'by-4.0': { code: 'by', version: '4.0' },
  'by-2.0': { code: 'by', version: '2.0' },
  cc0: { code: 'cc0', version: '1.0' },
  pd: { code: 'pdm', version: '1.0' },
  'pd-old': { code: 'pdm', version: '1.0' },
  'by-nc-sa-2.0': { code: 'by-nc-sa', version: '2.0' },
  'by-nd-4.0': { code: 'by-nd', version: '4.0' },
};

const OF_COMMUNITY: NonEmpty<string> = ['by', 'by-sa', 'by-nc', 'by-nc-sa', 'by-nc-nd', 'by-nd', 'by', 'by-sa', 'cc0', 'pdm'];

/** @returns null for what the index would not hold */
export const licenceOf = (indexed: Indexed): IndexedLicence | null => {
  if (indexed.from === 'wikimedia') return OF_COMMONS[indexed.file.licence] ?? null;
  const code = drawFrom(`${indexed.photo.seed}/licence`, OF_COMMUNITY);
  return { code, version: code === 'cc0' || code === 'pdm' ? '1.0' : '2.0' };
};

const licenceUrl = ({ code, version }: IndexedLicence): string => {
  if (code === 'cc0') return `https://creativecommons.org/publicdomain/zero/${version}/`;
  if (code === 'pdm') return `https://creativecommons.org/publicdomain/mark/${version}/`;
  return `https://creativecommons.org/licenses/${code}/${version}/`;
};

const attributionOf = (title: string | null, creator: string | null, licence: IndexedLicence): string => {
  const work = title === null ? 'This work' : `"${title}"`;
  const by = creator === null ? '' : ` by ${creator}`;
  const isMark = licence.code === 'cc0' || licence.code === 'pdm';
  const name = licence.code === 'pdm' ? 'Public Domain Mark' : licence.code === 'cc0' ? 'CC0' : `CC ${licence.code.toUpperCase()}`;
  return `${work}${by} is ${isMark ? 'marked with' : 'licensed under'} ${name} ${licence.version}. To view ${isMark ? 'the terms' : 'a copy of this license'}, visit ${licenceUrl(licence)}.`;
};

/** @returns the id in the index, a UUID that is always the same for a picture */
export const idOf = (indexed: Indexed): string => {
  const digest = hexDigest('sha1', indexed.from === 'wikimedia' ? `commons/${indexed.file.name}` : indexed.photo.seed);
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-4${digest.slice(13, 16)}-a${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
};

export const sizeOf = (indexed: Indexed): { width: number; height: number } =>
  indexed.from === 'wikimedia' ? indexed.file : indexed.photo;

export const fileTypeOf = (indexed: Indexed): string | null => {
  if (indexed.from === 'wikimedia') return mimeOf(indexed.file).replace(/^.*\//, '').replace('jpeg', 'jpg');
  return inShare(`${indexed.photo.seed}/untyped`, 0.6) ? null : 'jpg';
};

/** What the index took over from where the picture lies. */
interface Source {
  readonly title: string | null;
  readonly landing: string;
  readonly url: string;
  readonly creator: string | null;
  readonly creatorUrl: string | null;
  readonly filesize: number | null;
}

const commonsSource = (file: MediaFile, origin: string): Source => {
  const creator = file.author === 'missing' ? null : inventPerson(`author of ${file.art}`).name;
  return {
    title: file.name.replace(/\.[^.]+$/, ''),
    landing: filePageUrl(file, origin),
    url: originalUrl(file, origin).replace(/\?.*$/, ''),
    creator,
    creatorUrl: creator === null ? null : `${origin}/commons/wiki/User:${encodeURIComponent(creator.replaceAll(' ', '_'))}`,
    filesize: file.bytes,
  };
};

/** The address leads to a copy of 1024 pixels, although the dimensions are those of the original. */
const communitySource = (photo: StockPhoto, origin: string): Source => {
  const person = inventPerson(photo.seed);
  return {
    title: inShare(`${photo.seed}/untitled`, 0.05) ? null : photo.alt,
    landing: `${origin}/www.flickr/photos/${person.username}/${photo.number}`,
    url: `${origin}/images.openverse/${photo.number}_b.jpg`,
    creator: person.name,
    creatorUrl: `${origin}/www.flickr/photos/${person.username}`,
    filesize: null,
  };
};

const tagNames = (indexed: Indexed): readonly string[] => {
  if (indexed.from === 'wikimedia') return wordsOf(indexed.file.categories.join(' '));
  const plain = indexed.photo.tags;
  const broken = plain
    .filter(tag => /[^\u0000-\u007F]/.test(tag))
    .map(tag => tag.replace(/[^\u0000-\u007F]/g, letter => `u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`));
  return [...plain, ...broken];
};

/** @param matched fields in which the words were found @returns one result of the index, as it is delivered */
export const recordOf = (world: World, indexed: Indexed, licence: IndexedLicence, matched: readonly string[]): object => {
  const { origin } = world;
  const id = idOf(indexed);
  const source = indexed.from === 'wikimedia' ? commonsSource(indexed.file, origin) : communitySource(indexed.photo, origin);
  const say = (text: string | null): string | null => (text === null ? null : world.scenarios.say('openverse', text));
  const title = say(source.title);
  const creator = say(source.creator);
  const api = `${origin}/openverse/v1/images/${id}/`;
  const { width, height } = sizeOf(indexed);
  return {
    id,
    title,
    indexed_on: new Date(Date.UTC(2020, 0, 1) + drawInt(id, 1_500) * 86_400_000).toISOString().replace('Z', '137Z'),
    foreign_landing_url: source.landing,
    url: source.url,
    creator,
    creator_url: source.creatorUrl,
    license: licence.code,
    license_version: licence.version,
    license_url: licenceUrl(licence),
    provider: indexed.from,
    source: indexed.from,
    category: inShare(`${id}/categorised`, 0.3) ? 'photograph' : null,
    filesize: source.filesize,
    filetype: fileTypeOf(indexed),
    tags: tagNames(indexed).map(name => ({ name, accuracy: null, unstable__provider: indexed.from })),
    attribution: attributionOf(title, creator, licence),
    fields_matched: matched,
    mature: false,
    height,
    width,
    thumbnail: `${api}thumb/`,
    detail_url: api,
    related_url: `${api}related/`,
    unstable__sensitivity: [],
  };
};
