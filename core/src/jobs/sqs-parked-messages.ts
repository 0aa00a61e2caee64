import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ParkedMessages } from './bury-message.ts';

/** A queue that people look into; the reason travels as attributes, so that the body stays as it was. */
export const sqsParkedMessages = (sqs: SQSClient, queueUrl: string): ParkedMessages => ({
  park: async (body, { code, why }) => {
    const text = (StringValue: string): { DataType: string; StringValue: string } => ({ DataType: 'String', StringValue });
    await sqs.send(
      new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body, MessageAttributes: { code: text(code), why: text(why) } }),
    );
  },
});
