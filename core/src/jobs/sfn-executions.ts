import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  StartExecutionCommand,
  StopExecutionCommand,
  ValidationException,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import type { Executions } from './executions.ts';

/** Step Functions behind the port. @param stateMachineArn of `process-video` */
export const sfnExecutions = (sfn: SFNClient, stateMachineArn: string): Executions => {
  const arnOf = (name: string): string => `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  return {
    start: async (name, input) => {
      try {
        await sfn.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
      } catch (error) {
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },
    stop: async (name, why) => {
      try {
        await sfn.send(new StopExecutionCommand({ executionArn: arnOf(name), error: 'Cancelled', cause: why }));
      } catch (error) {
        // The name is one of ours, so the only thing that can be wrong with it is that the execution has ended.
        if (!(error instanceof ExecutionDoesNotExist) && !(error instanceof ValidationException)) throw error;
      }
    },
    state: async name => {
      try {
        const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn: arnOf(name) }));
        return status === 'RUNNING' || status === 'PENDING_REDRIVE' ? 'running' : 'ended';
      } catch (error) {
        if (error instanceof ExecutionDoesNotExist) return 'missing';
        throw error;
      }
    },
  };
};
