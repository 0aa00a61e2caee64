import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { committed } from '../../support/fixtures.ts';
import { type Json, sandboxUnderTest } from './sandbox-under-test.ts';
import { differingKinds, missingIn, shapeOf } from './value-shape.ts';

const sandbox = sandboxUnderTest();

/** What the real service answered: test/fixtures/providers, each file with its origin and licence. */
const recorded = (...files: string[]): Json[] =>
  files.map(file => JSON.parse(readFileSync(committed(`test/fixtures/providers/${file}.json`), 'utf8')).response.body);

const UNSPLASH = { authorization: 'Client-ID sandbox-unsplash' };
const PEXELS = { authorization: 'sandbox-pexels' };

/** Fields of Unsplash's photo object that came after its recordings of 2018 and 2019, by the specification of 2026 and an answer of 2025. */
const SINCE_2019 = [
  '.alternative_slugs',
  '.asset_type',
  '.blur_hash',
  '.breadcrumbs',
  '.slug',
  '.sponsorship',
  '.topic_submissions',
  '.urls.small_s3',
  '.user.social',
];

/** Fields of those recordings that neither the specification nor the later answer has. */
const GONE_SINCE_2019 = [
  '.user.accepted_tos',
  '.user.instagram_username',
  '.user.links.followers',
  '.user.links.following',
  '.user.total_likes',
  '.user.total_photos',
];

interface Comparison {
  readonly real: readonly unknown[];
  readonly ours: readonly unknown[];
  readonly anyKey?: readonly string[];
  /** Paths that the sandbox has and the recording has not: newer than the recording, by the provider's present documentation. */
  readonly newer: readonly string[];
  /** Paths of the recording that the sandbox does not make. */
  readonly notMade: readonly string[];
}

const expectSameShape = ({ real, ours, anyKey, newer, notMade }: Comparison): void => {
  const [theirs, made] = [shapeOf(real, anyKey), shapeOf(ours, anyKey)];
  expect({ newer: missingIn(made, theirs), notMade: missingIn(theirs, made), differing: differingKinds(made, theirs) }).toEqual({
    newer: [...newer].sort(),
    notMade: [...notMade].sort(),
    differing: [],
  });
};

describe('answers have the shape of recorded ones', () => {
  it('Pexels: first, middle and last page of a search', async () => {
    const get = async (query: string) =>
      (await sandbox.get(`${sandbox.addresses().pexels}/v1/search?query=old+red+tree&per_page=40&${query}`, PEXELS)).json();
    const first = await get('page=1');
    const last = Math.ceil(first.total_results / 40);
    expectSameShape({
      real: recorded('pexels/photos', 'pexels/photos-second-page', 'pexels/photos-last-page'),
      ours: [first, await get('page=2'), await get(`page=${last}`)],
      newer: [],
      notMade: [],
    });
  });

  it('Unsplash: search', async () => {
    expectSameShape({
      real: recorded('unsplash/php-search-photos-query-paris-page-1-per-page-10'),
      ours: [(await sandbox.get(`${sandbox.addresses().unsplash}/search/photos?query=tree&per_page=30`, UNSPLASH)).json()],
      newer: SINCE_2019.map(path => `.results[]${path}`),
      notMade: [...GONE_SINCE_2019.map(path => `.results[]${path}`), '.results[].categories', '.results[].tags'],
    });
  });

  it('Unsplash: photograph, download, errors', async () => {
    const get = async (path: string, headers: Record<string, string> = UNSPLASH) =>
      (await sandbox.get(`${sandbox.addresses().unsplash}${path}`, headers)).json();
    const [photo] = (await get('/search/photos?query=tree')).results;
    expectSameShape({
      real: recorded('unsplash/rb-get-photos-takxap853ry-200', 'unsplash/php-photos-zuaqqmxtxyk'),
      ours: [await get(`/photos/${photo.id}`)],
      newer: [...SINCE_2019, '.exif', '.public_domain'],
      notMade: [...GONE_SINCE_2019, '.categories', '.location.title', '.meta', '.sponsored', '.sponsored_by', '.sponsored_impressions_id'],
    });
    expectSameShape({
      real: recorded('unsplash/php-photos-zuaqqmxtxyk-download'),
      ours: [(await sandbox.get(photo.links.download_location, UNSPLASH)).json()],
      newer: [],
      notMade: [],
    });
    expect([await get('/photos/abc123')]).toEqual(recorded('unsplash/rb-get-photos-abc123-404'));
    expect([await get('/photos/abc123', {})]).toEqual(recorded('unsplash/rb-post-photos-abc123-like-401'));
  });

  it('Openverse: search, detail, nothing found, bad licence, throttled', async () => {
    const get = async (path: string) => (await sandbox.get(`${sandbox.addresses().openverse}/v1${path}`)).json();
    const search = await get('/images/?q=Juan+L%C3%B3pez');
    expectSameShape({ real: recorded('openverse/search-person-wrong-subject'), ours: [search], newer: [], notMade: [] });
    expectSameShape({
      real: recorded('openverse/image-detail'),
      ours: [await get(`/images/${search.results[0].id}/`)],
      newer: ['.tags[].unstable__provider'],
      notMade: [],
    });
    expect([await get('/images/?q=12345')]).toEqual(recorded('openverse/search-no-results'));
    expect([await get('/images/?license=PDMNBCG')]).toEqual(recorded('openverse/licence-error-400'));
    await sandbox.post('/__scenario', { provider: 'openverse', limit: 0, windowSeconds: 3_600 });
    expect([await get('/images/?q=x')]).toEqual(recorded('openverse/search-throttled-429'));
  });

  it('Commons: files with metadata, in the old and the new format', async () => {
    const get = async (query: string) => (await sandbox.get(`${sandbox.addresses().commons}?action=query&format=json&${query}`)).json();
    const old = await get(
      'generator=search&gsrnamespace=6&gsrsearch=paris&gsrlimit=50&prop=imageinfo&iiprop=url|user|dimensions|extmetadata',
    );
    expectSameShape({
      real: recorded('commons/generator-imageinfo-continue-1'),
      ours: [old],
      anyKey: ['.query.pages'],
      newer: [
        '.batchcomplete',
        '.continue.gsroffset',
        '.query.pages.*.index',
        '.query.pages.*.imageinfo[].pagecount',
        ...['AuthorCount', 'DeletionReason', 'NonFree'].map(key => `.query.pages.*.imageinfo[].extmetadata.${key}`),
      ],
      notMade: [
        '.continue.gucontinue',
        '.query.pages.*.globalusage',
        ...['GPSLatitude', 'GPSLongitude', 'GPSMapDatum', 'Permission'].map(key => `.query.pages.*.imageinfo[].extmetadata.${key}`),
      ],
    });
  });

  it('Wikipedia: a file that lies on Commons', async () => {
    const get = async (query: string) =>
      (await sandbox.get(`${sandbox.addresses().wikipedia}?action=query&format=json&formatversion=2&${query}`)).json();
    const titles = 'File:Douglas_adams_portrait_cropped.jpg|File:Building92microsoft.jpg';
    expectSameShape({
      real: recorded('commons/imageinfo-extmetadata-shared-repository', 'commons/imageinfo-extmetadata-via-wikipedia'),
      ours: [await get(`titles=${titles}&prop=imageinfo&iiprop=size|url|timestamp|extmetadata`)],
      newer: ['.query.pages[].imageinfo[].extmetadata.AuthorCount'],
      notMade: ['.continue', '.query.pages[].imageinfo[].extmetadata.Attribution'],
    });
  });

  it('Wikidata: searches', async () => {
    const get = async (query: string) => (await sandbox.get(`${sandbox.addresses().wikidata}?format=json&${query}`)).json();
    expectSameShape({
      real: recorded(
        'wikidata/wbsearchentities-discovery',
        'wikidata/wbsearchentities-attila-the-hun',
        'wikidata/wbsearchentities-united-states-with-warning',
      ),
      ours: await Promise.all(['discovery', 'paris'].map(text => get(`action=wbsearchentities&language=en&search=${text}&_=1`))),
      newer: ['.search[].display'],
      notMade: [],
    });
    expectSameShape({
      real: recorded('wikidata/query-list-search-michael-jackson'),
      ours: [await get('action=query&list=search&srsearch=Michael%20Jackson')],
      newer: ['.batchcomplete', '.continue', '.query.search[].pageid'],
      notMade: ['.query-continue'],
    });
  });

  it('Wikidata: entities, missing titles, no such entity', async () => {
    const get = async (query: string) =>
      (await sandbox.get(`${sandbox.addresses().wikidata}?format=json&action=wbgetentities&${query}`)).json();
    expectSameShape({
      real: recorded(
        'wikidata/wbgetentities-three-items',
        'wikidata/entity-city-oxford',
        'wikidata/entity-company-microsoft',
        'wikidata/entity-country-france-flag',
        'wikidata/entity-person-michael-jackson',
      ),
      ours: [await get('ids=Q34217|Q2283|Q142|Q2831|Q123|Q456|Q1420|Q1999999999')],
      anyKey: [
        '.entities',
        '.entities.*.labels',
        '.entities.*.descriptions',
        '.entities.*.aliases',
        '.entities.*.sitelinks',
        '.entities.*.claims',
        '.entities.*.claims.*[].qualifiers',
      ],
      newer: [],
      notMade: [
        ...['after', 'before', 'calendarmodel', 'precision', 'time', 'timezone'].map(
          key => `.entities.*.claims.*[].mainsnak.datavalue.value.${key}`,
        ),
        ...['entity-type', 'id', 'language', 'numeric-id', 'text'].map(
          key => `.entities.*.claims.*[].qualifiers.*[].datavalue.value.${key}`,
        ),
        '.entities.*.sitelinks.*.badges[]',
      ],
    });
    expect([await get('sites=enwiki&titles=THISISNOTAVALIDID')]).toEqual(recorded('wikidata/wbgetentities-title-missing'));
    expectSameShape({
      real: recorded('wikidata/wbgetentities-no-such-entity'),
      ours: [await get('ids=THISISNOTAVALIDID')],
      newer: ['.error.*', '.error.id'],
      notMade: ['.error.messages'],
    });
  });

  it('Wikipedia: articles, redirects, disambiguation, full-text search, summary', async () => {
    const get = async (query: string) =>
      (await sandbox.get(`${sandbox.addresses().wikipedia}?action=query&format=json&formatversion=2&${query}`)).json();
    const props =
      'prop=extracts|info|pageimages|pageprops|pageterms&exintro&inprop=url&ppprop=disambiguation|wikibase_item&pithumbsize=240&redirects';
    expectSameShape({
      real: recorded('wikipedia/query-extract-pageprops-pageimage', 'wikipedia/query-redirect', 'wikipedia/query-disambiguation-page'),
      ours: await Promise.all(['Douglas%20Adams', 'Douglas%20Noel%20Adams', 'Springfield'].map(title => get(`${props}&titles=${title}`))),
      newer: [],
      notMade: [
        '.continue',
        '.query.random',
        '.warnings',
        ...['links', 'pageassessments', 'redirects', 'watchers'].map(key => `.query.pages[].${key}`),
      ],
    });
    expectSameShape({
      real: recorded('wikipedia/query-fulltext-search'),
      ours: [await get('generator=search&gsrsearch=queens&gsrlimit=20&prop=pageterms|pageimages&piprop=thumbnail&wbptterms=description')],
      newer: [],
      notMade: [],
    });
    expectSameShape({
      real: recorded('wikipedia/rest-page-summary-geo'),
      ours: [(await sandbox.get('/wikipedia/api/rest_v1/page/summary/Douglas_Adams')).json()],
      newer: [],
      notMade: ['.coordinates'],
    });
  });
});
