import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import { LogEvent } from '@cutaway/core/observability/events';
import type { Logger } from '@cutaway/core/observability/logger';
import { modelFrom } from '@cutaway/core/platform/models/model-source';
import { openRecogniser, type OpenRecogniser } from '@cutaway/core/speech/recognise/open-recogniser';
import type { RecogniserEvent, RecogniserState } from '@cutaway/core/speech/recognise/recogniser';
import { WHISPER_MODEL } from '@cutaway/core/speech/recognise/whisper-model-kind';
import { s3MediaFiles } from '@cutaway/core/speech/s3-media-files';
import type * as z from 'zod';
import type { WorkerMetrics } from './worker-metrics.ts';
import type { WorkerEnv } from './worker.env.ts';

export interface RecogniserParts {
  readonly s3: S3Client;
  readonly logger: Logger;
  readonly metrics: WorkerMetrics;
  /** Keeps how the recogniser stands where the API can read it. */
  readonly keep: (state: RecogniserState) => Promise<void>;
}

/** @returns the recogniser of the model that the environment names; what becomes of it is logged, counted and kept */
export const buildRecogniser = (env: z.output<typeof WorkerEnv>, { s3, logger, metrics, keep }: RecogniserParts): OpenRecogniser => {
  const tell = (event: RecogniserEvent): void => {
    switch (event.event) {
      case 'loaded':
        logger.info(LogEvent.recogniserLoaded, { device: event.device, dtype: event.dtype });
        break;
      case 'fell-back':
        metrics.fallbacks.inc({ from: event.from });
        logger.error(LogEvent.recogniserFellBack, { device: event.from, why: event.why });
        break;
      case 'failed':
        logger.error(LogEvent.recogniserFailed, { why: event.why });
        break;
      case 'found':
      case 'missing':
        break;
    }
  };
  const recogniser: OpenRecogniser = openRecogniser({
    find: () =>
      modelFrom(WHISPER_MODEL, {
        models: env.CUTAWAY_MODELS ?? null,
        name: env.CUTAWAY_RECOGNISER ?? null,
        hub: env.CUTAWAY_MODEL_HUB ?? null,
        device: env.RECOGNISER_DEVICE,
        cache: join(tmpdir(), 'cutaway-models'),
        bucket: name => s3MediaFiles(s3, name),
      }),
    voiceFolder: join(env.MODELS_FOLDER, 'silero-vad-v5'),
    threads: env.RECOGNISER_THREADS,
    onEvent: event => {
      tell(event);
      // Speech is recognised whether or not the API can tell of it.
      keep(recogniser.state()).catch((error: unknown) =>
        logger.warn(LogEvent.unexpected, { why: error instanceof Error ? error.name : 'unknown' }),
      );
    },
  });
  return recogniser;
};
