import type { EnrichedEntity, KindOfThing } from '../../entities/entity.ts';
import type { CallContext } from '../../platform/call-gate.ts';
import { done, type Outcome } from '../../platform/outcome.ts';
import { mayServe } from '../fallback-order.ts';
import type { Origin } from '../image-candidate.ts';
import type { Finding } from './commons-candidate.ts';
import type { CommonsFile } from './commons-file.ts';
import type { CommonsQueries, ItemFiles } from './commons-queries.ts';

export interface Found {
  readonly file: CommonsFile;
  readonly finding: Finding;
}

/** One way to look for pictures of an entity, one call. */
export interface Step {
  readonly origin: Origin;
  ask(call: CallContext): Promise<Outcome<readonly Found[]>>;
}

/** A page may hold a handful of results that licence and quality refuse. */
const SEARCH_LIMIT = 20;

/** File names come from statements anybody may edit; these characters cannot stand in a title, and `|` would make two of one. */
const isFileName = (name: string): boolean => !/[|#<>[\]{}\p{Cc}\uFFFD]/u.test(name) && name.trim() !== '' && name.length <= 240;

const asFound = (answer: Outcome<readonly CommonsFile[]>, finding: (index: number) => Finding): Outcome<readonly Found[]> =>
  answer.outcome === 'done' ? done(answer.value.map((file, index) => ({ file, finding: finding(index) }))) : answer;

/** The item that is meant, or the kind of thing a common noun stands for. */
const itemOf = ({ link }: EnrichedEntity): Pick<KindOfThing, 'qid' | 'files'> | null => {
  if (link.status === 'linked') return link;
  return link.status === 'not-named' ? (link.thing ?? null) : null;
};

interface Named extends ItemFiles {
  readonly properties: readonly Finding['property'][];
}

/** @returns the files that an entity's item names, where they may serve it */
export const namedFiles = (entity: EnrichedEntity): Named | null => {
  const item = itemOf(entity);
  const files = item?.files.filter(({ file }) => isFileName(file)) ?? [];
  if (item === null || files.length === 0 || !mayServe('item-file', entity).serves) return null;
  return { qid: item.qid, names: files.map(({ file }) => file), properties: files.map(({ property }) => property) };
};

const itemFiles = (entity: EnrichedEntity, queries: CommonsQueries): Step[] => {
  const named = namedFiles(entity);
  if (named === null) return [];
  const { qid, properties } = named;
  return [
    {
      origin: 'item-file',
      ask: async call =>
        asFound(await queries.files(named, call), index => ({ origin: 'item-file', property: properties[index] ?? null, depicts: [qid] })),
    },
  ];
};

const depicts = (entity: EnrichedEntity, queries: CommonsQueries): Step[] => {
  const item = itemOf(entity);
  if (item === null) return [];
  const { qid } = item;
  return [
    {
      origin: 'depicts',
      ask: async call =>
        asFound(await queries.depicting(qid, SEARCH_LIMIT, call), () => ({ origin: 'depicts', property: null, depicts: [qid] })),
    },
  ];
};

const byWords = ({ link, name }: EnrichedEntity, queries: CommonsQueries): Step => ({
  origin: 'text-search',
  ask: async call => {
    const { label, qid } = link.status === 'linked' ? link : { label: name, qid: null };
    return asFound(await queries.matching(label, qid, SEARCH_LIMIT, call), () => ({ origin: 'text-search', property: null, depicts: [] }));
  },
});

/** @returns how to look for this entity on Commons, best way first; nothing where no picture found here could be known to show it */
export const stepsFor = (entity: EnrichedEntity, queries: CommonsQueries): readonly Step[] =>
  [...itemFiles(entity, queries), ...depicts(entity, queries), byWords(entity, queries)].filter(
    step => mayServe(step.origin, entity).serves,
  );
