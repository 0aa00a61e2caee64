import { BucketsEnv, parseEnv, ProvidersEnv, TablesEnv } from '@cutaway/core/platform/env';
import { Device } from '@cutaway/core/platform/models/model-variant';
import * as z from 'zod';

/** What the worker is told where it looks at pictures. */
const RankingEnv = z.object({
  ...TablesEnv.pick({ CACHE_TABLE: true, LIMITS_TABLE: true }).shape,
  ...ProvidersEnv.pick({ PROVIDERS: true }).shape,
  RANKING_QUEUE_URL: z.url(),
});
export type RankingEnv = z.output<typeof RankingEnv>;

/** Environment of the worker's process, on ECS as beside a local stage. */
export const WorkerEnv = z.object({
  ...TablesEnv.pick({ MAIN_TABLE: true }).shape,
  ...BucketsEnv.pick({ MEDIA_BUCKET: true }).shape,
  STAGE: z.string().min(1),
  SPEECH_QUEUE_URL: z.url(),
  ...RankingEnv.partial().shape,
  /** Models that the product brings along. */
  MODELS_FOLDER: z.string().min(1),
  /** Folder of larger models, or `s3://bucket/prefix` of one; absent: media without words is refused. */
  CUTAWAY_MODELS: z.string().min(1).optional(),
  /** Which recogniser in it, where there are several: `name`, `owner/name`, or `owner/name@commit` of a model hub. */
  CUTAWAY_RECOGNISER: z.string().min(1).optional(),
  /** Address of a model hub that may be asked once for a model that is not there; absent: none is. */
  CUTAWAY_MODEL_HUB: z.url().optional(),
  /** Which image-text model in it, named likewise. */
  CUTAWAY_IMAGE_MODEL: z.string().min(1).optional(),
  /** Where models run. `cuda` falls back to the processor, counted and logged, where the GPU does not work. */
  MODEL_DEVICE: Device.default('cpu'),
  /** Threads of a model on a processor. */
  MODEL_THREADS: z.coerce.number<string>().int().min(1).max(64).default(2),
  /** Port of `/healthz`, `/readyz` and `/metrics`. */
  HEALTH_PORT: z.coerce.number<string>().int().min(0).max(65_535).default(8_080),
  /** The queue gives a message to another worker when this long has passed without a sign of life; four signs are given in it. */
  VISIBILITY_SECONDS: z.coerce.number<string>().int().min(4).max(43_200).default(120),
  /** Hard limit of one file, minutes. */
  TIME_LIMIT_MINUTES: z.coerce.number<string>().positive().default(120),
  /** Folder that holds switches for drills; only a stage on this machine sets it. */
  CUTAWAY_FAULTS: z.string().optional(),
});
export const readEnv = (): z.output<typeof WorkerEnv> => parseEnv(WorkerEnv, process.env);

/** @returns null where this worker looks at no pictures */
export const rankingEnvOf = (env: z.output<typeof WorkerEnv>): RankingEnv | null =>
  env.RANKING_QUEUE_URL === undefined ? null : RankingEnv.parse(env);
