import type { AccountStore } from '../accounts/account-store.ts';
import type { ApiKeyStore } from '../accounts/api-key-store.ts';
import type { CredentialLookup } from '../accounts/credential-lookup.ts';
import type { SessionStore } from '../accounts/session-store.ts';
import { ENTITY_SHAPE } from '../entities/entity-row.ts';
import type { EntityStore } from '../entities/entity-store.ts';
import type { GlossaryStore } from '../entities/glossary-store.ts';
import { IMAGE_USE_KIND } from '../images/image-use.ts';
import type { ImageUseStore } from '../images/image-use-store.ts';
import type { OwnImageStore } from '../images/own-image-store.ts';
import type { StoredImageStore } from '../images/stored-image-store.ts';
import type { TakedownStore } from '../images/takedown-store.ts';
import type { UseReportStore } from '../images/use-report-store.ts';
import type { JobStore } from '../jobs/job-store.ts';
import type { ProjectStore } from '../projects/project-store.ts';
import type { UploadStore } from '../projects/upload-store.ts';
import { EMPHASIS_SHAPE } from '../speech/emphasis-row.ts';
import type { EmphasisStore } from '../speech/emphasis-store.ts';
import type { TimelineStore } from '../timeline/timeline-store.ts';
import { MemoryAccountStore } from './memory-account-store.ts';
import { MemoryApiKeyStore } from './memory-api-key-store.ts';
import { MemoryCredentialLookup } from './memory-credential-lookup.ts';
import { MemoryDatabase } from './memory-database.ts';
import { MemoryGlossaryStore } from './memory-glossary-store.ts';
import { MemoryJobStore } from './memory-job-store.ts';
import { MemoryOwnImageStore } from './memory-own-image-store.ts';
import { MemoryProjectRows } from './memory-project-rows.ts';
import { MemoryProjectStore } from './memory-project-store.ts';
import { MemorySessionStore } from './memory-session-store.ts';
import { MemoryStoredImageStore } from './memory-stored-image-store.ts';
import { MemoryTakedownStore } from './memory-takedown-store.ts';
import { MemoryTimelineStore } from './memory-timeline-store.ts';
import { MemoryUploadStore } from './memory-upload-store.ts';
import { MemoryUseReportStore } from './memory-use-report-store.ts';

/** Every repository of the table `main`. */
export interface Stores {
  readonly accounts: AccountStore;
  readonly sessions: SessionStore;
  readonly apiKeys: ApiKeyStore;
  readonly credentials: CredentialLookup;
  readonly projects: ProjectStore;
  readonly uploads: UploadStore;
  readonly jobs: JobStore;
  readonly emphasis: EmphasisStore;
  readonly entities: EntityStore;
  readonly glossary: GlossaryStore;
  readonly images: StoredImageStore;
  readonly ownImages: OwnImageStore;
  readonly imageUses: ImageUseStore;
  readonly takedowns: TakedownStore;
  readonly useReports: UseReportStore;
  readonly timelines: TimelineStore;
}

/** Fakes that share one memory. @param concurrentJobs of a workspace */
export const createMemoryStores = (concurrentJobs = 10): Stores => {
  const database = new MemoryDatabase();
  return {
    accounts: new MemoryAccountStore(database),
    sessions: new MemorySessionStore(database),
    apiKeys: new MemoryApiKeyStore(database),
    credentials: new MemoryCredentialLookup(database),
    projects: new MemoryProjectStore(database),
    uploads: new MemoryUploadStore(database),
    jobs: new MemoryJobStore(database, concurrentJobs),
    emphasis: new MemoryProjectRows(database, { shape: EMPHASIS_SHAPE }),
    entities: new MemoryProjectRows(database, { shape: ENTITY_SHAPE }),
    glossary: new MemoryGlossaryStore(database),
    images: new MemoryStoredImageStore(database),
    ownImages: new MemoryOwnImageStore(database),
    imageUses: new MemoryProjectRows(database, IMAGE_USE_KIND),
    takedowns: new MemoryTakedownStore(database),
    useReports: new MemoryUseReportStore(database),
    timelines: new MemoryTimelineStore(database),
  };
};
