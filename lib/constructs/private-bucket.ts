import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods, ObjectOwnership, type LifecycleRule } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';
import { acknowledge } from './acknowledged-findings.ts';
import { removalOf } from './removal.ts';

export interface PrivateBucketProps {
  readonly config: StageConfig;
  readonly key: IKey;
  readonly lifecycle?: readonly LifecycleRule[];
  /** Browser origins that may upload and download with presigned addresses. @default none */
  readonly corsOrigins?: readonly string[];
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
      removalPolicy: removalOf(config),
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
    acknowledge(this.bucket, {
      S1: 'Every access is a role of ours or an address that one of them signed, and both are in the log of calls. The logs that S3 writes would name viewers, and cannot lie in a bucket under our key.',
    });
  }
}
