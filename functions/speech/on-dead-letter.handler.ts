import { buryMessage } from '@cutaway/core/jobs/bury-message';
import { sfnTaskAnswers } from '@cutaway/core/jobs/sfn-task-answers';
import { sqsParkedMessages } from '@cutaway/core/jobs/sqs-parked-messages';
import { LogEvent } from '@cutaway/core/observability/events';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { once, sfnClient, sqsClient } from '../http/aws.deps.ts';
import { logger } from '../http/process-logger.ts';
import { readEnv } from './on-dead-letter.env.ts';

const deps = once(() => ({
  tasks: sfnTaskAnswers(sfnClient()),
  parked: sqsParkedMessages(sqsClient(), readEnv().PARKED_QUEUE_URL),
  logger,
}));

export const handler = async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const made = await deps();
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const record of event.Records) {
    try {
      await buryMessage(made, record.body);
    } catch (error) {
      logger.error(LogEvent.unexpected, { messageId: record.messageId }, error);
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
};
