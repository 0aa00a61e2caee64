import { BucketsEnv, parseEnv, TablesEnv } from '@cutaway/core/platform/env';
import * as z from 'zod';

/** Environment of the worker's process, on ECS as beside a local stage. */
export const WorkerEnv = z.object({
  ...TablesEnv.pick({ MAIN_TABLE: true }).shape,
  ...BucketsEnv.pick({ MEDIA_BUCKET: true }).shape,
  STAGE: z.string().min(1),
  SPEECH_QUEUE_URL: z.url(),
  /** Models that the product brings along. */
  MODELS_FOLDER: z.string().min(1),
  /** Folder of larger models, such as a recogniser; absent: media without words is refused. */
  CUTAWAY_MODELS: z.string().optional(),
  /** Port of `/healthz`, `/readyz` and `/metrics`. */
  HEALTH_PORT: z.coerce.number<string>().int().min(0).max(65_535).default(8_080),
  /** The queue gives a message to another worker when this long has passed without a sign of life; four signs are given in it. */
  VISIBILITY_SECONDS: z.coerce.number<string>().int().min(4).max(43_200).default(120),
  /** Hard limit of one file, minutes. */
  TIME_LIMIT_MINUTES: z.coerce.number<string>().int().positive().default(120),
  /** Folder that holds switches for drills; only a stage on this machine sets it. */
  CUTAWAY_FAULTS: z.string().optional(),
});
export const readEnv = (): z.output<typeof WorkerEnv> => parseEnv(WorkerEnv, process.env);
