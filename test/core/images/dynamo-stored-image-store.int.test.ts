import { describe } from '@jest/globals';
import { storedImageStoreContract } from '../../../core/src/testing/stored-image-store-contract.ts';
import { createDynamoStores } from '../../support/dynamo-stores.ts';
import { useEmulator } from '../../support/emulator.ts';

const emulator = useEmulator();

describe('DynamoStoredImageStore', () => storedImageStoreContract(() => createDynamoStores(emulator()), 'dynamo'));
