/** A call of DynamoDB's API. `Scan` is not among them, and a test sees to it that none is sent. */
export type DynamoCall =
  'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'BatchWriteItem' | 'TransactWriteItems';

/**
 * Kinds of items of the table `main`, and the kilobytes of a large one of each: every text at its usual longest, a job with
 * as many reasons as it may hold. A test fills them and weighs them.
 */
export const ITEM_KILOBYTES = {
  workspace: 1,
  member: 1,
  session: 1,
  'api-key': 1,
  project: 4,
  upload: 2,
  job: 64,
  'running-jobs': 4,
  emphasis: 1,
  entity: 16,
  glossary: 16,
  'image-use': 1,
  'timeline-head': 2,
  'stored-image': 16,
  'own-image': 16,
  takedown: 4,
  bar: 1,
  'use-report': 2,
} as const satisfies Record<string, number>;

export type ItemKind = keyof typeof ITEM_KILOBYTES;

/** How one repository method reaches the table `main`, and how much it can touch. */
export interface AccessPattern {
  /** `<Port>.<method>` */
  readonly method: string;
  /** In order, as sent when nobody else writes at the same time. */
  readonly calls: readonly DynamoCall[];
  readonly index?: 'gsi1';
  /** Keys that are read or written; `W`, `P`, `J` … stand for ids. */
  readonly key: string;
  /** Most items of each kind for a video of three hours: 27,000 words at 150 a minute. Lists are read a page at a time. */
  readonly touches: Readonly<Partial<Record<ItemKind, number>>>;
}

const accounts: readonly AccessPattern[] = [
  {
    method: 'AccountStore.open',
    calls: ['TransactWriteItems'],
    key: 'pk user#U, sk member; pk workspace#W, sk workspace',
    touches: { member: 1, workspace: 1 },
  },
  { method: 'AccountStore.workspace', calls: ['GetItem'], key: 'pk workspace#W, sk workspace', touches: { workspace: 1 } },
  { method: 'AccountStore.saveWorkspace', calls: ['PutItem'], key: 'pk workspace#W, sk workspace', touches: { workspace: 1 } },
  { method: 'AccountStore.member', calls: ['GetItem'], key: 'pk user#U, sk member', touches: { member: 1 } },
  { method: 'AccountStore.members', calls: ['Query'], index: 'gsi1', key: 'gsi1pk workspace#W#members', touches: { member: 100 } },
  { method: 'AccountStore.saveMember', calls: ['PutItem'], key: 'pk user#U, sk member', touches: { member: 1 } },
  { method: 'AccountStore.removeMember', calls: ['DeleteItem'], key: 'pk user#U, sk member', touches: { member: 1 } },
  { method: 'SessionStore.create', calls: ['PutItem'], key: 'pk user#U, sk session#S', touches: { session: 1 } },
  { method: 'SessionStore.find', calls: ['GetItem'], key: 'pk user#U, sk session#S', touches: { session: 1 } },
  { method: 'SessionStore.get', calls: ['GetItem'], key: 'pk user#U, sk session#S', touches: { session: 1 } },
  { method: 'SessionStore.save', calls: ['PutItem'], key: 'pk user#U, sk session#S', touches: { session: 1 } },
  { method: 'SessionStore.list', calls: ['Query'], key: 'pk user#U, sk begins with session#', touches: { session: 100 } },
  { method: 'ApiKeyStore.create', calls: ['PutItem'], key: 'pk api-key#K, sk api-key', touches: { 'api-key': 1 } },
  { method: 'ApiKeyStore.get', calls: ['GetItem'], key: 'pk api-key#K, sk api-key', touches: { 'api-key': 1 } },
  { method: 'ApiKeyStore.save', calls: ['UpdateItem'], key: 'pk api-key#K, sk api-key', touches: { 'api-key': 1 } },
  { method: 'ApiKeyStore.touch', calls: ['UpdateItem'], key: 'pk api-key#K, sk api-key', touches: { 'api-key': 1 } },
  { method: 'ApiKeyStore.list', calls: ['Query'], index: 'gsi1', key: 'gsi1pk workspace#W#api-keys', touches: { 'api-key': 100 } },
  {
    method: 'CredentialLookup.session',
    calls: ['BatchGetItem'],
    key: 'pk user#U, sk session#S and sk member',
    touches: { session: 1, member: 1 },
  },
  { method: 'CredentialLookup.apiKey', calls: ['BatchGetItem'], key: 'pk api-key#K, sk api-key', touches: { 'api-key': 1 } },
];

const projects: readonly AccessPattern[] = [
  { method: 'ProjectStore.create', calls: ['PutItem'], key: 'pk workspace#W, sk project#P', touches: { project: 1 } },
  { method: 'ProjectStore.get', calls: ['GetItem'], key: 'pk workspace#W, sk project#P', touches: { project: 1 } },
  { method: 'ProjectStore.list', calls: ['Query'], key: 'pk workspace#W, sk begins with project#', touches: { project: 100 } },
  { method: 'ProjectStore.save', calls: ['UpdateItem'], key: 'pk workspace#W, sk project#P', touches: { project: 1 } },
  {
    method: 'ProjectStore.saveResult',
    calls: ['TransactWriteItems'],
    key: 'pk workspace#W, sk project#P; sk job#J (check)',
    touches: { project: 1, job: 1 },
  },
  {
    method: 'ProjectStore.replaceResult',
    calls: ['UpdateItem'],
    key: 'pk workspace#W, sk project#P',
    touches: { project: 1 },
  },
  { method: 'UploadStore.create', calls: ['PutItem'], key: 'pk workspace#W#project#P, sk upload#U', touches: { upload: 1 } },
  { method: 'UploadStore.get', calls: ['GetItem'], key: 'pk workspace#W#project#P, sk upload#U', touches: { upload: 1 } },
  { method: 'UploadStore.save', calls: ['PutItem'], key: 'pk workspace#W#project#P, sk upload#U', touches: { upload: 1 } },
  { method: 'UploadStore.list', calls: ['Query'], key: 'pk workspace#W#project#P, sk begins with upload#', touches: { upload: 100 } },
  // Emphasised words at the highest sensitivity, a quarter of all; entities (500) and uses of pictures (1,440) are fewer rows.
  {
    method: 'ProjectRows.replace',
    // The queries are for what was replaced, or left by killed processes; both find nothing as a rule.
    calls: ['BatchWriteItem', 'GetItem', 'TransactWriteItems', 'Query', 'Query'],
    key: 'pk workspace#W#project#P, sk <kind>#<set>#<place>; sk <kind>-set; pk workspace#W, sk job#J (check); sk between sets of the kind',
    touches: { emphasis: 6_750 },
  },
  {
    method: 'ProjectRows.list',
    calls: ['GetItem', 'Query'],
    key: 'pk workspace#W#project#P, sk <kind>-set; sk begins with <kind>#<set>#',
    touches: { entity: 100 },
  },
];

const jobs: readonly AccessPattern[] = [
  {
    method: 'JobStore.create',
    calls: ['TransactWriteItems'],
    key: 'pk workspace#W, sk job#J; sk project#P; sk running-jobs',
    touches: { job: 1, project: 1, 'running-jobs': 1 },
  },
  { method: 'JobStore.get', calls: ['GetItem'], key: 'pk workspace#W, sk job#J', touches: { job: 1 } },
  { method: 'JobStore.list', calls: ['Query'], key: 'pk workspace#W, sk begins with job#', touches: { job: 100 } },
  { method: 'JobStore.listOfProject', calls: ['Query'], index: 'gsi1', key: 'gsi1pk workspace#W#project#P', touches: { job: 100 } },
  {
    method: 'JobStore.save',
    calls: ['PutItem'],
    key: 'pk workspace#W, sk job#J; with sk running-jobs in one TransactWriteItems when a job ends or is retried',
    touches: { job: 1, 'running-jobs': 1 },
  },
  { method: 'JobStore.active', calls: ['GetItem'], key: 'pk workspace#W, sk running-jobs', touches: { 'running-jobs': 1 } },
  { method: 'TimelineStore.find', calls: ['GetItem'], key: 'pk workspace#W#project#P, sk timeline', touches: { 'timeline-head': 1 } },
  {
    method: 'TimelineStore.save',
    calls: ['TransactWriteItems'],
    key: 'pk workspace#W#project#P, sk timeline; pk workspace#W, sk job#J (check)',
    touches: { 'timeline-head': 1, job: 1 },
  },
  {
    method: 'TimelineStore.edit',
    calls: ['PutItem'],
    key: 'pk workspace#W#project#P, sk timeline',
    touches: { 'timeline-head': 1 },
  },
];

const entities: readonly AccessPattern[] = [
  { method: 'GlossaryStore.put', calls: ['PutItem'], key: 'pk workspace#W, sk glossary#G', touches: { glossary: 1 } },
  { method: 'GlossaryStore.get', calls: ['GetItem'], key: 'pk workspace#W, sk glossary#G', touches: { glossary: 1 } },
  { method: 'GlossaryStore.remove', calls: ['DeleteItem'], key: 'pk workspace#W, sk glossary#G', touches: { glossary: 1 } },
  { method: 'GlossaryStore.list', calls: ['Query'], key: 'pk workspace#W, sk begins with glossary#', touches: { glossary: 100 } },
];

const images: readonly AccessPattern[] = [
  { method: 'StoredImageStore.put', calls: ['PutItem'], key: 'pk image#I, sk image', touches: { 'stored-image': 1 } },
  { method: 'StoredImageStore.get', calls: ['GetItem'], key: 'pk image#I, sk image', touches: { 'stored-image': 1 } },
  { method: 'StoredImageStore.getMany', calls: ['BatchGetItem'], key: 'pk image#I, sk image', touches: { 'stored-image': 100 } },
  {
    method: 'StoredImageStore.listLongestUnchecked',
    calls: ['Query'],
    index: 'gsi1',
    key: 'gsi1pk images#<first digit>',
    touches: { 'stored-image': 100 },
  },
  { method: 'StoredImageStore.reuse', calls: ['UpdateItem'], key: 'pk image#I, sk image', touches: { 'stored-image': 1 } },
  { method: 'StoredImageStore.markUnused', calls: ['UpdateItem'], key: 'pk image#I, sk image', touches: { 'stored-image': 1 } },
  { method: 'StoredImageStore.removeUnused', calls: ['DeleteItem'], key: 'pk image#I, sk image', touches: { 'stored-image': 1 } },
  { method: 'StoredImageStore.markChecked', calls: ['UpdateItem'], key: 'pk image#I, sk image', touches: { 'stored-image': 1 } },
  { method: 'StoredImageStore.remove', calls: ['DeleteItem'], key: 'pk image#I, sk image', touches: { 'stored-image': 1 } },
  { method: 'OwnImageStore.find', calls: ['GetItem'], key: 'pk workspace#W, sk own-image#I', touches: { 'own-image': 1 } },
  { method: 'OwnImageStore.findMany', calls: ['BatchGetItem'], key: 'pk workspace#W, sk own-image#I', touches: { 'own-image': 100 } },
  { method: 'OwnImageStore.list', calls: ['Query'], key: 'pk workspace#W, sk begins with own-image#', touches: { 'own-image': 100 } },
  { method: 'OwnImageStore.save', calls: ['PutItem'], key: 'pk workspace#W, sk own-image#I', touches: { 'own-image': 1 } },
  { method: 'OwnImageStore.remove', calls: ['DeleteItem'], key: 'pk workspace#W, sk own-image#I', touches: { 'own-image': 1 } },
  { method: 'OwnImageStore.listGoing', calls: ['Query'], index: 'gsi1', key: 'gsi1pk own-images#going', touches: { 'own-image': 20 } },
  {
    method: 'TakedownStore.begin',
    calls: ['TransactWriteItems'],
    key: 'pk barred#I, sk takedown; pk barred#C, sk takedown',
    touches: { takedown: 1, bar: 1 },
  },
  { method: 'TakedownStore.find', calls: ['GetItem'], key: 'pk barred#I, sk takedown', touches: { takedown: 1 } },
  { method: 'TakedownStore.save', calls: ['PutItem'], key: 'pk barred#I, sk takedown', touches: { takedown: 1 } },
  { method: 'TakedownStore.barred', calls: ['BatchGetItem'], key: 'pk barred#I or barred#C, sk takedown', touches: { takedown: 100 } },
  { method: 'TakedownStore.listUnderWay', calls: ['Query'], index: 'gsi1', key: 'gsi1pk takedowns#under-way', touches: { takedown: 20 } },
  {
    method: 'UseReportStore.request',
    calls: ['PutItem'],
    key: 'pk workspace#W#project#P, sk use-report#C',
    touches: { 'use-report': 1 },
  },
  { method: 'UseReportStore.listDue', calls: ['Query'], index: 'gsi1', key: 'gsi1pk use-reports#due', touches: { 'use-report': 50 } },
  { method: 'UseReportStore.claim', calls: ['PutItem'], key: 'pk workspace#W#project#P, sk use-report#C', touches: { 'use-report': 1 } },
  {
    method: 'UseReportStore.postpone',
    calls: ['PutItem'],
    key: 'pk workspace#W#project#P, sk use-report#C',
    touches: { 'use-report': 1 },
  },
  // A project shows a picture a few times at most.
  {
    method: 'ImageUseStore.forget',
    calls: ['Query', 'BatchWriteItem'],
    index: 'gsi1',
    key: 'gsi1pk image#I, gsi1sk begins with workspace#W#project#P; pk workspace#W#project#P, sk image-use#<set>#<place>',
    touches: { 'image-use': 20 },
  },
  { method: 'ImageUseStore.listOfImage', calls: ['Query'], index: 'gsi1', key: 'gsi1pk image#I', touches: { 'image-use': 100 } },
];

/** Every way the code reaches the table `main`, but for migrations, which visit everything once. */
export const ACCESS_PATTERNS: readonly AccessPattern[] = [...accounts, ...projects, ...jobs, ...entities, ...images];
