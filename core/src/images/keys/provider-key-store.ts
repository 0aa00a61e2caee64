import type { KeyedProvider, KeyRing, KeyRings } from './key-ring.ts';

/** Where the operator's keys are kept, for all processes of a stage. */
export interface ProviderKeyStore {
  read(): Promise<KeyRings>;
  /**
   * Changes the ring of one provider; of writers at the same time none is lost. `transition` may run several times.
   * @returns the ring as it is then
   */
  change(provider: KeyedProvider, transition: (ring: KeyRing) => KeyRing): Promise<KeyRing>;
}
