import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KnowledgeBase } from '@cutaway/core/entities/knowledge-base';
import { createWikimediaKnowledgeBase } from '@cutaway/core/entities/wikimedia-knowledge-base';
import { CACHE_BOUNDS } from '@cutaway/core/images/cache-times';
import { createProviders, createWikis, type ProviderKeys } from '@cutaway/core/images/create-providers';
import type { ImageProvider } from '@cutaway/core/images/image-provider';
import { ProviderSettings } from '@cutaway/core/images/provider-settings';
import { LogEvent } from '@cutaway/core/observability/events';
import { DynamoAnswerRows } from '@cutaway/core/platform/answer-cache/dynamo-answer-rows';
import { SharedAnswerCache } from '@cutaway/core/platform/answer-cache/shared-answer-cache';
import type { CallGate } from '@cutaway/core/platform/call-gate';
import { systemClock } from '@cutaway/core/platform/clock';
import { BACKGROUND_CLIENT } from '@cutaway/core/platform/dynamo/dynamo-client';
import { accountRules } from '@cutaway/core/platform/gate/account-rules';
import { DynamoAccountTable } from '@cutaway/core/platform/gate/dynamo-account-table';
import { LedgerCallGate } from '@cutaway/core/platform/gate/ledger-call-gate';
import { dynamoClient } from '../http/aws.deps.ts';
import { logger } from '../http/process-logger.ts';

export interface BuiltProviders {
  readonly settings: ProviderSettings;
  readonly providers: readonly ImageProvider[];
  readonly knowledgeBase: KnowledgeBase;
  readonly gate: CallGate;
}

const pause = (milliseconds: number): Promise<void> => sleep(milliseconds);

const plainKeys =
  ({ plainKeys: given }: ProviderSettings): ProviderKeys =>
  provider =>
    Promise.resolve(given?.[provider] === undefined ? [] : [given[provider]]);

/** @param env of a function that asks providers */
export const buildProviders = (env: {
  readonly PROVIDERS: string;
  readonly CACHE_TABLE: string;
  readonly LIMITS_TABLE: string;
}): BuiltProviders => {
  const settings = ProviderSettings.parse(JSON.parse(env.PROVIDERS));
  const client = dynamoClient(BACKGROUND_CLIENT);
  const gate = new LedgerCallGate({
    accounts: new DynamoAccountTable({ client, table: env.LIMITS_TABLE }),
    rules: accountRules(settings.quotaOverrides),
    clock: systemClock,
    sleep: pause,
    random: Math.random,
    newTicketId: randomUUID,
    onEvent: ({ type, account, writes }) => logger.info(LogEvent.providerCall, { account, result: type, writes }),
  });
  const cache = new SharedAnswerCache({
    rows: new DynamoAnswerRows({ client, table: env.CACHE_TABLE }),
    clock: systemClock,
    sleep: pause,
    newHolderId: randomUUID,
    bounds: CACHE_BOUNDS,
    onEvent: ({ type, provider, count }) => logger.info(LogEvent.cache, { provider, result: type, count }),
  });
  const deps = { config: settings.config, gate, cache, clock: systemClock, fetch: globalThis.fetch, keys: plainKeys(settings) };
  const wikis = createWikis(deps);
  return {
    settings,
    gate,
    providers: createProviders(deps, wikis),
    knowledgeBase: createWikimediaKnowledgeBase({ wikidata: wikis.wikidata, wikipedia: wikis.wikipedia, cache, clock: systemClock }),
  };
};
