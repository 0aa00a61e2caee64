import type { KnowledgeBase } from '@cutaway/core/entities/knowledge-base';
import { createWikimediaKnowledgeBase } from '@cutaway/core/entities/wikimedia-knowledge-base';
import { createProviders, createWikis } from '@cutaway/core/images/create-providers';
import type { ImageProvider } from '@cutaway/core/images/image-provider';
import { ProviderSettings } from '@cutaway/core/images/provider-settings';
import { openCallGate } from '@cutaway/core/testing/open-call-gate';
import { rememberingAnswerCache } from '@cutaway/core/testing/remembering-answer-cache';
import type { CallGate } from '@cutaway/core/platform/call-gate';
import { systemClock } from '@cutaway/core/platform/clock';

export interface BuiltProviders {
  readonly settings: ProviderSettings;
  readonly providers: readonly ImageProvider[];
  readonly knowledgeBase: KnowledgeBase;
  readonly gate: CallGate;
}

/** @param env of a stage that asks providers */
export const buildProviders = (env: { readonly PROVIDERS: string }): BuiltProviders => {
  const settings = ProviderSettings.parse(JSON.parse(env.PROVIDERS));
  const gate = openCallGate();
  const cache = rememberingAnswerCache();
  const keys = (provider: 'pexels' | 'unsplash' | 'pixabay' | 'openverse'): Promise<readonly string[]> =>
    Promise.resolve(settings.plainKeys?.[provider] === undefined ? [] : [settings.plainKeys[provider]]);
  const deps = { config: settings.config, gate, cache, clock: systemClock, fetch: globalThis.fetch, keys };
  const wikis = createWikis(deps);
  return {
    settings,
    gate,
    providers: createProviders(deps, wikis),
    knowledgeBase: createWikimediaKnowledgeBase({ wikidata: wikis.wikidata, wikipedia: wikis.wikipedia, cache, clock: systemClock }),
  };
};
