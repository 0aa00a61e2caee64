import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Table, type ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Key, type IKey } from 'aws-cdk-lib/aws-kms';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Secret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { TABLES, type TableName } from '@cutaway/core/platform/dynamo/tables';
import type { ProviderSettings } from '@cutaway/core/images/provider-settings';
import { VERSION } from '@cutaway/core/platform/version';
import { Construct } from 'constructs';
import type * as z from 'zod';
import type { StageConfig } from '../config/stage.ts';
import { sharedValue } from './shared-value.ts';

/** What the stateful stack made, for stacks that use it: looked up by name, granted from here. */
export class StageResources extends Construct {
  readonly config: StageConfig;
  readonly key: IKey;
  readonly tables: Readonly<Record<TableName, ITable>>;
  readonly media: IBucket;
  readonly catalogue: IBucket;
  readonly ownedSecret: ISecret;
  readonly providerKeys: ISecret;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** JSON for `ProvidersEnv`. */
  readonly providers: string;

  constructor(scope: Construct, id: string, config: StageConfig) {
    super(scope, id);
    this.config = config;
    this.key = Key.fromKeyArn(this, 'Key', this.shared('key-arn'));
    this.tables = {
      main: this.table('main'),
      cache: this.table('cache'),
      limits: this.table('limits'),
      idempotency: this.table('idempotency'),
    };
    this.media = this.bucket('Media', 'media-bucket-name');
    this.catalogue = this.bucket('Catalogue', 'catalogue-bucket-name');
    // By name: a policy made from the secret's own reference would not match in every environment.
    this.ownedSecret = Secret.fromSecretNameV2(this, 'OwnedSecret', `cutaway/${config.name}/owned`);
    this.providerKeys = Secret.fromSecretNameV2(this, 'ProviderKeys', `cutaway/${config.name}/provider-keys`);
    this.userPoolId = this.shared('user-pool-id');
    this.userPoolClientId = this.shared('user-pool-client-id');
    this.providers = Stack.of(this).toJsonString(this.providerSettings());
  }

  get ownedSecretName(): string {
    return `cutaway/${this.config.name}/owned`;
  }

  get providerKeysSecretName(): string {
    return `cutaway/${this.config.name}/provider-keys`;
  }

  grantSecret(secret: ISecret, grantee: IGrantable): void {
    secret.grantRead(grantee);
    this.key.grantDecrypt(grantee);
  }

  private shared(name: string): string {
    return sharedValue(this, this.config.name, name);
  }

  private table(name: TableName): ITable {
    return Table.fromTableAttributes(this, `Table-${name}`, {
      tableName: this.shared(`${name}-table-name`),
      encryptionKey: this.key,
      globalIndexes: TABLES[name].indexes.map(index => index.name),
    });
  }

  private bucket(id: string, name: string): IBucket {
    return Bucket.fromBucketAttributes(this, id, { bucketName: this.shared(name), encryptionKey: this.key });
  }

  private providerSettings(): z.input<typeof ProviderSettings> {
    const { addresses, contact, enabled, policy, privateOrigins, plainKeys, unsplashConfirmed } = this.config.providers;
    return {
      config: {
        contact: contact ?? this.contact(),
        version: VERSION,
        commonsApiUrl: addresses.commons,
        wikidataApiUrl: addresses.wikidata,
        wikipediaApiUrl: addresses.wikipedia,
        pexelsApiUrl: addresses.pexels,
        unsplashApiUrl: addresses.unsplash,
        openverseApiUrl: addresses.openverse,
        pixabayApiUrl: addresses.pixabay,
        enabled,
        unsplashAutomation: unsplashConfirmed ? 'confirmed' : 'not-confirmed',
      },
      policy,
      privateOrigins,
      plainKeys,
    };
  }

  /**
   * Wikimedia asks for the operator's own contact in every request; one that names a framework is throttled together with
   * all its other users. So each deployment has to give it, and the pattern refuses an empty promise.
   */
  private contact(): string {
    return new CfnParameter(Stack.of(this), 'OperatorContact', {
      type: 'String',
      description:
        'Who runs this stage, for the User-Agent of every provider call: a web page and an e-mail address, for example "https://example.org/contact; ops@example.org".',
      allowedPattern: 'https://[^ ()]+; [^@ ();]+@[^@ ();]+',
      constraintDescription: 'an https address and an e-mail address, joined by "; "',
    }).valueAsString;
  }
}
