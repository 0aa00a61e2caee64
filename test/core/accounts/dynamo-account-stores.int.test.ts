import { describe } from '@jest/globals';
import {
  accountStoreContract,
  apiKeyStoreContract,
  credentialLookupContract,
  sessionStoreContract,
} from '../../../core/src/testing/account-stores-contract.ts';
import { createDynamoStores } from '../../support/dynamo-stores.ts';
import { useEmulator } from '../../support/emulator.ts';

const emulator = useEmulator();
const given = () => createDynamoStores(emulator());

describe('DynamoAccountStore', () => accountStoreContract(given));
describe('DynamoSessionStore', () => sessionStoreContract(given));
describe('DynamoApiKeyStore', () => apiKeyStoreContract(given));
describe('DynamoCredentialLookup', () => credentialLookupContract(given));
