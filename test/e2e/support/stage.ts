import * as z from 'zod';

const StageAddresses = z.object({
  /** Without `/v1`. */
  apiUrl: z.url(),
  sandboxUrl: z.url(),
  /** For clients of the SDK: endpoint, region, credentials. */
  aws: z.record(z.string(), z.string()),
  /** Of the app's stack. */
  outputs: z.object({
    ApiId: z.string(),
    SpeechQueueUrl: z.url(),
    StateMachineArn: z.string(),
    MediaBucket: z.string(),
    CatalogueBucket: z.string(),
    MainTable: z.string(),
    UserPoolId: z.string(),
    UserPoolClientId: z.string(),
  }),
  /** Where the worker's log lies. */
  logFolder: z.string(),
});
export type StageAddresses = z.infer<typeof StageAddresses>;

/** The stage that the run's setup deployed. */
export const STAGE: StageAddresses = StageAddresses.parse(JSON.parse(process.env.CUTAWAY_E2E_STAGE ?? '{}'));
