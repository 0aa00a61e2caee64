import type { KnowledgeBase } from '@cutaway/core/entities/knowledge-base';
import { createWikimediaKnowledgeBase } from '@cutaway/core/entities/wikimedia-knowledge-base';
import { createProviders, createWikis } from '@cutaway/core/images/create-providers';
import type { ImageProvider } from '@cutaway/core/images/image-provider';
import { createProviderKeys } from '@cutaway/core/images/keys/provider-keys';
import { SecretsProviderKeyStore } from '@cutaway/core/images/keys/secrets-provider-key-store';
import { ProviderSettings } from '@cutaway/core/images/provider-settings';
import { sharedAnswers, sharedGate } from '@cutaway/core/images/dynamo-shared-calls';
import type { AnswerCache, CacheInvalidation } from '@cutaway/core/platform/answer-cache';
import type { CallGate } from '@cutaway/core/platform/call-gate';
import { systemClock } from '@cutaway/core/platform/clock';
import { BACKGROUND_CLIENT } from '@cutaway/core/platform/dynamo/dynamo-client';
import { dynamoClient, secretsClient } from '../http/aws.deps.ts';
import { logger } from '../http/process-logger.ts';

export interface BuiltProviders {
  readonly settings: ProviderSettings;
  readonly providers: readonly ImageProvider[];
  readonly knowledgeBase: KnowledgeBase;
  readonly gate: CallGate;
  readonly cache: AnswerCache & CacheInvalidation;
}

/** @param env of a function that asks providers */
export const buildProviders = (env: {
  readonly PROVIDERS: string;
  readonly CACHE_TABLE: string;
  readonly LIMITS_TABLE: string;
  readonly PROVIDER_KEYS_SECRET_NAME: string;
}): BuiltProviders => {
  const settings = ProviderSettings.parse(JSON.parse(env.PROVIDERS));
  const client = dynamoClient(BACKGROUND_CLIENT);
  const gate = sharedGate({ client, table: env.LIMITS_TABLE, logger }, settings);
  const cache = sharedAnswers({ client, table: env.CACHE_TABLE, logger }, settings);
  const keys = createProviderKeys({
    store: new SecretsProviderKeyStore(secretsClient(), env.PROVIDER_KEYS_SECRET_NAME),
    clock: systemClock,
    logger,
  });
  const deps = { config: settings.config, gate, cache, clock: systemClock, fetch: globalThis.fetch, keys };
  const wikis = createWikis(deps);
  return {
    settings,
    gate,
    cache,
    providers: createProviders(deps, wikis),
    knowledgeBase: createWikimediaKnowledgeBase({ wikidata: wikis.wikidata, wikipedia: wikis.wikipedia, cache, clock: systemClock }),
  };
};
