import { Arn, ArnFormat, Duration, SecretValue, Stack, type StackProps } from 'aws-cdk-lib';
import { AccountRecovery, FeaturePlan, Mfa, UserPool, VerificationEmailStyle, type UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { PolicyStatement, ServicePrincipal, type Conditions } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { OPERATOR_GROUP } from '@cutaway/core/accounts/operator-group';
import { PASSWORD_POLICY } from '@cutaway/core/accounts/password-policy';
import { EMPTY_RING, KeyedProvider, KeyRings } from '@cutaway/core/images/keys/key-ring';
import { UPLOAD_TAG } from '@cutaway/core/images/own/upload-tag';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';
import { AppTables } from '../constructs/app-tables.ts';
import { PrivateBucket } from '../constructs/private-bucket.ts';
import { acknowledge } from '../constructs/acknowledged-findings.ts';
import { removalOf } from '../constructs/removal.ts';
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

  private publish(name: string, value: string): void {
    publishValue(this, this.config.name, name, value);
  }

  private dataKey(): Key {
    const key = new Key(this, 'Key', {
      alias: `alias/cutaway-${this.config.name}`,
      description: `Everything that Cutaway ${this.config.name} stores`,
      enableKeyRotation: true,
      removalPolicy: removalOf(this.config),
    });
    this.lendKey(key, `logs.${this.region}.amazonaws.com`, ['Encrypt', 'Decrypt', 'ReEncrypt*', 'GenerateDataKey*', 'Describe*'], {
      ArnLike: {
        'kms:EncryptionContext:aws:logs:arn': this.formatArn({
          service: 'logs',
          resource: 'log-group',
          resourceName: '*',
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      },
    });
    // Alarms go to a topic under this key.
    this.lendKey(key, 'cloudwatch.amazonaws.com', ['Decrypt', 'GenerateDataKey'], { StringEquals: { 'aws:SourceAccount': this.account } });
    if (this.config.edge.enabled) this.lendKey(key, 'cloudfront.amazonaws.com', ['Decrypt'], this.ofOurDistributions());
    return key;
  }

  /** A service that works without a role of ours is allowed by the key's own policy, for what is ours only. */
  private lendKey(key: Key, service: string, uses: readonly string[], conditions: Conditions): void {
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(service)],
        actions: uses.map(use => `kms:${use}`),
        resources: ['*'],
        conditions,
      }),
    );
  }

  /**
   * Any distribution of this account: naming the one of the edge stack would make the two stacks need each other, because it
   * is made after the bucket it reads.
   */
  private ofOurDistributions(): Conditions {
    const distributions = Arn.format({ service: 'cloudfront', region: '', resource: 'distribution', resourceName: '*' }, this);
    return { ArnLike: { 'aws:SourceArn': distributions } };
  }

  private buckets(): void {
    const { config, key } = this;
    const media = new PrivateBucket(this, 'Media', {
      config,
      key,
      corsOrigins: config.api.corsOrigins,
      // An upload of several parts is broken until it is joined; one that came whole tells only by its mark that nobody took it.
      lifecycle: [
        {
          tagFilters: { [UPLOAD_TAG.key]: UPLOAD_TAG.value },
          expiration: Duration.days(config.data.abandonedUploadDays),
          // A photograph as it was sent may tell where it was taken, so that it is not kept as long as other versions are.
          noncurrentVersionExpiration: Duration.days(1),
        },
      ],
    });
    this.publish('media-bucket-name', media.bucket.bucketName);
    const catalogue = new PrivateBucket(this, 'Catalogue', { config, key });
    this.publish('catalogue-bucket-name', catalogue.bucket.bucketName);
    if (config.edge.enabled) {
      catalogue.bucket.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
          actions: ['s3:GetObject'],
          resources: [catalogue.bucket.arnForObjects('catalogue/*')],
          conditions: this.ofOurDistributions(),
        }),
      );
    }
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
      removalPolicy: removalOf(this.config),
    });
    acknowledge(pool, {
      COG1: 'Twelve characters of three kinds. Asking for symbols makes passwords more alike, not stronger (NIST SP 800-63B, 5.1.1.2).',
      COG2: 'A second factor is offered. Whether members need one is for the operator, who sets it on the pool.',
      COG8: 'The plus plan costs by the user each month; an operator who wants its threat protection turns it on.',
    });
    for (const groupName of ['viewer', 'editor', 'admin', OPERATOR_GROUP]) pool.addGroup(groupName, { groupName });
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
    const owned = new Secret(this, 'OwnedSecret', {
      secretName: `cutaway/${this.config.name}/owned`,
      description: 'Root of the keys we make ourselves: API key pepper, cursor signatures, session tokens',
      encryptionKey: this.key,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: removalOf(this.config),
    });
    acknowledge(owned, {
      SMG4: 'The function that rotates it belongs to the stack of the app, which sets the schedule.',
    });
    const providerKeys = new Secret(this, 'ProviderKeys', {
      secretName: `cutaway/${this.config.name}/provider-keys`,
      description: 'Keys that picture providers gave the operator, by provider',
      encryptionKey: this.key,
      // Keys are set when the stage runs, and a deployment may not take them back. Without a value there would be a random text.
      secretStringValue: SecretValue.unsafePlainText(JSON.stringify(this.keysOfThisMachine())),
      removalPolicy: removalOf(this.config),
    });
    acknowledge(providerKeys, { SMG4: 'Providers have no call that makes a key: the operator stages new ones.' });
  }

  /** Those that a developer's environment names, in the form they are kept in; none for a stage on AWS. */
  private keysOfThisMachine(): KeyRings {
    const given = this.config.providers.plainKeys ?? {};
    const rings = KeyedProvider.options.flatMap(provider => {
      const key = given[provider];
      return key === undefined ? [] : [[provider, { ...EMPTY_RING, current: { key, since: null } }] as const];
    });
    return KeyRings.parse(Object.fromEntries(rings));
  }
}
