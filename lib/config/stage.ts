import { SearchedProvider } from '@cutaway/core/images/provider-config';
import { RightsPolicy } from '@cutaway/core/images/rights-record';
import { LIMITS } from '@cutaway/core/platform/limits';
import { OperatorContact } from '@cutaway/core/platform/provider-http/user-agent';
import * as z from 'zod';

const Address = z.url();

/** Where each provider is reached. Live addresses are the defaults; a stage may name others. */
const ProviderAddresses = z.object({
  unsplash: Address.default('https://api.unsplash.com'),
  pexels: Address.default('https://api.pexels.com'),
  commons: Address.default('https://commons.wikimedia.org/w/api.php'),
  wikidata: Address.default('https://www.wikidata.org/w/api.php'),
  wikipedia: Address.default('https://en.wikipedia.org/w/api.php'),
  openverse: Address.default('https://api.openverse.org'),
  pixabay: Address.default('https://pixabay.com/api/'),
});

/** A model below `models/` of the media bucket, put there by the operator, or `owner/name@commit` of a hub, by its address. */
const Model = z.object({ name: z.string().min(1), from: z.union([z.literal('bucket'), z.url()]) });

/** A stage as data. Constructs ask for what they need (`config.alarms.enabled`), never for the stage's name. */
export const StageConfig = z
  .object({
    /** Part of every name: stacks, tables, queues. */
    name: z.string().regex(/^[a-z][a-z0-9]{1,11}$/),
    data: z.object({
      removalPolicy: z.enum(['destroy', 'retain']),
      deletionProtection: z.boolean(),
      /** Point-in-time recovery of the tables. */
      pointInTimeRecovery: z.boolean().default(true),
      /** Days until an unfinished upload and its parts are removed. */
      abandonedUploadDays: z.int().min(1).default(2),
    }),
    /** Refuse plain HTTP to queues and buckets. False only where the endpoint itself is plain HTTP. */
    secureTransport: z.boolean().default(true),
    api: z.object({
      /** Browser origins that may call the API. */
      corsOrigins: z.array(z.url()).default([]),
      /** Where the user pool publishes its keys, without the pool's id; null: the pool's own public address. */
      tokenIssuerOrigin: z.url().nullable().default(null),
      /** Requests a second over all callers, and the burst above it. */
      throttle: z.object({ rate: z.int().positive(), burst: z.int().positive() }).default({ rate: 50, burst: 100 }),
    }),
    logs: z.object({
      retentionDays: z.union([z.literal(1), z.literal(7), z.literal(30), z.literal(90), z.literal(365)]).default(30),
      level: z.enum(['DEBUG', 'INFO', 'WARN']).default('INFO'),
    }),
    alarms: z.object({ enabled: z.boolean() }),
    providers: z.object({
      addresses: ProviderAddresses.prefault({}),
      /** Origins that pictures may be fetched from although they are private or plain HTTP. Empty but on a developer's machine. */
      privateOrigins: z.array(Address).default([]),
      /** The operator, for the User-Agent that Wikimedia asks for. Null: a parameter that each deployment has to give. */
      contact: OperatorContact.nullable(),
      /** What may be done with pictures. */
      policy: RightsPolicy.prefault({ commercialUse: true, derivatives: true, allowShareAlike: true, mlUse: false, approval: 'automatic' }),
      /** Providers that may be asked; a stage adds `unsplash` once its operator has confirmed the agreement. */
      enabled: z.array(SearchedProvider).default(['commons', 'pexels']),
      /** Whether the operator has confirmed Unsplash's agreement for automatic use. */
      unsplashConfirmed: z.boolean().default(false),
      /** Keys that the secret begins with, for developers' machines only; elsewhere they are set when the stage runs. */
      plainKeys: z
        .object({
          unsplash: z.string().optional(),
          pexels: z.string().optional(),
          pixabay: z.string().optional(),
          /** `<client id>:<client secret>` */
          openverse: z.string().optional(),
        })
        .nullable()
        .default(null),
    }),
    inference: z.object({
      /** `fargate`: CPU tasks. `gpu`: EC2 instances. `host`: a process started beside the stage, nothing is deployed. */
      compute: z.enum(['fargate', 'gpu', 'host']),
      instanceType: z.string().default('g4dn.xlarge'),
      maxTasks: z.int().min(1).max(50).default(2),
      /** Metrics of tasks and services, which cost by the hour also at rest. */
      containerInsights: z.boolean().default(true),
      /** What recognises speech in media without words. Null: such media is refused. */
      recogniser: Model.nullable().default(null),
      /**
       * What looks at pictures to order them. Null: they are ordered by what is said of them, which needs no worker; with it
       * every job waits for one.
       */
      imageModel: Model.nullable().default(null),
      /** Hard limit of one file, minutes. */
      timeLimitMinutes: z.int().min(5).max(360).default(120),
    }),
    edge: z.object({ enabled: z.boolean().default(true) }).prefault({}),
    /** Folder that holds switches for drills: which call to fail or die at. Null everywhere but on a developer's machine. */
    faultsFolder: z.string().nullable().default(null),
    limits: z
      .object({
        concurrentJobs: z.int().positive().default(LIMITS.concurrentJobs.value),
        requestsPerMinute: z.int().positive().default(LIMITS.requestsPerMinute.value),
        openRequestsPerMinute: z.int().positive().default(LIMITS.openRequestsPerMinute.value),
      })
      .prefault({}),
    /** Quota windows that differ from the providers' own, so that drills and tests can shorten them; JSON, empty for none. */
    quotaOverrides: z.string().default(''),
    tags: z.record(z.string(), z.string()).default({}),
  })
  .refine(config => config.name !== 'prod' || config.data.removalPolicy === 'retain', 'prod keeps its data: removalPolicy has to be retain')
  .refine(config => config.name === 'local' || config.secureTransport, 'only a stage on this machine may speak plain HTTP')
  .refine(
    config =>
      config.name === 'local' ||
      (config.faultsFolder === null && config.providers.plainKeys === null && config.providers.privateOrigins.length === 0),
    'faults, plain keys and private origins are for a stage on this machine only',
  )
  .refine(config => config.name === 'local' || config.providers.contact === null, 'the operator gives the contact when deploying')
  .refine(
    ({ inference: { recogniser, imageModel } }) => recogniser === null || imageModel === null || recogniser.from === imageModel.from,
    'recogniser and image model come from the same place: the bucket, or one hub',
  )
  .refine(config => config.name === 'local' || config.inference.compute !== 'host', 'a deployed stage runs its worker itself');

export type StageConfig = z.infer<typeof StageConfig>;
export type StageInput = z.input<typeof StageConfig>;
