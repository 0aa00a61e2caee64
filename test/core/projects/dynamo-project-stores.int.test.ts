import { describe } from '@jest/globals';
import { anEmphasisRow, anEntityRow, anImageUse } from '../../../core/src/testing/builders.ts';
import { imageUseContract, laterRowsContract, projectRowsContract } from '../../../core/src/testing/project-rows-contract.ts';
import { projectStoreContract } from '../../../core/src/testing/project-store-contract.ts';
import { uploadStoreContract } from '../../../core/src/testing/upload-store-contract.ts';
import { createDynamoStores } from '../../support/dynamo-stores.ts';
import { useEmulator } from '../../support/emulator.ts';

const emulator = useEmulator();
const given = () => createDynamoStores(emulator());

describe('DynamoProjectStore', () => projectStoreContract(given));
describe('DynamoUploadStore', () => uploadStoreContract(given));
describe('DynamoProjectRows', () => {
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
