import { EMPTY_RING, KeyRings, type KeyedProvider, type KeyRing } from '../images/keys/key-ring.ts';
import type { ProviderKeyStore } from '../images/keys/provider-key-store.ts';
import { promised } from './memory-table.ts';

/** The operator's keys in memory. */
export class MemoryProviderKeyStore implements ProviderKeyStore {
  #rings: KeyRings;
  /** How often it was read. */
  reads = 0;

  constructor(rings: KeyRings = {}) {
    this.#rings = KeyRings.parse(rings);
  }

  read(): Promise<KeyRings> {
    this.reads += 1;
    return promised(() => this.#rings);
  }

  change(provider: KeyedProvider, transition: (ring: KeyRing) => KeyRing): Promise<KeyRing> {
    return promised(() => {
      const after = transition(this.#rings[provider] ?? EMPTY_RING);
      this.#rings = KeyRings.parse({ ...this.#rings, [provider]: after });
      return after;
    });
  }
}
