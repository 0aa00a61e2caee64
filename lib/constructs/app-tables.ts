import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { TABLES, type TableName, type TableSpec } from '@cutaway/core/platform/dynamo/tables';
import { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';
import { acknowledge } from './acknowledged-findings.ts';
import { removalOf } from './removal.ts';

export interface AppTablesProps {
  readonly config: StageConfig;
  readonly key: IKey;
}

/** The four tables, with the keys and indexes that the repositories declare. On demand: an idle table costs its storage. */
export class AppTables extends Construct {
  readonly byName: Readonly<Record<TableName, Table>>;

  constructor(scope: Construct, id: string, props: AppTablesProps) {
    super(scope, id);
    this.byName = {
      main: this.table('main', TABLES.main, props),
      cache: this.table('cache', TABLES.cache, props),
      limits: this.table('limits', TABLES.limits, props),
      idempotency: this.table('idempotency', TABLES.idempotency, props),
    };
  }

  private table(name: TableName, spec: TableSpec, { config, key }: AppTablesProps): Table {
    const string = (attribute: string): { name: string; type: AttributeType } => ({ name: attribute, type: AttributeType.STRING });
    const table = new Table(this, name, {
      tableName: `cutaway-${config.name}-${name}`,
      partitionKey: string(spec.partitionKey),
      ...(spec.sortKey !== null && { sortKey: string(spec.sortKey) }),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      timeToLiveAttribute: spec.ttlAttribute,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: spec.durable && config.data.pointInTimeRecovery },
      deletionProtection: spec.durable && config.data.deletionProtection,
      removalPolicy: spec.durable ? removalOf(config) : RemovalPolicy.DESTROY,
    });
    if (!spec.durable) acknowledge(table, { DDB3: 'Holds answers, counters and bookings that expire; nothing in it is worth recovering.' });
    for (const index of spec.indexes) {
      table.addGlobalSecondaryIndex({
        indexName: index.name,
        partitionKey: string(index.partitionKey),
        sortKey: string(index.sortKey),
        projectionType: ProjectionType.ALL,
      });
    }
    return table;
  }
}
