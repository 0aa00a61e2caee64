import { Duration } from 'aws-cdk-lib';
import { AdjustmentType, StepScalingAction } from 'aws-cdk-lib/aws-applicationautoscaling';
import { Alarm, ComparisonOperator, MathExpression, Metric, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { ApplicationScalingAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { BaseService } from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';

export interface QueueScalingProps {
  readonly service: BaseService;
  readonly queueNames: readonly string[];
  readonly maxTasks: number;
}

/**
 * From no task to `maxTasks`: one more while messages of any of its queues wait, none once nothing waits and nothing is worked on. It never takes
 * some of several tasks away, because ECS would not know which of them is busy. A queue that was silent for hours tells
 * CloudWatch of its first message up to 15 minutes late.
 */
export class QueueScaling extends Construct {
  private readonly props: QueueScalingProps;

  constructor(scope: Construct, id: string, props: QueueScalingProps) {
    super(scope, id);
    this.props = props;
    const tasks = props.service.autoScaleTaskCount({ minCapacity: 0, maxCapacity: props.maxTasks });
    const more = new StepScalingAction(this, 'More', {
      scalingTarget: tasks,
      adjustmentType: AdjustmentType.CHANGE_IN_CAPACITY,
      // An instance and its image take about as long to be there.
      cooldown: Duration.minutes(4),
    });
    more.addAdjustment({ lowerBound: 0, adjustment: 1 });
    const none = new StepScalingAction(this, 'None', { scalingTarget: tasks, adjustmentType: AdjustmentType.EXACT_CAPACITY });
    none.addAdjustment({ upperBound: 0, adjustment: 0 });
    this.alarm('Waiting', {
      description: 'Starts one more worker while messages wait.',
      metric: this.messages('Messages waiting', 'ApproximateNumberOfMessagesVisible'),
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 1,
      minutes: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      action: more,
    });
    this.alarm('Idle', {
      description: 'Stops every worker once nothing waits and nothing is worked on.',
      metric: this.messages('Messages waiting or worked on', 'ApproximateNumberOfMessagesVisible', 'ApproximateNumberOfMessagesNotVisible'),
      comparisonOperator: ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 0,
      minutes: 10,
      // A worker that is busy loses nothing by a metric that comes late.
      treatMissingData: TreatMissingData.IGNORE,
      action: none,
    });
  }

  /** The sum over all queues. */
  private messages(label: string, ...names: readonly string[]): IMetric {
    const period = Duration.minutes(1);
    const metrics = this.props.queueNames.flatMap(QueueName =>
      names.map(metricName => new Metric({ namespace: 'AWS/SQS', metricName, dimensionsMap: { QueueName }, statistic: 'Maximum', period })),
    );
    const [only, ...others] = metrics;
    if (only !== undefined && others.length === 0) return only;
    const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric]));
    return new MathExpression({ expression: Object.keys(usingMetrics).join(' + '), usingMetrics, period, label });
  }

  private alarm(
    id: string,
    own: {
      readonly description: string;
      readonly metric: IMetric;
      readonly comparisonOperator: ComparisonOperator;
      readonly threshold: number;
      readonly minutes: number;
      readonly treatMissingData: TreatMissingData;
      readonly action: StepScalingAction;
    },
  ): void {
    const { description, minutes, action, ...rest } = own;
    const alarm = new Alarm(this, id, {
      ...rest,
      alarmDescription: description,
      evaluationPeriods: minutes,
    });
    alarm.addAlarmAction(new ApplicationScalingAction(action));
  }
}
