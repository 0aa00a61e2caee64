import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type * as z from 'zod';
import type { JobsApiEnv } from '../../functions/jobs/api.env.ts';
import type { FinishEnv } from '../../functions/jobs/finish.env.ts';
import type { OnExecutionEndedEnv } from '../../functions/jobs/on-execution-ended.env.ts';
import type { SweeperEnv } from '../../functions/jobs/sweeper.env.ts';
import { WRITE_ITEMS } from '../constructs/access.ts';
import { acknowledge, wildcardIn } from '../constructs/acknowledged-findings.ts';
import { AppFunction } from '../constructs/app-function.ts';
import { ProcessVideo, type StageFunctions } from '../constructs/process-video.ts';
import type { StageResources } from '../constructs/stage-resources.ts';
import type { WorkQueue } from '../constructs/work-queue.ts';
import type { SpeechArea } from './speech.ts';

export interface JobsAreaProps {
  readonly resources: StageResources;
  readonly speech: SpeechArea;
  readonly rankingQueue: WorkQueue | null;
  readonly stages: Omit<StageFunctions, 'finish' | 'hearText'>;
}

/** Jobs: the state machine that runs them, the API to them, and the nets under both. */
export class JobsArea extends Construct {
  readonly api: AppFunction;
  readonly stateMachine: StateMachine;
  private readonly resources: StageResources;

  constructor(scope: Construct, id: string, { resources, speech, rankingQueue, stages }: JobsAreaProps) {
    super(scope, id);
    this.resources = resources;
    const finish = this.jobFunction<z.input<typeof FinishEnv>>(
      'Finish',
      'jobs/finish',
      'Marks the job of a run that failed, with stage and reason',
      {},
    );
    this.stateMachine = new ProcessVideo(this, 'ProcessVideo', {
      config: resources.config,
      key: resources.key,
      functions: { ...stages, hearText: speech.hearText.function, finish: finish.function },
      speechQueue: speech.queue.queue,
      rankingQueue: rankingQueue?.queue ?? null,
      // A search waits for as many answers at once as Wikimedia gives; a fetched picture needs a processor for itself.
      parallel: { search: 1, acquire: 2 },
    }).stateMachine;
    this.api = this.apiFunction();
    this.nets();
  }

  private jobFunction<Environment extends Readonly<Record<string, string>>>(
    id: string,
    entry: string,
    description: string,
    own: Omit<Environment, 'MAIN_TABLE'>,
  ): AppFunction {
    const { config, key, tables } = this.resources;
    const made = new AppFunction(this, id, {
      config,
      key,
      entry,
      description,
      environment: { ...own, MAIN_TABLE: tables.main.tableName },
      timeout: Duration.seconds(60),
    });
    this.resources.allow(made.role).table('main', WRITE_ITEMS);
    return made;
  }

  private apiFunction(): AppFunction {
    const { config, key, tables } = this.resources;
    const api = new AppFunction<z.input<typeof JobsApiEnv>>(this, 'Api', {
      config,
      key,
      entry: 'jobs/api',
      description: 'Start, follow, cancel and retry jobs',
      environment: {
        MAIN_TABLE: tables.main.tableName,
        IDEMPOTENCY_TABLE: tables.idempotency.tableName,
        OWNED_SECRET_NAME: this.resources.secretName('owned'),
        STATE_MACHINE_ARN: this.stateMachine.stateMachineArn,
        CONCURRENT_JOBS: String(config.limits.concurrentJobs),
      },
      timeout: Duration.seconds(15),
    });
    this.resources.allow(api.role).table('main', WRITE_ITEMS).table('idempotency', WRITE_ITEMS).secret('owned');
    this.allowExecutions(api, 'StopExecution');
    return api;
  }

  /** Starting runs, and one thing more to do with those there are. */
  private allowExecutions({ role }: AppFunction, action: 'StopExecution' | 'DescribeExecution'): void {
    const { stateMachineArn, stateMachineName } = this.stateMachine;
    const executions = Stack.of(this).formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${stateMachineName}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    this.resources
      .allow(role)
      .to(['states:StartExecution'], stateMachineArn)
      .to([`states:${action}`], executions);
    acknowledge(role, { [wildcardIn(role, executions)]: 'An execution is named by the run of the job that it works on.' });
  }

  /** A run that ended without its own last word is noticed at once by its event, or later by the sweep. */
  private nets(): void {
    const ended = this.jobFunction<z.input<typeof OnExecutionEndedEnv>>(
      'OnExecutionEnded',
      'jobs/on-execution-ended',
      'Marks the job of an execution that ended without a last word',
      {},
    );
    new Rule(this, 'ExecutionEnded', {
      description: 'Executions that ended badly',
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: { status: ['FAILED', 'TIMED_OUT', 'ABORTED'], stateMachineArn: [this.stateMachine.stateMachineArn] },
      },
      targets: [new LambdaFunction(ended.function, { retryAttempts: 3 })],
    });
    const sweeper = this.jobFunction<z.input<typeof SweeperEnv>>(
      'Sweeper',
      'jobs/sweeper',
      'Finds jobs whose execution is gone, and those that were never started',
      { STATE_MACHINE_ARN: this.stateMachine.stateMachineArn },
    );
    this.allowExecutions(sweeper, 'DescribeExecution');
    new Rule(this, 'SweepSchedule', {
      description: 'Jobs that nobody works on',
      schedule: Schedule.rate(Duration.minutes(5)),
      targets: [new LambdaFunction(sweeper.function)],
    });
  }
}
