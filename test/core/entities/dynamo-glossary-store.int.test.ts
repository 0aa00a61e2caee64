import { describe } from '@jest/globals';
import { glossaryStoreContract } from '../../../core/src/testing/glossary-store-contract.ts';
import { createDynamoStores } from '../../support/dynamo-stores.ts';
import { useEmulator } from '../../support/emulator.ts';

const emulator = useEmulator();

describe('DynamoGlossaryStore', () => glossaryStoreContract(() => createDynamoStores(emulator())));
