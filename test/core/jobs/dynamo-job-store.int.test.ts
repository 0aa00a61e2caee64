import { describe } from '@jest/globals';
import { jobStoreContract } from '../../../core/src/testing/job-store-contract.ts';
import { createDynamoStores } from '../../support/dynamo-stores.ts';
import { useEmulator } from '../../support/emulator.ts';

const emulator = useEmulator();

describe('DynamoJobStore', () => jobStoreContract(() => createDynamoStores(emulator())));
