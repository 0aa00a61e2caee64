import { describe } from '@jest/globals';
import { timelineStoreContract } from '../../../core/src/testing/timeline-store-contract.ts';
import { createDynamoStores } from '../../support/dynamo-stores.ts';
import { useEmulator } from '../../support/emulator.ts';

const emulator = useEmulator();

describe('DynamoTimelineStore', () => timelineStoreContract(() => createDynamoStores(emulator())));
