import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What the worker counts, in Prometheus' names. */
export interface WorkerMetrics {
  readonly registry: Registry;
  readonly messages: Counter<'outcome'>;
  readonly seconds: Histogram;
  readonly busy: Gauge;
  /** Of the talk that is worked on. */
  readonly share: Gauge;
  /** Times the device that was asked for did not work. */
  readonly fallbacks: Counter<'model' | 'from'>;
}

export const workerMetrics = (): WorkerMetrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'cutaway_' });
  return {
    registry,
    messages: new Counter({
      name: 'cutaway_messages_total',
      help: 'Messages by how they ended',
      labelNames: ['outcome'],
      registers: [registry],
    }),
    seconds: new Histogram({
      name: 'cutaway_message_seconds',
      help: 'Time one message took',
      buckets: [1, 5, 15, 60, 300, 900, 3_600],
      registers: [registry],
    }),
    fallbacks: new Counter({
      name: 'cutaway_model_fallbacks_total',
      help: 'Times a model fell back from the device that was asked for',
      labelNames: ['model', 'from'],
      registers: [registry],
    }),
    share: new Gauge({ name: 'cutaway_share_done', help: 'Share of the talk in work that is done, 0-1', registers: [registry] }),
    busy: new Gauge({ name: 'cutaway_busy', help: 'Messages that are worked on', registers: [registry] }),
  };
};
