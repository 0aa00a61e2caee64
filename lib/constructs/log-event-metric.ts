import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter, type ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { LogEvent } from '@cutaway/core/observability/events';

const namespaceOf = (stage: string): string => `Cutaway/${stage}`;

/** How often an event was logged. @param period default five minutes */
export const logEventMetric = (stage: string, event: LogEvent, period: Duration = Duration.minutes(5)): Metric =>
  new Metric({ namespace: namespaceOf(stage), metricName: event, statistic: 'Sum', period });

export interface CountedEvent {
  readonly stage: string;
  readonly logGroup: ILogGroup;
  readonly event: LogEvent;
}

/** Counts an event wherever the log group holds it. Without a default value nothing is sent, or paid, while nothing happens. */
export const countLogEvent = (scope: Construct, { stage, logGroup, event }: CountedEvent): MetricFilter =>
  new MetricFilter(scope, `Count-${event}`, {
    logGroup,
    filterPattern: FilterPattern.stringValue('$.message', '=', event),
    metricNamespace: namespaceOf(stage),
    metricName: event,
    metricValue: '1',
  });
