import * as z from 'zod';
import type { EnrichedEntity } from '../entities/entity.ts';
import type { AnswerCache } from '../platform/answer-cache.ts';
import type { CallContext } from '../platform/call-gate.ts';
import { abstained, done, type Outcome } from '../platform/outcome.ts';
import { CACHE_TIMES } from './cache-times.ts';
import { collectPages, type ResultPage } from './collect-pages.ts';
import { mayServe } from './fallback-order.ts';
import type { ImageCandidate, Origin, RefusedImage } from './image-candidate.ts';
import type { ImageAnswer, ImageProvider, ImageRequest } from './image-provider.ts';
import type { ProviderId, RightsRecord } from './rights-record.ts';

/** A result as our kind of candidate, or why it cannot be one. */
export type Reading = { readonly candidate: ImageCandidate } | { readonly refused: RefusedImage };

/** What is particular to a provider that is searched by words. */
export interface WordsSource<Item> {
  readonly id: Exclude<ProviderId, 'owner'>;
  readonly origin: Origin;
  readonly rights: RightsRecord | null;
  readonly checksBeforeUse: boolean;
  /** Of one result, as the API gives it and as the cache keeps it. */
  readonly item: z.ZodType<Item>;
  readonly idOf: (item: Item) => string;
  readonly read: (item: Item) => Reading;
  /** Results that are not an `Item` are dropped one by one by the caller. */
  readonly page: (words: string, page: number, request: ImageRequest, call: CallContext) => Promise<Outcome<ResultPage<unknown>>>;
  readonly one: (id: string, call: CallContext) => Promise<Outcome<Item>>;
  readonly reportUse: ImageProvider['reportUse'];
}

/** What is typed into the search box. Same words, same question: case and spaces do not make another call. */
const wordsFor = (entity: EnrichedEntity): string =>
  (entity.link.status === 'linked' ? entity.link.label : entity.name).toLowerCase().replace(/\s+/g, ' ').trim().slice(0, 100);

const parseAll = <Item>(schema: z.ZodType<Item>, items: readonly unknown[]): Item[] =>
  items.flatMap(item => {
    const parsed = schema.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });

const split = (readings: readonly Reading[]): ImageAnswer => ({
  candidates: readings.flatMap(reading => ('candidate' in reading ? [reading.candidate] : [])),
  refused: readings.flatMap(reading => ('refused' in reading ? [reading.refused] : [])),
});

/** A provider that knows nothing of items and statements: it finds what its uploaders wrote. */
export const createWordsProvider = <Item>(source: WordsSource<Item>, cache: AnswerCache): ImageProvider => ({
  id: source.id,
  origins: [source.origin],
  rights: source.rights,
  checksBeforeUse: source.checksBeforeUse,

  search: async (request, call) => {
    const words = wordsFor(request.entity);
    if (words === '' || !mayServe(source.origin, request.entity).serves) return done({ candidates: [], refused: [] });
    const rule = {
      key: `${source.id}|search|${request.orientation}|${request.limit}|${words}`,
      schema: z.array(source.item),
      ...CACHE_TIMES[source.id],
      isEmpty: (items: readonly Item[]) => items.length === 0,
    };
    const answered = await cache.through(rule, async () => {
      const collected = await collectPages({
        limit: request.limit,
        idOf: source.idOf,
        fetchPage: async page => {
          const got = await source.page(words, page, request, call);
          return got.outcome === 'done' ? done({ ...got.value, items: parseAll(source.item, got.value.items) }) : got;
        },
      });
      return collected.outcome === 'done' ? done([...collected.value]) : collected;
    });
    return answered.outcome === 'done' ? done(split(answered.value.map(source.read))) : answered;
  },

  check: async (candidate, call) => {
    const answered = await source.one(candidate.id.slice(source.id.length + 1), call);
    if (answered.outcome !== 'done') return answered;
    const reading = source.read(answered.value);
    return 'candidate' in reading ? done({ ...reading.candidate, id: candidate.id }) : abstained(reading.refused.why);
  },

  reportUse: source.reportUse,
});
