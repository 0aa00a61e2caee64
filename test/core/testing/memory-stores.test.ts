import { describe } from '@jest/globals';
import {
  accountStoreContract,
  apiKeyStoreContract,
  credentialLookupContract,
  sessionStoreContract,
} from '../../../core/src/testing/account-stores-contract.ts';
import { anEmphasisRow, anEntityRow, anImageUse } from '../../../core/src/testing/builders.ts';
import { glossaryStoreContract } from '../../../core/src/testing/glossary-store-contract.ts';
import { jobStoreContract } from '../../../core/src/testing/job-store-contract.ts';
import { createMemoryStores } from '../../../core/src/testing/memory-stores.ts';
import { ownImageStoreContract } from '../../../core/src/testing/own-image-store-contract.ts';
import { imageUseContract, laterRowsContract, projectRowsContract } from '../../../core/src/testing/project-rows-contract.ts';
import { projectStoreContract } from '../../../core/src/testing/project-store-contract.ts';
import { storedImageMarksContract, storedImageStoreContract } from '../../../core/src/testing/stored-image-store-contract.ts';
import { takedownStoreContract } from '../../../core/src/testing/takedown-store-contract.ts';
import { timelineEditContract, timelineStoreContract } from '../../../core/src/testing/timeline-store-contract.ts';
import { useReportStoreContract } from '../../../core/src/testing/use-report-store-contract.ts';
import { uploadStoreContract } from '../../../core/src/testing/upload-store-contract.ts';

const stores = createMemoryStores();
const given = () => stores;

describe('MemoryAccountStore', () => accountStoreContract(given));
describe('MemorySessionStore', () => sessionStoreContract(given));
describe('MemoryApiKeyStore', () => apiKeyStoreContract(given));
describe('MemoryCredentialLookup', () => credentialLookupContract(given));
describe('MemoryProjectStore', () => projectStoreContract(given));
describe('MemoryUploadStore', () => uploadStoreContract(given));
describe('MemoryGlossaryStore', () => glossaryStoreContract(given));
describe('MemoryJobStore', () => jobStoreContract(given));
describe('MemoryProjectRows', () => {
  describe('emphasis', () =>
    projectRowsContract(
      given,
      all => all.emphasis,
      place => anEmphasisRow({ wordId: `w${place}` }),
    ));
  describe('entities', () =>
    projectRowsContract(
      given,
      all => all.entities,
      place => anEntityRow({ id: `ent_${place}` }),
    ));
  const use = anImageUse();
  describe('uses of pictures', () =>
    projectRowsContract(
      given,
      all => all.imageUses,
      place => ({ ...use, cueId: `cue_${place}` }),
    ));
  describe('of two jobs', () =>
    laterRowsContract(
      given,
      all => all.emphasis,
      place => anEmphasisRow({ wordId: `w${place}` }),
    ));
  imageUseContract(given);
});
describe('MemoryStoredImageStore', () => {
  storedImageStoreContract(given, 'memory');
  storedImageMarksContract(given, 'memory');
});
describe('MemoryOwnImageStore', () => ownImageStoreContract(given));
describe('MemoryTakedownStore', () => takedownStoreContract(given, 'memory'));
describe('MemoryUseReportStore', () => useReportStoreContract(given));
describe('MemoryTimelineStore', () => {
  timelineStoreContract(given);
  timelineEditContract(given);
});
