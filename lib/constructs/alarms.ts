import { Alarm, ComparisonOperator, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** An alarm as a record. `docs/runbooks/<id>.md` says what to do; a test keeps the two lists equal. */
export interface AlarmRecord {
  /** Also the name of its runbook: `<area>-<what>`. */
  readonly id: string;
  readonly severity: 'page' | 'ticket';
  /** Who notices what, in one sentence. */
  readonly impact: string;
  readonly metric: IMetric;
  /** The alarm sounds at this value or above. */
  readonly threshold: number;
  /** Periods of the metric in a row. @default 1 */
  readonly periods?: number;
}

export interface AlarmsProps {
  readonly stage: string;
  /** Who is told. An alarm nobody receives is no alarm. */
  readonly topic: ITopic;
  readonly enabled: boolean;
  readonly records: readonly AlarmRecord[];
}

/** The only place alarms are made: each gets its action, and a description with impact and runbook. */
export class Alarms extends Construct {
  readonly all: readonly Alarm[];

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const action = new SnsAction(props.topic);
    this.all = props.records.map(record => {
      const alarm = new Alarm(this, record.id, {
        alarmName: `cutaway-${props.stage}-${record.id}`,
        alarmDescription: `[${record.severity}] ${record.impact} Runbook: docs/runbooks/${record.id}.md`,
        metric: record.metric,
        threshold: record.threshold,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: record.periods ?? 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        actionsEnabled: props.enabled,
      });
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
      return alarm;
    });
  }
}
