import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { JitterType, TaskInput, Timeout } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';

/** A function's turn. Called again where it was killed or broke: a stage run twice leaves the same result. */
export const stageTask = (
  scope: Construct,
  name: string,
  lambdaFunction: IFunction,
  payload: Record<string, unknown>,
  resultPath: string,
): LambdaInvoke => {
  const task = new LambdaInvoke(scope, name, {
    lambdaFunction,
    payload: TaskInput.fromObject(payload),
    payloadResponseOnly: true,
    resultPath,
    retryOnServiceExceptions: false,
    // No function may run longer; its own limit is shorter and usually ends it first.
    taskTimeout: Timeout.duration(Duration.minutes(15)),
  });
  // Too many functions run in the account: that is nobody's failure, and is over when others are done.
  task.addRetry({
    errors: ['Lambda.TooManyRequestsException'],
    interval: Duration.seconds(2),
    backoffRate: 1.5,
    // About four minutes. Every attempt is events of the execution's history.
    maxAttempts: 10,
    maxDelay: Duration.seconds(60),
    jitterStrategy: JitterType.FULL,
  });
  task.addRetry({
    errors: ['States.ALL'],
    interval: Duration.seconds(1),
    backoffRate: 2,
    maxAttempts: 4,
    maxDelay: Duration.seconds(20),
  });
  return task;
};
