import type { QuerySite, Resolved, WikiPage } from '../wikimedia/query-action.ts';
import type { World } from '../world.ts';
import type { Catalogue } from './catalogue.ts';
import { dateOf } from './ext-metadata.ts';
import type { MediaFile } from './file.ts';
import { filePageUrl } from './addresses.ts';
import { imageInfoProp } from './image-info.ts';
import { searchFiles } from './search-files.ts';

/** Namespace of files. */
export const FILE = 6;

interface FilePage extends WikiPage {
  readonly file: MediaFile;
}

const PREFIX = /^(?:file|image)\s*:\s*/i;

/** @returns the title as MediaWiki writes it: spaces, `File:`, first letter a capital */
export const normalFileTitle = (title: string): string => {
  const name = title.replaceAll('_', ' ').replace(/\s+/g, ' ').trim().replace(PREFIX, '');
  return `File:${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
};

export const isFileTitle = (title: string): boolean => PREFIX.test(title.trim());

/** The pages of Commons that matter here: its files. Galleries, namespace 0, are not made. */
export const filePages = (world: World, catalogue: Catalogue): QuerySite<FilePage> => {
  const isGone = (file: MediaFile): boolean => ['', 'File:'].some(prefix => world.scenarios.isGone('commons', prefix + file.name));
  const pageOf = (file: MediaFile): FilePage => ({ pageId: file.pageId, ns: FILE, title: `File:${file.name}`, file });
  const present = (file: MediaFile | null): FilePage | null =>
    file === null || file.repository !== 'commons' || isGone(file) ? null : pageOf(file);
  return {
    resolve: (asked): Resolved<FilePage> => {
      if (!isFileTitle(asked)) return { title: asked.replaceAll('_', ' ').trim(), page: null, redirectTo: null, ns: 0 };
      const title = normalFileTitle(asked);
      return { title, page: present(catalogue.byName(title.slice('File:'.length))), redirectTo: null, ns: FILE };
    },
    byPageId: pageId => present(catalogue.byPageId(pageId)),
    search: (text, namespaces) => (namespaces.includes(FILE) ? searchFiles(world.knowledge, catalogue, text).map(pageOf) : []),
    startingWith: (text, namespaces) =>
      namespaces.includes(FILE) ? searchFiles(world.knowledge, catalogue, `intitle:"${text.replace(PREFIX, '')}"`).map(pageOf) : [],
    searchHit: ({ file, ...page }) => ({
      ns: FILE,
      title: page.title,
      pageid: page.pageId,
      size: 900,
      wordcount: 80,
      snippet: world.scenarios.say('commons', file.shows),
      timestamp: `${dateOf(file)}T12:00:00Z`,
    }),
    props: {
      imageinfo: imageInfoProp<FilePage>(
        world,
        page => page.file,
        () => 'local',
      ),
      info: {
        prepare: params => {
          params.text('inprop');
          return ({ file }) => ({
            contentmodel: 'wikitext',
            pagelanguage: 'en',
            touched: `${dateOf(file)}T12:00:00Z`,
            lastrevid: 500_000_000 + file.pageId,
            fullurl: filePageUrl(file, world.origin),
          });
        },
      },
      categories: {
        prepare: params => {
          params.text('cllimit');
          return ({ file }) => ({ categories: file.categories.map(title => ({ ns: 14, title: `Category:${title}` })) });
        },
      },
    },
  };
};
