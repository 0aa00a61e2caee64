import { describe } from '@jest/globals';
import { MemoryProviderKeyStore } from '../../../../core/src/testing/memory-provider-key-store.ts';
import { providerKeyStoreContract } from '../../../../core/src/testing/provider-key-store-contract.ts';

describe('MemoryProviderKeyStore', () => providerKeyStoreContract(() => Promise.resolve(new MemoryProviderKeyStore())));
