import { describe } from '@jest/globals';
import { ownImageStoreContract } from '../../../core/src/testing/own-image-store-contract.ts';
import { storedImageMarksContract, storedImageStoreContract } from '../../../core/src/testing/stored-image-store-contract.ts';
import { takedownStoreContract } from '../../../core/src/testing/takedown-store-contract.ts';
import { useReportStoreContract } from '../../../core/src/testing/use-report-store-contract.ts';
import { createDynamoStores } from '../../support/dynamo-stores.ts';
import { useEmulator } from '../../support/emulator.ts';

const emulator = useEmulator();
const stores = () => createDynamoStores(emulator());

describe('DynamoStoredImageStore', () => {
  storedImageStoreContract(stores, 'dynamo');
  storedImageMarksContract(stores, 'dynamo');
});
describe('DynamoTakedownStore', () => takedownStoreContract(stores, 'dynamo'));
describe('DynamoUseReportStore', () => useReportStoreContract(stores));
describe('DynamoOwnImageStore', () => ownImageStoreContract(stores));
