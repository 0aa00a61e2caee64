import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkKey, replaceKey, type ReplacedKey } from '@cutaway/core/images/keys/replace-key';
import { EMPTY_RING, KeyedProvider } from '@cutaway/core/images/keys/key-ring';
import { SecretsProviderKeyStore } from '@cutaway/core/images/keys/secrets-provider-key-store';
import { tryKey, type KeyTrial } from '@cutaway/core/images/keys/try-key';
import { tryCommons } from '@cutaway/core/images/commons/try-commons';
import { SearchedProvider } from '@cutaway/core/images/provider-config';
import type { ProviderSettings } from '@cutaway/core/images/provider-settings';
import { LogEvent } from '@cutaway/core/observability/events';
import { ACCOUNT_OF, keyView, providerView, type ProviderKeyView, type ProviderView } from '@cutaway/core/operations/provider-view';
import { systemClock } from '@cutaway/core/platform/clock';
import type { AccountRules } from '@cutaway/core/platform/gate/account-rules';
import { readAccountState } from '@cutaway/core/platform/gate/account-state';
import type { AccountTable } from '@cutaway/core/platform/gate/account-table';
import { LedgerCallGate } from '@cutaway/core/platform/gate/ledger-call-gate';
import { windowId } from '@cutaway/core/platform/gate/sliding-window';
import type { CallAccount } from '@cutaway/core/platform/call-gate';
import { secretsClient } from '../http/aws.deps.ts';
import { logger } from '../http/process-logger.ts';

/** What operators do with providers. `workspaceId` is the caller's: whose share of the quota a trial is booked in. */
export interface AdminProviders {
  list(): Promise<readonly ProviderView[]>;
  replaceKey(provider: KeyedProvider, key: string, workspaceId: string): Promise<ReplacedKey & { readonly key: ProviderKeyView }>;
  /** @returns null where the provider needs a key and has none */
  check(provider: SearchedProvider, workspaceId: string): Promise<KeyTrial | null>;
}

/** A trial that is not answered by then is no answer; the gateway gives up later. */
const LIMITS = { timeoutMs: 5_000, attempts: 1 } as const;

export const adminProviders = (
  settings: ProviderSettings,
  rules: Readonly<Record<CallAccount, AccountRules>>,
  accounts: AccountTable,
  secretName: string,
): AdminProviders => {
  const { config } = settings;
  const store = new SecretsProviderKeyStore(secretsClient(), secretName);
  const clock = systemClock;
  const gate = new LedgerCallGate({
    accounts,
    rules,
    clock,
    sleep: milliseconds => sleep(milliseconds),
    random: Math.random,
    newTicketId: randomUUID,
    onEvent: ({ type, account, writes }) => logger.info(LogEvent.providerCall, { account, result: type, writes }),
  });
  const connection = { config, gate, clock, fetch: globalThis.fetch, limits: LIMITS };
  const keyDeps = (workspaceId: string) => ({
    store,
    accounts,
    clock,
    tryKey: (provider: KeyedProvider, key: string | null) => tryKey(connection, provider, key, { workspaceId }),
  });
  return {
    list: async () => {
      const rings = await store.read();
      const nowMs = clock();
      return Promise.all(
        SearchedProvider.options.map(async provider => {
          const account = ACCOUNT_OF[provider];
          const own = rules[account];
          const state = readAccountState(await accounts.read(account), own.windows.map(windowId));
          const keyed = KeyedProvider.safeParse(provider);
          const ring = keyed.success ? (rings[keyed.data] ?? EMPTY_RING) : null;
          return providerView({ provider, enabled: config.enabled.includes(provider), rules: own, state, ring }, nowMs);
        }),
      );
    },
    replaceKey: async (provider, key, workspaceId) => {
      const replaced = await replaceKey(keyDeps(workspaceId), provider, key);
      return { ...replaced, key: keyView(provider, replaced.ring, clock()) };
    },
    check: (provider, workspaceId) =>
      provider === 'commons' ? tryCommons(connection, { workspaceId }) : checkKey(keyDeps(workspaceId), provider),
  };
};
