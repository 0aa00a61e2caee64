import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';

/** Has a function of ours run soon; nobody waits for it, and nothing is handed on. */
export type Wake = () => Promise<void>;

export const lambdaWake =
  (lambda: LambdaClient, FunctionName: string): Wake =>
  async () => {
    await lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event' }));
  };
