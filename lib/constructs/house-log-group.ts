import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';

const RETENTION = {
  1: RetentionDays.ONE_DAY,
  7: RetentionDays.ONE_WEEK,
  30: RetentionDays.ONE_MONTH,
  90: RetentionDays.THREE_MONTHS,
  365: RetentionDays.ONE_YEAR,
} as const;

/**
 * A log group under our key, for as long as the stage keeps logs. It goes with its stack: its name is fixed, and one left
 * behind would stand in the way of the next deployment.
 */
export const houseLogGroup = (scope: Construct, id: string, config: StageConfig, key: IKey, logGroupName: string): LogGroup =>
  new LogGroup(scope, id, {
    logGroupName,
    retention: RETENTION[config.logs.retentionDays],
    encryptionKey: key,
    removalPolicy: RemovalPolicy.DESTROY,
  });
