import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { LogEvent } from '../observability/events.ts';
import type { Logger } from '../observability/logger.ts';
import { DynamoAnswerRows } from '../platform/answer-cache/dynamo-answer-rows.ts';
import { SharedAnswerCache } from '../platform/answer-cache/shared-answer-cache.ts';
import type { CallGate } from '../platform/call-gate.ts';
import { systemClock } from '../platform/clock.ts';
import { accountRules } from '../platform/gate/account-rules.ts';
import { DynamoAccountTable } from '../platform/gate/dynamo-account-table.ts';
import { LedgerCallGate } from '../platform/gate/ledger-call-gate.ts';
import { CACHE_BOUNDS } from './cache-times.ts';
import { addressOf } from './provider-config.ts';
import type { ProviderSettings } from './provider-settings.ts';

/** A table that all processes of a stage share. */
export interface SharedTable {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly logger: Logger;
}

const pause = (milliseconds: number): Promise<void> => sleep(milliseconds);

/** Answers of providers, kept for all processes in the table `cache`. */
export const sharedAnswers = ({ client, table, logger }: SharedTable, { config }: Pick<ProviderSettings, 'config'>): SharedAnswerCache =>
  new SharedAnswerCache({
    rows: new DynamoAnswerRows({ client, table }),
    clock: systemClock,
    sleep: pause,
    newHolderId: randomUUID,
    addressOf: provider => addressOf(config, provider),
    bounds: CACHE_BOUNDS,
    onEvent: ({ type, provider, count }) => logger.info(LogEvent.cache, { provider, result: type, count }),
  });

/** The door to every call, which all processes keep together in the table `limits`. */
export const sharedGate = (
  { client, table, logger }: SharedTable,
  { quotaOverrides }: Pick<ProviderSettings, 'quotaOverrides'>,
): CallGate =>
  new LedgerCallGate({
    accounts: new DynamoAccountTable({ client, table }),
    rules: accountRules(quotaOverrides),
    clock: systemClock,
    sleep: pause,
    random: Math.random,
    newTicketId: randomUUID,
    onEvent: ({ type, account, writes }) => logger.info(LogEvent.providerCall, { account, result: type, writes }),
  });
