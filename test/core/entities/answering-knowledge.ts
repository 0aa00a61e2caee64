import type { KnowledgeBase } from '../../../core/src/entities/knowledge-base.ts';
import { createWikimediaKnowledgeBase } from '../../../core/src/entities/wikimedia-knowledge-base.ts';
import { createActionApi } from '../../../core/src/platform/provider-http/wikimedia-action-api.ts';
import { createWikimediaHttp } from '../../../core/src/platform/provider-http/wikimedia-client.ts';
import { openCallGate } from '../../../core/src/testing/open-call-gate.ts';
import { rememberingAnswerCache } from '../../../core/src/testing/remembering-answer-cache.ts';
import { type Answering, answeringServer, type Reply, type Seen } from '../platform/provider-http/answering-server.ts';

const NOW = Date.parse('2026-11-22T10:20:30Z');

interface World {
  readonly labels?: (seen: Seen) => ReturnType<Answering>;
  readonly entities?: (ids: readonly string[], seen: Seen) => ReturnType<Answering>;
  readonly articles?: (seen: Seen) => Reply;
}

const nothing = {
  search: { body: { searchinfo: {}, search: [], success: 1 } },
  entities: { body: { entities: {}, success: 1 } },
  query: { body: { batchcomplete: true } },
};

export const knowledge = async (world: World, limits: { readonly timeoutMs?: number } = {}) => {
  const server = await answeringServer(seen => {
    const action = seen.params.get('action');
    if (action === 'wbsearchentities') return world.labels?.(seen) ?? nothing.search;
    if (action === 'wbgetentities') return world.entities?.((seen.params.get('ids') ?? '').split('|'), seen) ?? nothing.entities;
    return world.articles?.(seen) ?? nothing.query;
  });
  const http = createWikimediaHttp({
    gate: openCallGate(),
    fetch,
    clock: () => NOW,
    userAgent: 'Cutaway/1 (ops@example.org)',
    limits: { attempts: 1, ...limits },
  });
  const base: KnowledgeBase = createWikimediaKnowledgeBase({
    wikidata: createActionApi(http, new URL(`${server.url}/wikidata/w/api.php`)),
    wikipedia: createActionApi(http, new URL(`${server.url}/wikipedia/w/api.php`)),
    cache: rememberingAnswerCache(),
    clock: () => NOW,
  });
  return { base, seen: server.seen };
};

export const value = <T>(outcome: { outcome: string; value?: T; why?: string }): T => {
  if (outcome.value === undefined) throw new Error(`${outcome.outcome}: ${outcome.why}`);
  return outcome.value;
};

export const hit = (id: string, label: string, more: object = {}) => ({
  id,
  label,
  match: { type: 'label', language: 'en', text: label },
  ...more,
});
export const term = (text: string, language = 'en') => ({ language, value: text });
export const sitelinks = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [index === 0 ? 'enwiki' : `x${index}wiki`, { site: 'x', title: 'Titan' }]),
  );
export const item = (id: string, more: object = {}) => ({
  id,
  type: 'item',
  lastrevid: 12,
  labels: { en: term(`Label ${id}`) },
  descriptions: { en: term('thing') },
  aliases: {},
  sitelinks: {},
  ...more,
});
export const items = (...list: readonly { id: string }[]): Reply => ({
  body: { entities: Object.fromEntries(list.map(each => [each.id, each])), success: 1 },
});
