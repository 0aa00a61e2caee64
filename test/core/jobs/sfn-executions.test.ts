import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
  ValidationException,
} from '@aws-sdk/client-sfn';
import { describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { sfnExecutions } from '../../../core/src/jobs/sfn-executions.ts';

const MACHINE = 'arn:aws:states:us-east-1:111111111111:stateMachine:process-video';
const about = { message: 'as the service says it', $metadata: {} };
const INPUT = {
  job: { workspaceId: 'wsp_1', principalId: 'u', role: 'editor', projectId: 'prj_1', jobId: 'job_1', run: 1 },
  from: 'hear',
  input: 'media',
} as const;

const begin = () => {
  const sfn = mockClient(SFNClient);
  return { sfn, executions: sfnExecutions(new SFNClient({ region: 'us-east-1' }), MACHINE) };
};

describe('executions', () => {
  it('are started once, however often that is asked for', async () => {
    const { sfn, executions } = begin();
    sfn.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists(about));
    await expect(executions.start('job_1-1', INPUT)).resolves.toBeUndefined();
  });

  it.each([new ExecutionDoesNotExist(about), new ValidationException(about)])(
    'that have ended or never were are stopped without harm: %s',
    async error => {
      const { sfn, executions } = begin();
      sfn.on(StopExecutionCommand).rejects(error);
      await expect(executions.stop('job_1-1', 'cancelled')).resolves.toBeUndefined();
      expect(sfn.commandCalls(StopExecutionCommand)[0]?.args[0].input.executionArn).toBe(
        `${MACHINE.replace(':stateMachine:', ':execution:')}:job_1-1`,
      );
    },
  );

  it('that cannot be asked for are an error, not an ended execution', async () => {
    const { sfn, executions } = begin();
    sfn.on(DescribeExecutionCommand).rejects(new Error('throttled'));
    await expect(executions.state('job_1-1')).rejects.toThrow('throttled');
    sfn.on(DescribeExecutionCommand).rejects(new ExecutionDoesNotExist(about));
    expect(await executions.state('job_1-1')).toBe('missing');
  });
});
