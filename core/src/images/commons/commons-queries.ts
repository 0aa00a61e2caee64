import * as z from 'zod';
import type { Qid } from '../../entities/entity.ts';
import type { AnswerCache, CacheRule } from '../../platform/answer-cache.ts';
import type { CallContext } from '../../platform/call-gate.ts';
import type { Clock } from '../../platform/clock.ts';
import { done, type Outcome } from '../../platform/outcome.ts';
import type { ActionApi, ActionParams } from '../../platform/provider-http/wikimedia-action-api.ts';
import { CACHE_TIMES } from '../cache-times.ts';
import { fileKey } from './commons-candidate.ts';
import { CommonsFile, ImageInfoPage } from './commons-file.ts';
import { DOWNLOAD_WIDTH } from './commons-rendition.ts';

/** The API makes at most 50 renditions for one request and continues after that. */
const BATCH = 50;

const META = [
  'LicenseShortName',
  'License',
  'LicenseUrl',
  'UsageTerms',
  'Artist',
  'Attribution',
  'AttributionRequired',
  'AuthorCount',
  'Copyrighted',
  'Restrictions',
  'NonFree',
  'DeletionReason',
  'Credit',
  'ObjectName',
  'ImageDescription',
  'DateTimeOriginal',
  'Categories',
  'Assessments',
].join('|');

const IMAGE_INFO: ActionParams = {
  prop: 'imageinfo',
  iiprop: 'url|size|mime|mediatype|sha1|extmetadata',
  iiurlwidth: DOWNLOAD_WIDTH,
  iiextmetadatafilter: META,
  iiextmetadatalanguage: 'en',
};

/** Words of a search as words: quotes, wildcards, minus and `keyword:` would be commands to the search engine. */
const searchWords = (text: string): string =>
  text
    .replace(/["*?~\\|:<>[\]{}]/g, ' ')
    .replace(/(^|\s)[-!+]+/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();

/** Files that an item names. */
export interface ItemFiles {
  /** Without `File:`, at most 50. */
  readonly names: readonly string[];
  readonly qid: Qid;
}

/** What Commons is asked, each answer kept by its question. Files come in the order asked for, or in the search's. */
export interface CommonsQueries {
  files(of: ItemFiles, call: CallContext): Promise<Outcome<readonly CommonsFile[]>>;
  /** Of many items together, as few calls as there can be; each is kept as `files` would keep it. */
  filesOfMany(items: readonly ItemFiles[], call: CallContext): Promise<Outcome<unknown>>;
  /** The same, never from the cache. */
  fresh(names: readonly string[], call: CallContext): Promise<Outcome<readonly CommonsFile[]>>;
  depicting(qid: Qid, limit: number, call: CallContext): Promise<Outcome<readonly CommonsFile[]>>;
  /** @param qid the item that is meant, where it is known */
  matching(text: string, qid: Qid | null, limit: number, call: CallContext): Promise<Outcome<readonly CommonsFile[]>>;
}

const Files = z.array(CommonsFile);

const tagsOf = (qid: Qid | null): readonly string[] => (qid === null ? [] : [qid]);

const filesRule = ({ names, qid }: ItemFiles): CacheRule<CommonsFile[]> => ({
  key: `commons|files|${names.join('|')}`,
  schema: Files,
  ...CACHE_TIMES.commons,
  tags: [qid],
});

/** Files in groups of as many as one call takes, those of an item never apart. */
const inCalls = (items: readonly ItemFiles[]): readonly (readonly ItemFiles[])[] => {
  const calls: { items: ItemFiles[]; names: number }[] = [];
  for (const item of items) {
    const last = calls.at(-1);
    if (last === undefined || last.names + item.names.length > BATCH) calls.push({ items: [item], names: item.names.length });
    else {
      last.items.push(item);
      last.names += item.names.length;
    }
  }
  return calls.map(call => call.items);
};

const inOrderOf = (names: readonly string[], files: readonly CommonsFile[], renamed: ReadonlyMap<string, string>): CommonsFile[] => {
  const byKey = new Map(files.map(file => [fileKey(file.title), file]));
  return names.map(name => {
    const key = fileKey(name);
    return byKey.get(renamed.get(key) ?? key) ?? { title: `File:${name}`, info: null };
  });
};

export const createCommonsQueries = (api: ActionApi, cache: AnswerCache, clock: Clock): CommonsQueries => {
  const asSeen = (files: readonly CommonsFile[]): CommonsFile[] => {
    const seenAt = new Date(clock()).toISOString();
    return files.map(file => (file.info === null ? file : { ...file, info: { ...file.info, seenAt } }));
  };
  const fresh: CommonsQueries['fresh'] = async (names, call) => {
    const asked = names.slice(0, BATCH);
    const titles = asked.map(name => `File:${name}`).join('|');
    const answered = await api.query({ ...IMAGE_INFO, titles, redirects: 1 }, ImageInfoPage, call);
    if (answered.outcome !== 'done') return answered;
    const renamed = new Map(answered.value.redirects.map(({ from, to }) => [fileKey(from), fileKey(to)]));
    return done(inOrderOf(asked, asSeen(answered.value.pages), renamed));
  };
  const search = (words: string, qid: Qid | null, limit: number, call: CallContext): Promise<Outcome<readonly CommonsFile[]>> => {
    const gsrlimit = Math.min(limit, BATCH);
    const gsrsearch = `${words} filetype:bitmap`;
    const rule = {
      key: `commons|search|${gsrlimit}|${gsrsearch}`,
      schema: Files,
      ...CACHE_TIMES.commons,
      isEmpty: (files: readonly CommonsFile[]) => files.length === 0,
      tags: tagsOf(qid),
    };
    return cache.through(rule, async () => {
      const answered = await api.query({ ...IMAGE_INFO, generator: 'search', gsrnamespace: 6, gsrlimit, gsrsearch }, ImageInfoPage, call);
      return answered.outcome === 'done' ? done(asSeen(answered.value.pages)) : answered;
    });
  };
  return {
    fresh,
    files: (of, call) =>
      cache.through(filesRule(of), async () => {
        const answered = await fresh(of.names, call);
        return answered.outcome === 'done' ? done([...answered.value]) : answered;
      }),
    filesOfMany: (items, call) => {
      const rules = items.map(item => [item, filesRule(item)] as const);
      // Two names of a talk may mean one item.
      const distinct = [...new Map(rules.map(([item, rule]) => [rule.key, [item, rule] as const])).values()];
      return cache.throughMany(
        distinct.map(([, rule]) => rule),
        async places => {
          const wanted = places.flatMap(place => distinct[place]?.[0] ?? []);
          const found: CommonsFile[][] = [];
          for (const group of inCalls(wanted)) {
            const names = group.flatMap(item => item.names);
            const answered = await fresh(names, call);
            if (answered.outcome !== 'done') return answered;
            let from = 0;
            for (const item of group) found.push(answered.value.slice(from, (from += item.names.length)));
          }
          return done(found);
        },
      );
    },
    depicting: (qid, limit, call) => search(`haswbstatement:P180=${qid}`, qid, limit, call),
    matching: (text, qid, limit, call) => search(searchWords(text), qid, limit, call),
  };
};
