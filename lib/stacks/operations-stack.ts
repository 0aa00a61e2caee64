import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { AlarmStatusWidget, Dashboard, GraphWidget, LogQueryWidget, Metric, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { LogEvent } from '@cutaway/core/observability/events';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';
import { Alarms, type AlarmRecord } from '../constructs/alarms.ts';
import { logEventMetric } from '../constructs/log-event-metric.ts';
import { sharedValue } from '../constructs/shared-value.ts';

export interface OperationsStackProps extends StackProps {
  readonly config: StageConfig;
}

/** What operators look at and what wakes them: one dashboard, the alarms, the topic they go to. */
export class OperationsStack extends Stack {
  private readonly config: StageConfig;

  constructor(scope: Construct, id: string, { config, ...props }: OperationsStackProps) {
    super(scope, id, props);
    this.config = config;
    const topic = new Topic(this, 'Alarm', {
      topicName: `cutaway-${config.name}-alarms`,
      displayName: `Cutaway ${config.name}`,
      masterKey: Key.fromKeyArn(this, 'Key', this.shared('key-arn')),
      enforceSSL: config.secureTransport,
    });
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    const alarms = new Alarms(this, 'Alarms', { stage: config.name, topic, enabled: config.alarms.enabled, records: this.records() });
    this.dashboard(alarms);
    new CfnOutput(this, 'AlarmTopic', { value: topic.topicArn, description: 'Subscribe an address or a pager to it.' });
  }

  private shared(name: string): string {
    return sharedValue(this, this.config.name, name);
  }

  private queue(name: string, metricName: string, statistic: string): IMetric {
    return new Metric({
      namespace: 'AWS/SQS',
      metricName,
      dimensionsMap: { QueueName: this.shared(name) },
      statistic,
      period: Duration.minutes(5),
    });
  }

  private executions(metricName: string): IMetric {
    return new Metric({
      namespace: 'AWS/States',
      metricName,
      dimensionsMap: { StateMachineArn: this.shared('state-machine-arn') },
      statistic: 'Sum',
      period: Duration.minutes(5),
    });
  }

  private api(metricName: string): IMetric {
    return new Metric({
      namespace: 'AWS/ApiGateway',
      metricName,
      dimensionsMap: { ApiId: this.shared('api-id') },
      statistic: 'Sum',
      period: Duration.minutes(5),
    });
  }

  private functionErrors(name: string): IMetric {
    return new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'Errors',
      dimensionsMap: { FunctionName: `cutaway-${this.config.name}-${name}` },
      statistic: 'Sum',
      period: Duration.minutes(15),
    });
  }

  private keyRecords(): readonly AlarmRecord[] {
    return [
      {
        id: 'images-provider-key-refused',
        severity: 'ticket',
        impact: 'A picture source refuses our key; talks get fewer pictures until it is replaced.',
        metric: logEventMetric(this.config.name, LogEvent.providerKeyRefused),
        threshold: 1,
      },
      {
        id: 'images-provider-key-old',
        severity: 'ticket',
        impact: 'The key of a picture source has not been replaced for half a year.',
        metric: logEventMetric(this.config.name, LogEvent.providerKeyOld, Duration.days(1)),
        threshold: 1,
      },
    ];
  }

  private records(): readonly AlarmRecord[] {
    return [
      {
        id: 'speech-queue-age',
        severity: 'ticket',
        impact: 'Talks wait for a worker longer than 15 minutes.',
        metric: this.queue('speech-queue-name', 'ApproximateAgeOfOldestMessage', 'Maximum'),
        threshold: 900,
        periods: 2,
      },
      {
        id: 'speech-dead-letters',
        severity: 'page',
        impact: 'Messages that no worker could finish are not answered, so their jobs hang.',
        metric: this.queue('speech-dead-letters-name', 'ApproximateAgeOfOldestMessage', 'Maximum'),
        threshold: 300,
      },
      {
        id: 'speech-parked',
        severity: 'ticket',
        impact: 'A talk made every worker fail; its job has ended as failed, or gone on without a look at its pictures.',
        metric: this.queue('parked-queue-name', 'ApproximateNumberOfMessagesVisible', 'Maximum'),
        threshold: 1,
      },
      ...this.rankingRecords(),
      {
        id: 'operations-model-fell-back',
        severity: 'ticket',
        impact:
          'Speech is recognised, or pictures are looked at, on the processor of a machine that is paid for its GPU, many times slower.',
        metric: logEventMetric(this.config.name, LogEvent.modelFellBack),
        threshold: 1,
      },
      {
        id: 'jobs-failed',
        severity: 'ticket',
        impact: 'Jobs fail; their owners see an error instead of a timeline.',
        metric: this.executions('ExecutionsFailed'),
        threshold: 3,
      },
      {
        id: 'jobs-sweeper-errors',
        severity: 'ticket',
        impact: 'The net under the jobs has a hole: one that lost its execution would stay unfinished for ever.',
        metric: this.functionErrors('jobs-sweeper'),
        // Two of its three runs.
        threshold: 2,
      },
      ...this.keyRecords(),
      {
        id: 'operations-api-errors',
        severity: 'page',
        impact: 'Callers of the API get server errors.',
        metric: this.api('5xx'),
        threshold: 5,
      },
    ];
  }

  private rankingRecords(): readonly AlarmRecord[] {
    if (this.config.inference.imageModel === null) return [];
    return [
      {
        id: 'images-ranking-queue-age',
        severity: 'ticket',
        impact: 'Jobs wait for a worker to look at pictures, and go on without after 20 minutes.',
        metric: this.queue('ranking-queue-name', 'ApproximateAgeOfOldestMessage', 'Maximum'),
        threshold: 900,
        periods: 2,
      },
    ];
  }

  private dashboard(alarms: Alarms): void {
    const dashboard = new Dashboard(this, 'Dashboard', { dashboardName: `cutaway-${this.config.name}` });
    const graph = (title: string, left: IMetric[]): GraphWidget => new GraphWidget({ title, left, width: 12 });
    dashboard.addWidgets(new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms.all], width: 24, height: 3 }));
    dashboard.addWidgets(
      graph('Jobs', [this.executions('ExecutionsStarted'), this.executions('ExecutionsSucceeded'), this.executions('ExecutionsFailed')]),
      graph('API', [this.api('Count'), this.api('4xx'), this.api('5xx')]),
    );
    dashboard.addWidgets(
      graph('Queues to the worker', [
        this.queue('speech-queue-name', 'ApproximateNumberOfMessagesVisible', 'Maximum'),
        ...(this.config.inference.imageModel === null
          ? []
          : [this.queue('ranking-queue-name', 'ApproximateNumberOfMessagesVisible', 'Maximum')]),
        this.queue('parked-queue-name', 'ApproximateNumberOfMessagesVisible', 'Maximum'),
      ]),
      new LogQueryWidget({
        title: 'Unexpected errors',
        logGroupNames: [
          `/cutaway/${this.config.name}/timeline-publish`,
          `/cutaway/${this.config.name}/images-acquire`,
          `/cutaway/${this.config.name}/entities-link`,
        ],
        queryLines: ['fields @timestamp, @message', `filter message = "${LogEvent.unexpected}"`, 'sort @timestamp desc', 'limit 50'],
        width: 12,
      }),
    );
    // A query costs when somebody looks; metrics of each source and result would cost every month.
    dashboard.addWidgets(
      new LogQueryWidget({
        title: 'Answers of sources: kept, asked for, waited for',
        logGroupNames: ['images-search', 'images-acquire', 'entities-link'].map(name => `/cutaway/${this.config.name}/${name}`),
        queryLines: [`filter message = "${LogEvent.cache}"`, 'stats sum(count) as questions by provider, result', 'sort provider, result'],
        width: 24,
      }),
    );
  }
}
