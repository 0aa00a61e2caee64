import { AppError } from '../../errors/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import { acceptKey } from '../../platform/gate/accept-key.ts';
import type { AccountTable } from '../../platform/gate/account-table.ts';
import { flip, KEY_OPTIONAL, prune, stage, withdraw, type KeyedProvider, type KeyRing } from './key-ring.ts';
import type { ProviderKeyStore } from './provider-key-store.ts';
import type { KeyTrial } from './try-key.ts';

export interface ReplaceKeyDeps {
  readonly store: ProviderKeyStore;
  readonly accounts: AccountTable;
  readonly tryKey: (provider: KeyedProvider, key: string | null) => Promise<KeyTrial>;
  readonly clock: Clock;
}

export interface ReplacedKey {
  readonly ring: KeyRing;
  readonly trial: Extract<KeyTrial, { verdict: 'accepted' }>;
}

/**
 * Stages a key, tries it with one real call, and brings it into force where the provider takes it; the one before is kept
 * for its grace time. Each step done twice leaves what it left the first time, so a call that was cut off is sent again.
 * @throws AppError `PROVIDER_KEY_REFUSED`, `PROVIDER_KEY_UNTRIED`: what was in force still is
 */
export const replaceKey = async (deps: ReplaceKeyDeps, provider: KeyedProvider, key: string): Promise<ReplacedKey> => {
  const { store, accounts, clock } = deps;
  await store.change(provider, ring => stage(prune(ring, clock()), key, clock()));
  const trial = await deps.tryKey(provider, key);
  if (trial.verdict === 'refused') {
    await store.change(provider, ring => withdraw(ring, key));
    throw new AppError('PROVIDER_KEY_REFUSED', { detail: trial.why });
  }
  if (trial.verdict !== 'accepted') throw new AppError('PROVIDER_KEY_UNTRIED', { detail: trial.why });
  const ring = await store.change(provider, held => flip(held, key, clock()));
  await acceptKey(accounts, provider);
  return { ring, trial };
};

/**
 * Tries the key in force, or none where none is needed. One that is good closes a breaker that its refusal had opened.
 * @returns null where a key is needed and none is set
 */
export const checkKey = async (deps: ReplaceKeyDeps, provider: KeyedProvider): Promise<KeyTrial | null> => {
  const key = (await deps.store.read())[provider]?.current?.key ?? null;
  if (key === null && !KEY_OPTIONAL.has(provider)) return null;
  const trial = await deps.tryKey(provider, key);
  if (trial.verdict === 'accepted') await acceptKey(deps.accounts, provider);
  return trial;
};
