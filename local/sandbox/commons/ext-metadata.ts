import { drawInt } from '../draw.ts';
import { inventPerson } from '../people.ts';
import { escapeHtml } from '../server/exchange.ts';
import { mimeOf, urlName, type MediaFile } from './file.ts';
import { LICENCES, type LicenceTemplate } from './licences.ts';

/** One entry of `extmetadata`. */
export interface Metadatum {
  readonly value: string | number;
  readonly source: string;
  /** An empty string, in both format versions: it is no boolean for MediaWiki. */
  readonly hidden?: '';
}

/** Words the author, the title and the description. */
type Say = (text: string) => string;

/** @returns an ISO date between 2006 and 2024 */
export const dateOf = (file: MediaFile): string => {
  const day = new Date(Date.UTC(2006, 0, 1) + drawInt(`${file.name}/day`, 18 * 365) * 86_400_000);
  return day.toISOString().slice(0, 10);
};

const userLink = (origin: string, name: string): string => {
  const page = `User:${name}`;
  return `<a href="//${new URL(origin).host}/commons/wiki/${urlName(page)}" title="${escapeHtml(page)}">${escapeHtml(name)}</a>`;
};

/** Author as HTML, in one of the ways that file pages have; null where the page names none. */
const artistOf = (file: MediaFile, origin: string, say: Say): string | null => {
  const person = inventPerson(`author of ${file.art}`);
  const name = say(person.name);
  switch (file.author) {
    case 'missing':
      return null;
    case 'plain':
      return escapeHtml(name);
    case 'user':
      return userLink(origin, name);
    case 'external':
      return `<a rel="nofollow" class="external text" href="${origin}/commons/people/${person.username}">${escapeHtml(name)} &amp; S&ouml;hne</a>`;
    case 'hidden':
      return `${userLink(origin, name)} <span style="color:grey"><i>[user: ${person.username}, mail: ${person.username}@photographers.example]</i></span><span style="display:none">Creator:${escapeHtml(name)}</span>`;
    case 'several':
      return `${userLink(origin, name)} / <bdi>${escapeHtml(inventPerson(`editor of ${file.art}`).name)}</bdi>`;
    case 'table':
      return `<table class="vcard"><tbody><tr><th><span class="fn">${escapeHtml(name)}</span></th></tr><tr><td>photographer&nbsp;(b. 1961)</td></tr></tbody></table>`;
  }
};

const creditOf = (file: MediaFile, origin: string): string =>
  file.author === 'external'
    ? `<a rel="nofollow" class="external text" href="${origin}/commons/people/${inventPerson(`author of ${file.art}`).username}/${urlName(file.name)}">${escapeHtml(file.name.replace(/\.[^.]+$/, ''))}</a>`
    : '<span class="int-own-work" lang="en">Own work</span>';

const categoriesOf = (file: MediaFile): string =>
  [
    ...file.categories,
    ...(file.restrictions === 'personality' ? ['Personality rights warning'] : []),
    ...(file.nominatedForDeletion ? ['Deletion requests January 2026'] : []),
    'Files of the provider sandbox',
  ].join('|');

/**
 * @param origin of the sandbox, where author pages lie
 * @param say how author, title and description are worded
 * @returns all entries the file page gives, in the order in which the extension writes them
 */
export const extMetadataOf = (file: MediaFile, origin: string, say: Say): Readonly<Record<string, Metadatum>> => {
  const licence: LicenceTemplate = LICENCES[file.licence];
  const text = (value: string): string => escapeHtml(say(value));
  const page = (value: string | null | undefined): Metadatum[] =>
    value === null || value === undefined ? [] : [{ value, source: 'commons-desc-page' }];
  const hidden = (value: string | null | undefined, source = 'commons-desc-page'): Metadatum[] =>
    value === null || value === undefined ? [] : [{ value, source, hidden: '' }];
  const artist = artistOf(file, origin, say);
  const entries: readonly (readonly [string, readonly Metadatum[]])[] = [
    ['DateTime', hidden(`${dateOf(file)} 12:00:00`, 'mediawiki-metadata')],
    ['ObjectName', hidden(say(file.name.replace(/\.[^.]+$/, '')), 'mediawiki-metadata')],
    ['CommonsMetadataExtension', [{ value: 1.2, source: 'extension', hidden: '' }]],
    ['Categories', hidden(categoriesOf(file), 'commons-categories')],
    ['Assessments', hidden(file.assessments, 'commons-categories')],
    ['ImageDescription', page(`${text(file.shows)} (${text(file.item.description)})`)],
    ['DateTimeOriginal', page(mimeOf(file) === 'image/svg+xml' ? null : dateOf(file))],
    ['Credit', hidden(creditOf(file, origin))],
    ['Artist', page(artist)],
    ['LicenseShortName', hidden(licence.shortName)],
    ['UsageTerms', hidden(licence.usageTerms)],
    ['AttributionRequired', hidden(licence.attributionRequired)],
    [
      'Attribution',
      hidden(
        file.ownCreditLine
          ? `Photo: ${escapeHtml(inventPerson(`author of ${file.art}`).name)} / Sandbox Picture Archive, ${licence.shortName}`
          : null,
      ),
    ],
    ['LicenseUrl', hidden(licence.url)],
    ['Copyrighted', hidden(licence.copyrighted)],
    ['Restrictions', hidden(file.restrictions)],
    ['NonFree', hidden(licence.nonFree === true ? 'true' : null)],
    ['DeletionReason', hidden(file.nominatedForDeletion ? 'No evidence of permission from the author' : null)],
    ['AuthorCount', hidden(file.author === 'several' ? '2' : null)],
    ['License', hidden(licence.code, 'commons-templates')],
  ];
  return Object.fromEntries(entries.flatMap(([name, [metadatum]]) => (metadatum === undefined ? [] : [[name, metadatum]])));
};
