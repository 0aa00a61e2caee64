import { LogEvent } from '@cutaway/core/observability/events';
import type { Logger } from '@cutaway/core/observability/logger';
import type { ModelName } from '@cutaway/core/platform/models/dynamo-model-record';
import type { ModelEvent, ModelState } from '@cutaway/core/platform/models/model-state';
import type { WorkerMetrics } from './worker-metrics.ts';

export interface ModelNews {
  readonly logger: Logger;
  readonly metrics: WorkerMetrics;
  /** Keeps how a model stands where the API can read it. */
  readonly keep: (name: ModelName, state: ModelState) => Promise<void>;
}

/** @returns what is to be told of a model's life: logged, counted and kept */
export const tellOfModel =
  (model: ModelName, { logger, metrics, keep }: ModelNews, state: () => ModelState): ((event: ModelEvent) => void) =>
  event => {
    switch (event.event) {
      case 'loaded':
        logger.info(LogEvent.modelLoaded, { model, device: event.device, dtype: event.dtype });
        break;
      case 'fell-back':
        metrics.fallbacks.inc({ model, from: event.from });
        logger.error(LogEvent.modelFellBack, { model, device: event.from, why: event.why });
        break;
      case 'failed':
        logger.error(LogEvent.modelFailed, { model, why: event.why });
        break;
      case 'found':
      case 'missing':
        break;
    }
    // The model serves whether or not the API can tell of it.
    keep(model, state()).catch((error: unknown) =>
      logger.warn(LogEvent.unexpected, { why: error instanceof Error ? error.name : 'unknown' }),
    );
  };
