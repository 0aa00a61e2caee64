import { describe } from '@jest/globals';
import { timelineEditContract, timelineStoreContract } from '../../../core/src/testing/timeline-store-contract.ts';
import { createDynamoStores } from '../../support/dynamo-stores.ts';
import { useEmulator } from '../../support/emulator.ts';

const emulator = useEmulator();

const stores = () => createDynamoStores(emulator());

describe('DynamoTimelineStore', () => {
  timelineStoreContract(stores);
  timelineEditContract(stores);
});
