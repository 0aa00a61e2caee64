import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import {
  Choice,
  Condition,
  DefinitionBody,
  Fail,
  IntegrationPattern,
  JsonPath,
  LogLevel,
  Map as MapState,
  Pass,
  Result,
  StateMachine,
  StateMachineType,
  Succeed,
  TaskInput,
  Timeout,
  Wait,
  WaitTime,
  type IChainable,
  type State,
  type TaskStateBase,
} from 'aws-cdk-lib/aws-stepfunctions';
import { SqsSendMessage } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { WorkerMessage } from '@cutaway/core/jobs/stage-message';
import { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';
import { acknowledge, wildcardIn } from './acknowledged-findings.ts';
import { houseLogGroup } from './house-log-group.ts';
import { stageTask } from './stage-task.ts';

/** The Lambda of each stage, and of the end of a run that failed. */
export interface StageFunctions {
  readonly hearText: IFunction;
  readonly plan: IFunction;
  readonly link: IFunction;
  readonly search: IFunction;
  readonly rank: IFunction;
  readonly compose: IFunction;
  readonly acquire: IFunction;
  readonly publish: IFunction;
  readonly finish: IFunction;
}

export interface ProcessVideoProps {
  readonly config: StageConfig;
  readonly key: IKey;
  readonly functions: StageFunctions;
  readonly speechQueue: IQueue;
  /** To a worker that looks at pictures; null: they are ordered by what is said of them. */
  readonly rankingQueue: IQueue | null;
  /** Batches of entities and of pictures worked on at the same time; providers' own limits are kept by the quota ledger. */
  readonly parallel: { readonly search: number; readonly acquire: number };
}

/**
 * One run of one job. Every stage answers with an outcome as data, on which the machine branches; thrown errors mean a
 * killed or broken function, are retried, and end the run as failed. States pass ids and keys, never bodies.
 */
export class ProcessVideo extends Construct {
  readonly stateMachine: StateMachine;
  private readonly superseded: Succeed;
  private readonly failed: State;
  private readonly props: ProcessVideoProps;

  constructor(scope: Construct, id: string, props: ProcessVideoProps) {
    super(scope, id);
    this.props = props;
    this.superseded = new Succeed(this, 'Superseded', { comment: 'The job was cancelled, or a newer run has taken over.' });
    this.failed = this.finish();
    this.stateMachine = new StateMachine(this, 'Machine', {
      stateMachineName: `cutaway-${props.config.name}-process-video`,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromChainable(this.definition()),
      timeout: Duration.hours(26),
      tracingEnabled: true,
      logs: {
        destination: houseLogGroup(
          this,
          'Logs',
          props.config,
          props.key,
          `/aws/vendedlogs/states/cutaway-${props.config.name}-process-video`,
        ),
        level: LogLevel.ERROR,
        includeExecutionData: false,
      },
    });
    this.acknowledgeFindings(props.functions);
  }

  private acknowledgeFindings(functions: StageFunctions): void {
    acknowledge(this.stateMachine, {
      SF1: 'The history of every execution is kept for 90 days; the log repeats of it what went wrong.',
      'IAM5[Resource::*]': 'Traces and the delivery of logs are no resources, so their actions allow nothing narrower.',
      'IAM5[Action::kms:GenerateDataKey*]': 'Sending to a queue under our key; both of the actions meant make the key of one message.',
    });
    for (const target of new Set(Object.values<IFunction>({ ...functions }))) {
      acknowledge(this.stateMachine, { [wildcardIn(this, `${target.functionArn}:*`)]: 'Versions of the same function.' });
    }
  }

  private definition(): IChainable {
    const { functions } = this.props;
    const publish = this.stage('publish', functions.publish, new Succeed(this, 'Done'));
    const acquire = this.each('acquire', functions.acquire, '$.compose.batches', this.props.parallel.acquire);
    acquire.next(publish);
    const compose = this.stage('compose', functions.compose, acquire);
    const rank = this.rank(compose);
    const search = this.each('search', functions.search, '$.link.batches', this.props.parallel.search);
    search.next(rank);
    const link = this.stage('link', functions.link, search);
    const plan = this.stage('plan', functions.plan, link);
    const hear = this.hear(plan);
    return new Choice(this, 'Enter', { comment: 'A retry goes on where the run before it stopped.' })
      .when(Condition.stringEquals('$.from', 'plan'), plan)
      .when(Condition.or(Condition.stringEquals('$.from', 'link'), Condition.stringEquals('$.from', 'search')), link)
      .when(Condition.stringEquals('$.from', 'rank'), rank)
      .when(Condition.or(Condition.stringEquals('$.from', 'compose'), Condition.stringEquals('$.from', 'acquire')), compose)
      .when(Condition.stringEquals('$.from', 'publish'), publish)
      .otherwise(hear);
  }

  /** Media goes to the worker and waits for its answer; a transcript alone needs no worker. */
  private hear(next: State): State {
    // The worker has a limit for each file; this one catches what is left, such as a queue nobody reads.
    const media = this.ask(this.props.speechQueue, { id: 'hear-media', type: 'hear', patience: Duration.hours(12) });
    this.guard(media, 'hear');
    const text = stageTask(this, 'hear-text', this.props.functions.hearText, { job: JsonPath.objectAt('$.job') }, '$.hear');
    this.guard(text, 'hear');
    const choose = new Choice(this, 'hear').when(Condition.stringEquals('$.input', 'media'), media).otherwise(text);
    const decide = this.decide('hear', next, choose);
    media.next(decide);
    text.next(decide);
    return choose;
  }

  /**
   * A worker looks at pictures where there is one for it. Looking only betters the order: whatever keeps it from an answer, no
   * model, no worker in time, poison, the Lambda orders by what is said of the pictures.
   */
  private rank(next: State): State {
    const text = this.stage('rank', this.props.functions.rank, next);
    const { rankingQueue } = this.props;
    if (rankingQueue === null) return text;
    // A worker that has to be started is there after a quarter of an hour at the latest.
    const looked = this.ask(rankingQueue, { id: 'rank-pictures', type: 'rank', patience: Duration.minutes(20) });
    looked.addCatch(text, { errors: ['States.ALL'], resultPath: '$.caught' });
    looked.next(
      new Choice(this, 'rank-pictures-outcome')
        .when(Condition.stringEquals('$.rank.outcome', 'done'), next)
        .when(Condition.stringEquals('$.rank.outcome', 'superseded'), this.superseded)
        .otherwise(text),
    );
    return looked;
  }

  /** Sends a message to the worker and waits for its answer. */
  private ask(queue: IQueue, { id, type, patience }: { id: string; type: WorkerMessage['type']; patience: Duration }): SqsSendMessage {
    const asked = new SqsSendMessage(this, id, {
      queue,
      integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN,
      messageBody: TaskInput.fromObject({ version: 1, type, taskToken: JsonPath.taskToken, job: JsonPath.objectAt('$.job') }),
      resultPath: `$.${type}`,
      taskTimeout: Timeout.duration(patience),
    });
    // A message that could not be sent. The worker never answers with an error, and a timeout is not tried again.
    asked.addRetry({ errors: ['States.TaskFailed'], interval: Duration.seconds(2), backoffRate: 2, maxAttempts: 4 });
    return asked;
  }

  private stage(name: string, target: IFunction, next: State): State {
    const task = stageTask(this, name, target, { job: JsonPath.objectAt('$.job') }, `$.${name}`);
    this.guard(task, name);
    task.next(this.decide(name, next, task));
    return task;
  }

  private decide(name: string, next: State, again: State): Choice {
    const wait = new Wait(this, `${name}-wait`, { time: WaitTime.timestampPath(`$.${name}.until`) });
    wait.next(again);
    return new Choice(this, `${name}-outcome`)
      .when(Condition.stringEquals(`$.${name}.outcome`, 'done'), next)
      .when(Condition.stringEquals(`$.${name}.outcome`, 'deferred'), wait)
      .when(Condition.stringEquals(`$.${name}.outcome`, 'superseded'), this.superseded)
      .otherwise(this.failTransition(name));
  }

  /**
   * A stage of many small pieces, in numbered batches: how many there are is bounded, because each is events of the history
   * and bytes of the state. A piece that fails is left out, and the result says why; the others go on.
   */
  private each(name: string, target: IFunction, batches: string, maxConcurrency: number): MapState {
    const payload = { job: JsonPath.objectAt('$.job'), batch: JsonPath.numberAt('$.batch') };
    const task = stageTask(this, name, target, payload, '$.result');
    const end = new Pass(this, `${name}-end`, {
      comment: 'Results lie in the bucket; nothing is passed on.',
      result: Result.fromObject({}),
    });
    task.addCatch(end, { errors: ['States.ALL'], resultPath: '$.caught' });
    const wait = new Wait(this, `${name}-wait`, { time: WaitTime.timestampPath('$.result.until') });
    wait.next(task);
    task.next(new Choice(this, `${name}-outcome`).when(Condition.stringEquals('$.result.outcome', 'deferred'), wait).otherwise(end));
    const all = new MapState(this, `${name}-all`, {
      itemsPath: batches,
      itemSelector: { job: JsonPath.objectAt('$.job'), batch: JsonPath.numberAt('$$.Map.Item.Value') },
      maxConcurrency,
      resultPath: JsonPath.DISCARD,
    });
    this.guard(all, name);
    return all.itemProcessor(task);
  }

  private guard(task: TaskStateBase | MapState, stage: string): void {
    task.addCatch(this.failTransition(stage), { errors: ['States.ALL'], resultPath: '$.caught' });
  }

  private readonly transitions = new Map<string, Pass>();

  private failTransition(stage: string): Pass {
    const existing = this.transitions.get(stage);
    if (existing !== undefined) return existing;
    const pass = new Pass(this, `${stage}-failed`, { parameters: { stage }, resultPath: '$.failed' });
    pass.next(this.failed);
    this.transitions.set(stage, pass);
    return pass;
  }

  private finish(): State {
    const payload = { state: JsonPath.entirePayload };
    const task = stageTask(this, 'finish', this.props.functions.finish, payload, '$.finished');
    task.next(new Fail(this, 'Failed', { error: 'JobFailed', cause: 'The job says why.' }));
    return task;
  }
}
