import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CACHE_BOUNDS } from '@cutaway/core/images/cache-times';
import { addressOf, type ProviderConfig } from '@cutaway/core/images/provider-config';
import { LogEvent } from '@cutaway/core/observability/events';
import { DynamoAnswerRows } from '@cutaway/core/platform/answer-cache/dynamo-answer-rows';
import { SharedAnswerCache } from '@cutaway/core/platform/answer-cache/shared-answer-cache';
import { systemClock } from '@cutaway/core/platform/clock';
import { logger } from './process-logger.ts';

/** Answers of providers, kept for all processes in the table `cache`. */
export const answerCache = (client: DynamoDBDocumentClient, table: string, config: ProviderConfig): SharedAnswerCache =>
  new SharedAnswerCache({
    rows: new DynamoAnswerRows({ client, table }),
    clock: systemClock,
    sleep: milliseconds => sleep(milliseconds),
    newHolderId: randomUUID,
    addressOf: provider => addressOf(config, provider),
    bounds: CACHE_BOUNDS,
    onEvent: ({ type, provider, count }) => logger.info(LogEvent.cache, { provider, result: type, count }),
  });
