import { DynamoAccountStore } from '../../core/src/accounts/dynamo-account-store.ts';
import { DynamoApiKeyStore } from '../../core/src/accounts/dynamo-api-key-store.ts';
import { DynamoCredentialLookup } from '../../core/src/accounts/dynamo-credential-lookup.ts';
import { DynamoSessionStore } from '../../core/src/accounts/dynamo-session-store.ts';
import { createDynamoEntityStore } from '../../core/src/entities/dynamo-entity-store.ts';
import { DynamoGlossaryStore } from '../../core/src/entities/dynamo-glossary-store.ts';
import { createDynamoImageUseStore } from '../../core/src/images/dynamo-image-use-store.ts';
import { DynamoOwnImageStore } from '../../core/src/images/dynamo-own-image-store.ts';
import { DynamoTakedownStore } from '../../core/src/images/dynamo-takedown-store.ts';
import { DynamoUseReportStore } from '../../core/src/images/dynamo-use-report-store.ts';
import { DynamoStoredImageStore } from '../../core/src/images/dynamo-stored-image-store.ts';
import { DynamoJobStore } from '../../core/src/jobs/dynamo-job-store.ts';
import type { DynamoStoreOptions } from '../../core/src/platform/dynamo/dynamo-model.ts';
import { createCursorCodec } from '../../core/src/platform/dynamo/signed-cursor.ts';
import { DynamoProjectStore } from '../../core/src/projects/dynamo-project-store.ts';
import { DynamoUploadStore } from '../../core/src/projects/dynamo-upload-store.ts';
import { createDynamoEmphasisStore } from '../../core/src/speech/dynamo-emphasis-store.ts';
import { START_MS } from '../../core/src/testing/builders.ts';
import type { Stores } from '../../core/src/testing/memory-stores.ts';
import { DynamoTimelineStore } from '../../core/src/timeline/dynamo-timeline-store.ts';
import { TEST_TABLES, type TestEmulator } from './emulator.ts';

/** The real repositories on a test's emulator. */
export const createDynamoStores = ({ client }: Pick<TestEmulator, 'client'>, concurrentJobs = 10): Stores => {
  const cursors = createCursorCodec({ keys: () => [new Uint8Array(32).fill(7)], clock: () => START_MS });
  const options: DynamoStoreOptions = { client, table: TEST_TABLES.main, cursors };
  return {
    accounts: new DynamoAccountStore(options),
    sessions: new DynamoSessionStore(options),
    apiKeys: new DynamoApiKeyStore(options),
    credentials: new DynamoCredentialLookup(options),
    projects: new DynamoProjectStore(options),
    uploads: new DynamoUploadStore(options),
    jobs: new DynamoJobStore({ ...options, concurrentJobs }),
    emphasis: createDynamoEmphasisStore(options),
    entities: createDynamoEntityStore(options),
    glossary: new DynamoGlossaryStore(options),
    images: new DynamoStoredImageStore(options),
    ownImages: new DynamoOwnImageStore(options),
    imageUses: createDynamoImageUseStore(options),
    takedowns: new DynamoTakedownStore(options),
    useReports: new DynamoUseReportStore(options),
    timelines: new DynamoTimelineStore(options),
  };
};
