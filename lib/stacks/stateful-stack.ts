import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AccountRecovery, FeaturePlan, Mfa, UserPool, VerificationEmailStyle, type UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { PASSWORD_POLICY } from '@cutaway/core/accounts/password-policy';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';
import { AppTables } from '../constructs/app-tables.ts';
import { PrivateBucket } from '../constructs/private-bucket.ts';
import { publishValue } from '../constructs/shared-value.ts';

export interface StatefulStackProps extends StackProps {
  readonly config: StageConfig;
}

/** What outlives every deployment: the key, the tables, the buckets, the user pool, the secrets. */
export class StatefulStack extends Stack {
  private readonly config: StageConfig;
  private readonly key: Key;

  constructor(scope: Construct, id: string, props: StatefulStackProps) {
    super(scope, id, props);
    this.config = props.config;
    this.key = this.dataKey();
    this.publish('key-arn', this.key.keyArn);
    const tables = new AppTables(this, 'Tables', { config: this.config, key: this.key });
    for (const [name, table] of Object.entries(tables.byName)) this.publish(`${name}-table-name`, table.tableName);
    this.buckets();
    this.users();
    this.secrets();
  }

  private get removalPolicy(): RemovalPolicy {
    return this.config.data.removalPolicy === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
  }

  private publish(name: string, value: string): void {
    publishValue(this, this.config.name, name, value);
  }

  private dataKey(): Key {
    const key = new Key(this, 'Key', {
      alias: `alias/cutaway-${this.config.name}`,
      description: `Everything that Cutaway ${this.config.name} stores`,
      enableKeyRotation: true,
      removalPolicy: this.removalPolicy,
    });
    key.grantEncryptDecrypt(new ServicePrincipal(`logs.${this.region}.amazonaws.com`));
    // EventBridge delivers to encrypted queues, CloudWatch alarms to encrypted topics.
    for (const service of ['events', 'cloudwatch']) key.grantEncryptDecrypt(new ServicePrincipal(`${service}.amazonaws.com`));
    return key;
  }

  private buckets(): void {
    const { config, key } = this;
    const media = new PrivateBucket(this, 'Media', { config, key, corsOrigins: config.api.corsOrigins });
    this.publish('media-bucket-name', media.bucket.bucketName);
    const catalogue = new PrivateBucket(this, 'Catalogue', { config, key });
    this.publish('catalogue-bucket-name', catalogue.bucket.bucketName);
  }

  private users(): void {
    const pool = new UserPool(this, 'Users', {
      userPoolName: `cutaway-${this.config.name}`,
      selfSignUpEnabled: true,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: {
        ...PASSWORD_POLICY,
        requireSymbols: false,
        tempPasswordValidity: Duration.days(3),
      },
      userVerification: {
        emailSubject: 'Your Cutaway code',
        emailBody: 'Your code for Cutaway is {####}. It is valid for a day.',
        emailStyle: VerificationEmailStyle.CODE,
      },
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: this.config.data.deletionProtection,
      removalPolicy: this.removalPolicy,
    });
    for (const groupName of ['viewer', 'editor', 'admin']) pool.addGroup(groupName, { groupName });
    this.publish('user-pool-id', pool.userPoolId);
    this.publish('user-pool-client-id', this.client(pool).userPoolClientId);
  }

  private client(pool: UserPool): UserPoolClient {
    return pool.addClient('Api', {
      userPoolClientName: 'api',
      authFlows: { userPassword: true },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(30),
      idTokenValidity: Duration.minutes(30),
      refreshTokenValidity: Duration.days(30),
    });
  }

  private secrets(): void {
    // One secret a rotation domain: what we make ourselves, and what providers give us. Other stacks know them by name.
    new Secret(this, 'OwnedSecret', {
      secretName: `cutaway/${this.config.name}/owned`,
      description: 'Root of the keys we make ourselves: API key pepper, cursor signatures, session tokens',
      encryptionKey: this.key,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: this.removalPolicy,
    });
    new Secret(this, 'ProviderKeys', {
      secretName: `cutaway/${this.config.name}/provider-keys`,
      description: 'Keys that picture providers gave the operator, by provider',
      encryptionKey: this.key,
      removalPolicy: this.removalPolicy,
    });
  }
}
