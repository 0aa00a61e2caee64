import { hasThumbnail, originalUrl, STANDARD_WIDTHS, thumbnailUrl } from '../commons/addresses.ts';
import type { Catalogue } from '../commons/catalogue.ts';
import type { MediaFile } from '../commons/file.ts';
import { imageInfoProp } from '../commons/image-info.ts';
import { isDisambiguation, type Item } from '../knowledge/item.ts';
import { lastRevision, modifiedAt } from '../wikidata/entity-json.ts';
import type { PropModule } from '../wikimedia/query-props.ts';
import type { World } from '../world.ts';
import { leadImageOf, type WikipediaPage } from './article.ts';
import { extractOf, sentencesOf } from './article-text.ts';

type Prop = PropModule<WikipediaPage>;

const ofItem =
  (say: (item: Item) => object) =>
  ({ item }: WikipediaPage): object =>
    item === null ? {} : say(item);

const extracts = (world: World): Prop => ({
  prepare: params => {
    const wishes = {
      isPlain: params.flag('explaintext'),
      sentences: params.count('exsentences', Infinity, 10),
      characters: params.count('exchars', Infinity, 1_200),
    };
    for (const name of ['exintro', 'exsectionformat', 'exlimit']) params.text(name);
    return ofItem(item => ({ extract: world.scenarios.say('wikipedia', extractOf(item, world.knowledge, wishes)) }));
  },
  limit: params => (params.flag('exintro') ? params.count('exlimit', 20, 20) : 1),
  continueKey: 'excontinue',
});

const pageProps = (catalogue: Catalogue): Prop => ({
  prepare: params => {
    const wanted = params.list('ppprop');
    return ofItem(item => {
      const lead = leadImageOf(catalogue, item);
      const all: Record<string, string> = {
        ...(isDisambiguation(item) ? { disambiguation: '' } : {}),
        ...(lead === null ? {} : { [lead.repository === 'commons' ? 'page_image_free' : 'page_image']: lead.name.replaceAll(' ', '_') }),
        'wikibase-shortdesc': item.description,
        wikibase_item: item.qid,
      };
      const shown = Object.entries(all).filter(([name]) => wanted === null || wanted.includes(name));
      return shown.length === 0 ? {} : { pageprops: Object.fromEntries(shown) };
    });
  },
});

const description = (world: World): Prop => ({
  prepare: params => {
    params.text('descprefersource');
    return ofItem(item =>
      item.description === '' ? {} : { description: world.scenarios.say('wikipedia', item.description), descriptionsource: 'local' },
    );
  },
});

const pageTerms: Prop = {
  prepare: params => {
    const wanted = params.list('wbptterms') ?? ['alias', 'description', 'label'];
    params.text('wbptlanguage');
    return ofItem(item => {
      const all = { alias: item.aliases, description: item.description === '' ? [] : [item.description], label: [item.label] };
      return { terms: Object.fromEntries(Object.entries(all).filter(([name, values]) => wanted.includes(name) && values.length > 0)) };
    });
  },
};

const imageJson = (file: MediaFile, wanted: readonly string[], size: number, origin: string): object => {
  const step = STANDARD_WIDTHS.find(width => width >= size) ?? file.width;
  const isScaled = hasThumbnail(file, step);
  const width = isScaled ? step : file.width;
  const height = isScaled ? Math.max(1, Math.round((step * file.height) / file.width)) : file.height;
  return {
    ...(wanted.includes('thumbnail')
      ? { thumbnail: { source: isScaled ? thumbnailUrl(file, step, origin) : originalUrl(file, origin), width, height } }
      : {}),
    ...(wanted.includes('original') ? { original: { source: originalUrl(file, origin), width: file.width, height: file.height } } : {}),
    ...(wanted.includes('name') ? { pageimage: file.name.replaceAll(' ', '_') } : {}),
  };
};

const pageImages = (world: World, catalogue: Catalogue): Prop => ({
  prepare: params => {
    const wanted = params.list('piprop') ?? ['thumbnail', 'name'];
    const size = params.count('pithumbsize', 50, 10_000);
    const anyLicence = params.text('pilicense') === 'any';
    params.text('pilangcode');
    return ofItem(item => {
      const file = leadImageOf(catalogue, item);
      return file === null || (file.repository === 'enwiki' && !anyLicence) ? {} : imageJson(file, wanted, size, world.origin);
    });
  },
  limit: params => params.count('pilimit', 50, 50),
  continueKey: 'picontinue',
});

/** @returns length of the wikitext that an article of that popularity would have */
export const lengthOf = (item: Item, world: World): number => sentencesOf(item, world.knowledge).join(' ').length + item.popularity * 300;

const info = (world: World): Prop => ({
  prepare: params => {
    const extra = params.list('inprop') ?? [];
    return ofItem(item => {
      const page = `https://en.wikipedia.org/wiki/${encodeURIComponent((item.article ?? '').replaceAll(' ', '_'))}`;
      return {
        contentmodel: 'wikitext',
        pagelanguage: 'en',
        pagelanguagehtmlcode: 'en',
        pagelanguagedir: 'ltr',
        touched: modifiedAt(item),
        lastrevid: lastRevision(item),
        length: lengthOf(item, world),
        ...(extra.includes('url') ? { fullurl: page, editurl: `${page}?action=edit`, canonicalurl: page } : {}),
      };
    });
  },
});

/** What `prop=` can say of a page of Wikipedia. */
export const articleProps = (world: World, catalogue: Catalogue): Readonly<Record<string, Prop>> => ({
  extracts: extracts(world),
  pageprops: pageProps(catalogue),
  description: description(world),
  pageterms: pageTerms,
  pageimages: pageImages(world, catalogue),
  info: info(world),
  imageinfo: imageInfoProp<WikipediaPage>(
    world,
    page => page.file,
    file => (file.repository === 'commons' ? 'shared' : 'local'),
  ),
});
