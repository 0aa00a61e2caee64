import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  HttpMethods,
  ObjectOwnership,
  type LifecycleRule,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';

export interface PrivateBucketProps {
  readonly config: StageConfig;
  readonly key: IKey;
  readonly lifecycle?: readonly LifecycleRule[];
  /** Browser origins that may upload and download with presigned addresses. @default none */
  readonly corsOrigins?: readonly string[];
  /** Whether object events go to the default event bus. @default false */
  readonly events?: boolean;
}

/** A bucket that nobody reaches but through us: no public access, our key, old versions and broken uploads cleaned up. */
export class PrivateBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const { config } = props;
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey: props.key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: config.secureTransport,
      versioned: config.data.removalPolicy === 'retain',
      removalPolicy: config.data.removalPolicy === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      lifecycleRules: [
        { abortIncompleteMultipartUploadAfter: Duration.days(config.data.abandonedUploadDays) },
        ...(config.data.removalPolicy === 'retain' ? [{ noncurrentVersionExpiration: Duration.days(30) }] : []),
        ...(props.lifecycle ?? []),
      ],
      ...(props.corsOrigins !== undefined &&
        props.corsOrigins.length > 0 && {
          cors: [
            {
              allowedOrigins: [...props.corsOrigins],
              allowedMethods: [HttpMethods.GET, HttpMethods.PUT],
              allowedHeaders: ['*'],
              exposedHeaders: ['ETag'],
              maxAge: 3_600,
            },
          ],
        }),
    });
    if (props.events === true) this.sendEvents();
  }

  /** Set on the resource itself: the construct's own switch is a custom resource, which costs a Lambda and five seconds. */
  private sendEvents(): void {
    const resource = this.bucket.node.defaultChild;
    if (!(resource instanceof CfnBucket)) throw new Error('a bucket without its resource');
    resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  }
}
