import { globSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { readItem } from '../../../core/src/entities/wikimedia-item.ts';
import { judgeFile } from '../../../core/src/images/commons/commons-candidate.ts';
import { ImageInfoPage } from '../../../core/src/images/commons/commons-file.ts';
import { ImageCandidate } from '../../../core/src/images/image-candidate.ts';
import { OpenverseImage, readOpenverseImage } from '../../../core/src/images/openverse/openverse-image.ts';
import { judgeOpenverse } from '../../../core/src/images/openverse/openverse-judge.ts';
import { createPexelsJudge } from '../../../core/src/images/pexels/pexels-judge.ts';
import { pexelsCandidate, PexelsPhoto } from '../../../core/src/images/pexels/pexels-photo.ts';
import { knownRights } from '../../../core/src/images/rights/rights-table.ts';
import { createUnsplashJudge } from '../../../core/src/images/unsplash/unsplash-judge.ts';
import { readUnsplashPhoto, UnsplashPhoto } from '../../../core/src/images/unsplash/unsplash-photo.ts';
import type { Reading } from '../../../core/src/images/words-provider.ts';
import type { CallAccount } from '../../../core/src/platform/call-gate.ts';
import type { Outcome } from '../../../core/src/platform/outcome.ts';
import { createProviderHttp, type ProviderHttp } from '../../../core/src/platform/provider-http/provider-http.ts';
import type { Judge } from '../../../core/src/platform/provider-http/verdict.ts';
import { createActionApi } from '../../../core/src/platform/provider-http/wikimedia-action-api.ts';
import { createWikimediaJudge } from '../../../core/src/platform/provider-http/wikimedia-judge.ts';
import { aCall } from '../../../core/src/testing/image-builders.ts';
import { openCallGate } from '../../../core/src/testing/open-call-gate.ts';
import { committed } from '../../support/fixtures.ts';
import { answeringServer, recorded } from '../platform/provider-http/answering-server.ts';

const HOUR_MS = 3_600_000;
const FOLDER = 'test/fixtures/providers';
const files = globSync('*/*.json', { cwd: committed(FOLDER) }).sort();
const of = (pattern: RegExp): readonly string[] => files.filter(file => pattern.test(file));

/** A client of the product, before a server that gives the recorded answer. */
const client = async (file: string, account: CallAccount, judge: Judge): Promise<{ http: ProviderHttp; url: URL }> => {
  const server = await answeringServer(() => recorded(file));
  const options = { gate: openCallGate(), fetch, clock: Date.now, userAgent: 'Cutaway/1 (ops@example.org)', limits: { attempts: 1 } };
  return { http: createProviderHttp({ ...options, account, name: 'Recorded', judge }), url: new URL(server.url) };
};

const valueOf = <T>(outcome: Outcome<T>): T => {
  if (outcome.outcome !== 'done') throw new Error(`${outcome.outcome}: ${outcome.why}`);
  return outcome.value;
};

const ask = async (file: string, account: CallAccount, judge: Judge): Promise<Outcome<unknown>> => {
  const { http, url } = await client(file, account, judge);
  return http.get(url, z.unknown(), aCall);
};

/** @returns whether each reading is a complete candidate or a refusal with its reason */
const isRead = (readings: readonly Reading[]): boolean =>
  readings.every(reading => ('candidate' in reading ? ImageCandidate.safeParse(reading.candidate).success : reading.refused.why !== ''));

/** The host of the recordings is that of the provider's own developers. */
const UNSPLASH_HOSTS = /^https?:\/\/(api\.lvh\.me:3000|api\.(staging\.)?unsplash\.com|lvh\.me:3000)$/;
/** The gem's cassettes name hosts by placeholders. */
const withHosts = (photo: unknown): unknown =>
  JSON.parse(JSON.stringify(photo).replaceAll('<API_URI>', 'https://api.unsplash.com/').replaceAll('<OAUTH_URI>', 'https://unsplash.com/'));

const readUnsplash = (photo: unknown): Reading => {
  const read = UnsplashPhoto.parse(withHosts(photo));
  const { origin } = new URL(read.links.download_location);
  expect(origin).toMatch(UNSPLASH_HOSTS);
  return readUnsplashPhoto(new URL(origin), knownRights('unsplash', 'unsplash'))(read);
};

describe('Unsplash', () => {
  const judge = createUnsplashJudge(HOUR_MS);
  const askUnsplash = (file: string): Promise<Outcome<unknown>> => ask(file, 'unsplash', judge);

  it.each(of(/^unsplash\/.*(search-photos|order-by-latest)/))('%s: every photo of the list', async file => {
    const body = z.union([z.array(z.unknown()), z.object({ results: z.array(z.unknown()) })]).parse(valueOf(await askUnsplash(file)));
    const photos = Array.isArray(body) ? body : body.results;
    expect(photos.length).toBeGreaterThan(0);
    expect(isRead(photos.map(readUnsplash))).toBe(true);
  });

  it.each(of(/^unsplash\/(php-photos-(gq|yt|zuaqqmxtxyk\.|random)|rb-get-photos-(random|takxap853ry)-200)/))(
    '%s: the photo',
    async file => {
      expect(isRead([readUnsplash(valueOf(await askUnsplash(file)))])).toBe(true);
    },
  );

  it.each(of(/^unsplash\/.*(download|statistics|stats|201)/))('%s: an answer that holds no photo', async file => {
    expect((await askUnsplash(file)).outcome).toBe('done');
  });

  it.each(of(/^unsplash\/.*401/))('%s: the key is refused', async file => {
    expect(await askUnsplash(file)).toMatchObject({ outcome: 'failed', code: 'PROVIDER_KEY_INVALID' });
  });

  it.each(of(/^unsplash\/.*404/))('%s: there is none', async file => {
    expect((await askUnsplash(file)).outcome).toBe('abstained');
  });
});

describe('Pexels', () => {
  it.each(of(/^pexels\/photos/))('%s: every photo', async file => {
    const { photos } = z.object({ photos: z.array(z.unknown()) }).parse(valueOf(await ask(file, 'pexels', createPexelsJudge(HOUR_MS))));
    expect(isRead(photos.map(photo => ({ candidate: pexelsCandidate(PexelsPhoto.parse(photo)) })))).toBe(true);
  });

  it.each(of(/^pexels\/(collection|video)/))('%s: films are no photos', async file => {
    const body = z.looseObject({ media: z.array(z.looseObject({ type: z.string() })).optional() });
    const read = body.parse(valueOf(await ask(file, 'pexels', createPexelsJudge(HOUR_MS))));
    const media = read.media ?? [{ ...read, type: 'Video' }];
    expect(media.map(each => PexelsPhoto.safeParse(each).success)).toEqual(media.map(each => each.type === 'Photo'));
  });
});

describe('Openverse', () => {
  it.each(of(/^openverse\/(search-(no|person)|image)/))('%s: every picture', async file => {
    const body = z.union([z.object({ results: z.array(z.unknown()) }), z.unknown().transform(one => ({ results: [one] }))]);
    const { results } = body.parse(valueOf(await ask(file, 'openverse', judgeOpenverse)));
    expect(isRead(results.map(result => readOpenverseImage(OpenverseImage.parse(result))))).toBe(true);
  });

  it.each([
    ['openverse/licence-error-400.json', { outcome: 'failed', code: 'PROVIDER_REFUSED' }],
    ['openverse/search-throttled-429.json', { outcome: 'deferred' }],
  ])('%s', async (file, expected) => {
    expect(await ask(file, 'openverse', judgeOpenverse)).toMatchObject(expected);
  });
});

describe('Wikimedia', () => {
  const api = async (file: string) => {
    const { http, url } = await client(file, 'wikimedia', createWikimediaJudge());
    return createActionApi(http, url);
  };

  it.each(of(/^commons\//))('%s: every file is judged', async file => {
    const page = z.object({ outcome: z.literal('done'), value: z.object({ query: z.object({ pages: z.unknown() }) }) });
    const { pages } = page.parse(await ask(file, 'wikimedia', createWikimediaJudge())).value.query;
    for (const given of Object.values(pages as object)) {
      const judged = judgeFile(ImageInfoPage.parse(given), { origin: 'depicts', property: null, depicts: [] });
      expect(isRead([judged])).toBe(true);
    }
  });

  it.each(of(/^wikidata\/(entity|wbgetentities-three)/))('%s: every item that is there', async file => {
    const body = z.object({ entities: z.record(z.string(), z.unknown()) });
    const answer = valueOf(await (await api(file)).get({}, body, aCall));
    const items = answer.ok ? Object.entries(answer.body.entities) : [];
    const there = items.filter(([, item]) => !Object.hasOwn(item as object, 'missing'));
    expect(there.map(([id, item]) => [id, readItem(item)?.qid])).toEqual(there.map(([id]) => [id, id]));
    expect(there.length).toBeGreaterThan(0);
  });

  it.each(of(/^wikidata\/(query-list-search-empty|.*no-such-entity)/))('%s: an error of its own, with status 200', async file => {
    expect(valueOf(await (await api(file)).get({}, z.unknown(), aCall))).toMatchObject({ ok: false, error: { code: expect.any(String) } });
  });

  it.each(of(/^wikidata\/(wbsearch|query-list-search-michael|wbgetentities-(title|two))|^wikipedia\//))('%s: an answer', async file => {
    expect(valueOf(await (await api(file)).get({}, z.unknown(), aCall))).toMatchObject({ ok: true });
  });
});

it('all 64 recordings are among these', () => {
  expect(files).toHaveLength(64);
});
