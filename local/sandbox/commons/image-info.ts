import { inventPerson } from '../people.ts';
import type { ActionParams } from '../wikimedia/action-params.ts';
import type { PropModule } from '../wikimedia/query-props.ts';
import type { World } from '../world.ts';
import { filePageUrl, hasThumbnail, originalUrl, STANDARD_WIDTHS, thumbnailUrl } from './addresses.ts';
import { dateOf, extMetadataOf } from './ext-metadata.ts';
import { mediaTypeOf, mimeOf, pageCountOf, sha1Of, type MediaFile } from './file.ts';

/** Files whose thumbnails one answer speaks of; MediaWiki renders no more in a request. */
const RENDERED_AT_ONCE = 50;

interface InfoWishes {
  readonly props: ReadonlySet<string>;
  readonly width: number;
  readonly height: number;
  readonly metadata: ReadonlySet<string> | null;
}

const readInfoWishes = (params: ActionParams): InfoWishes => {
  const filter = params.list('iiextmetadatafilter');
  for (const name of [
    'iiextmetadatalanguage',
    'iiextmetadatamultilang',
    'iilimit',
    'iistart',
    'iiend',
    'iiurlparam',
    'iimetadataversion',
    'iilocalonly',
    'iibadfilecontexttitle',
    'iisharedrepo',
  ])
    params.text(name);
  return {
    props: new Set(params.list('iiprop') ?? ['timestamp', 'user']),
    width: params.count('iiurlwidth', -1, 100_000, -1),
    height: params.count('iiurlheight', -1, 100_000, -1),
    metadata: filter === null || filter.length === 0 ? null : new Set(filter),
  };
};

/** @returns the width asked for, kept inside the height asked for */
const wantedWidth = (file: MediaFile, wishes: InfoWishes): number => {
  if (wishes.height <= 0) return wishes.width;
  return Math.max(1, Math.min(wishes.width, Math.round((wishes.height * file.width) / file.height)));
};

/**
 * A width that is no standard one gets the address of the next larger standard thumbnail, while the dimensions reported
 * stay those that were asked for (T388792).
 */
const thumbnailInfo = (file: MediaFile, wishes: InfoWishes, origin: string): object => {
  if (wishes.width <= 0) return {};
  const width = wantedWidth(file, wishes);
  const isWhole = !hasThumbnail(file, width);
  const step = STANDARD_WIDTHS.find(standard => standard >= width) ?? file.width;
  const shown = isWhole ? file.width : width;
  const height = Math.max(1, Math.round((shown * file.height) / file.width));
  const address = isWhole || !hasThumbnail(file, step) ? originalUrl(file, origin) : thumbnailUrl(file, step, origin);
  const isDrawing = file.kind === 'svg';
  return {
    thumburl: address,
    thumbwidth: shown,
    thumbheight: isWhole ? file.height : height,
    ...(wishes.props.has('thumbmime')
      ? { thumbmime: isDrawing ? 'image/png' : mimeOf(file) === 'image/png' ? 'image/png' : 'image/jpeg' }
      : {}),
  };
};

const metadataOf = (file: MediaFile, wishes: InfoWishes, world: World): object => {
  const all = extMetadataOf(file, world.origin, text => world.scenarios.say('commons', text));
  if (wishes.metadata === null) return all;
  const { metadata } = wishes;
  return Object.fromEntries(Object.entries(all).filter(([name]) => metadata.has(name)));
};

/** @returns what `prop=imageinfo` says of one version of a file */
const infoOf = (file: MediaFile, wishes: InfoWishes, world: World): object => {
  const { props } = wishes;
  const { origin } = world;
  const pages = pageCountOf(file);
  return {
    ...(props.has('timestamp') ? { timestamp: `${dateOf(file)}T12:00:00Z` } : {}),
    ...(props.has('user') ? { user: inventPerson(`uploader of ${file.art}`).name } : {}),
    ...(props.has('canonicaltitle') ? { canonicaltitle: `File:${file.name}` } : {}),
    ...(props.has('size') || props.has('dimensions')
      ? { size: file.bytes, width: file.width, height: file.height, ...(pages === null ? {} : { pagecount: pages }) }
      : {}),
    ...(props.has('url')
      ? {
          ...thumbnailInfo(file, wishes, origin),
          url: originalUrl(file, origin),
          descriptionurl: filePageUrl(file, origin),
          descriptionshorturl: `${origin}/commons/w/index.php?curid=${file.pageId}`,
        }
      : {}),
    ...(props.has('sha1') ? { sha1: sha1Of(file) } : {}),
    ...(props.has('mime') ? { mime: mimeOf(file) } : {}),
    ...(props.has('mediatype') ? { mediatype: mediaTypeOf(file) } : {}),
    ...(props.has('extmetadata') ? { extmetadata: metadataOf(file, wishes, world) } : {}),
    ...(props.has('badfile') ? { badfile: false } : {}),
  };
};

/**
 * @param fileOf the file behind a page, or null where the page is none
 * @param repositoryOf `local`, or `shared` where the file lies on another wiki
 */
export const imageInfoProp = <P>(
  world: World,
  fileOf: (page: P) => MediaFile | null,
  repositoryOf: (file: MediaFile) => 'local' | 'shared',
): PropModule<P> => ({
  prepare: params => {
    const wishes = readInfoWishes(params);
    return page => {
      const file = fileOf(page);
      return file === null ? {} : { imagerepository: repositoryOf(file), imageinfo: [infoOf(file, wishes, world)] };
    };
  },
  limit: params => (params.text('iiurlwidth') === null ? Number.MAX_SAFE_INTEGER : RENDERED_AT_ONCE),
  continueKey: 'iicontinue',
  continueValue: page => {
    const file = fileOf(page);
    return file === null ? '' : `${file.name.replaceAll(' ', '_')}|${dateOf(file).replaceAll('-', '')}120000`;
  },
  missing: { imagerepository: '' },
});
