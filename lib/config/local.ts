import * as z from 'zod';
import { SearchedProvider } from '@cutaway/core/images/provider-config';
import type { StageInput } from './stage.ts';

/** What `npm start` knows and a template of the stage `local` needs; everything has a value that synthesises without it. */
const LocalEnvironment = z.object({
  /** Address of the emulator, to which the user pool's keys belong. */
  AWS_ENDPOINT_URL: z.url().default('http://127.0.0.1:4610'),
  UNSPLASH_API_URL: z.url().optional(),
  PEXELS_API_URL: z.url().optional(),
  COMMONS_API_URL: z.url().optional(),
  WIKIDATA_API_URL: z.url().optional(),
  WIKIPEDIA_API_URL: z.url().optional(),
  OPENVERSE_API_URL: z.url().optional(),
  PIXABAY_API_URL: z.url().optional(),
  UNSPLASH_ACCESS_KEY: z.string().optional(),
  PEXELS_API_KEY: z.string().optional(),
  PIXABAY_API_KEY: z.string().optional(),
  /** `<client id>:<client secret>` */
  OPENVERSE_API_KEY: z.string().optional(),
  /** Names of those that may be asked, joined by commas. */
  CUTAWAY_PROVIDERS: z
    .string()
    .default('commons,pexels')
    .transform(names => names.split(',').map(name => name.trim()))
    .pipe(z.array(SearchedProvider)),
  CUTAWAY_UNSPLASH_CONFIRMED: z.stringbool().default(false),
  CUTAWAY_CONTACT: z.string().default('https://cutaway.example/contact; operator@cutaway.example'),
  CUTAWAY_IMAGE_MODEL: z.string().optional(),
  CUTAWAY_FAULTS: z.string().optional(),
  CUTAWAY_QUOTA_OVERRIDES: z.string().default(''),
  CUTAWAY_CONCURRENT_JOBS: z.coerce.number().optional(),
  CUTAWAY_OPEN_REQUESTS_PER_MINUTE: z.coerce.number().optional(),
});

/** The same app on the emulator of a developer's machine, with the provider sandbox or the addresses the environment names. */
export const local = (environment: Readonly<Record<string, string | undefined>>): StageInput => {
  const env = LocalEnvironment.parse(environment);
  const addresses = {
    unsplash: env.UNSPLASH_API_URL,
    pexels: env.PEXELS_API_URL,
    commons: env.COMMONS_API_URL,
    wikidata: env.WIKIDATA_API_URL,
    wikipedia: env.WIKIPEDIA_API_URL,
    openverse: env.OPENVERSE_API_URL,
    pixabay: env.PIXABAY_API_URL,
  };
  const origins = new Set(Object.values(addresses).flatMap(address => (address === undefined ? [] : [new URL(address).origin])));
  return {
    name: 'local',
    data: { removalPolicy: 'destroy', deletionProtection: false },
    secureTransport: false,
    api: { corsOrigins: ['http://localhost:5173'], tokenIssuerOrigin: env.AWS_ENDPOINT_URL },
    logs: { retentionDays: 1 },
    alarms: { enabled: false },
    providers: {
      addresses,
      privateOrigins: [...origins],
      contact: env.CUTAWAY_CONTACT,
      enabled: env.CUTAWAY_PROVIDERS,
      unsplashConfirmed: env.CUTAWAY_UNSPLASH_CONFIRMED,
      plainKeys: {
        unsplash: env.UNSPLASH_ACCESS_KEY,
        pexels: env.PEXELS_API_KEY,
        pixabay: env.PIXABAY_API_KEY,
        openverse: env.OPENVERSE_API_KEY,
      },
    },
    // The worker on this machine finds the model by itself.
    inference: { compute: 'host', ...(env.CUTAWAY_IMAGE_MODEL && { imageModel: { name: env.CUTAWAY_IMAGE_MODEL, from: 'bucket' } }) },
    faultsFolder: env.CUTAWAY_FAULTS ?? null,
    limits: { concurrentJobs: env.CUTAWAY_CONCURRENT_JOBS, openRequestsPerMinute: env.CUTAWAY_OPEN_REQUESTS_PER_MINUTE },
    quotaOverrides: env.CUTAWAY_QUOTA_OVERRIDES,
  };
};
