import { ArnFormat, CfnParameter, Stack } from 'aws-cdk-lib';
import { Table, type ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Key, type IKey } from 'aws-cdk-lib/aws-kms';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { TableName } from '@cutaway/core/platform/dynamo/tables';
import type { ProviderSettings } from '@cutaway/core/images/provider-settings';
import { VERSION } from '@cutaway/core/platform/version';
import { Construct } from 'constructs';
import type * as z from 'zod';
import type { StageConfig } from '../config/stage.ts';
import { Access } from './access.ts';
import { sharedValue } from './shared-value.ts';

export type BucketName = 'media' | 'catalogue';
export type SecretName = 'owned' | 'provider-keys';

/** Each value is made when it is first asked for. */
const once = <Name, T>(make: (name: Name) => T): ((name: Name) => T) => {
  const made = new Map<Name, T>();
  return name => {
    const value = made.get(name) ?? make(name);
    made.set(name, value);
    return value;
  };
};

/**
 * What the stateful stack made, for stacks that use it: looked up by name, and granted through `allow`. A stack has
 * parameters only for the names it uses.
 */
export class StageResources extends Construct {
  readonly config: StageConfig;
  readonly key: IKey;
  readonly tables: Readonly<Record<TableName, ITable>>;
  readonly #bucket = once((name: BucketName) => this.importBucket(name));
  readonly #providers = once(() => Stack.of(this).toJsonString(this.providerSettings()));

  constructor(scope: Construct, id: string, config: StageConfig) {
    super(scope, id);
    this.config = config;
    this.key = Key.fromKeyArn(this, 'Key', this.shared('key-arn'));
    const table = once((name: TableName) => this.importTable(name));
    this.tables = {
      get main() {
        return table('main');
      },
      get cache() {
        return table('cache');
      },
      get limits() {
        return table('limits');
      },
      get idempotency() {
        return table('idempotency');
      },
    };
  }

  get media(): IBucket {
    return this.#bucket('media');
  }

  get catalogue(): IBucket {
    return this.#bucket('catalogue');
  }

  get userPoolId(): string {
    return this.shared('user-pool-id');
  }

  get userPoolClientId(): string {
    return this.shared('user-pool-client-id');
  }

  /** JSON for `ProvidersEnv`. */
  get providers(): string {
    return this.#providers('all');
  }

  secretName(name: SecretName): string {
    return `cutaway/${this.config.name}/${name}`;
  }

  /** By name and any suffix: the ARN with its suffix is not known to other stacks, and a policy made from it would not match everywhere. */
  secretArn(name: SecretName): string {
    const resourceName = `${this.secretName(name)}-??????`;
    return Stack.of(this).formatArn({
      service: 'secretsmanager',
      resource: 'secret',
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  /** @returns the verbs by which a role is given rights to the stage's data */
  allow(role: IRole): Access {
    return new Access(this, role);
  }

  private shared(name: string): string {
    return sharedValue(this, this.config.name, name);
  }

  private importTable(name: TableName): ITable {
    return Table.fromTableName(this, `Table-${name}`, this.shared(`${name}-table-name`));
  }

  private importBucket(name: BucketName): IBucket {
    return Bucket.fromBucketName(this, `Bucket-${name}`, this.shared(`${name}-bucket-name`));
  }

  private providerSettings(): z.input<typeof ProviderSettings> {
    const { addresses, contact, enabled, policy, privateOrigins, unsplashConfirmed } = this.config.providers;
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
      quotaOverrides: this.config.quotaOverrides,
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
