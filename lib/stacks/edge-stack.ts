import { CfnOutput, Duration, Stack, Validations, type StackProps } from 'aws-cdk-lib';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HttpVersion,
  PriceClass,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';
import { acknowledge } from '../constructs/acknowledged-findings.ts';
import { sharedValue } from '../constructs/shared-value.ts';

export interface EdgeStackProps extends StackProps {
  readonly config: StageConfig;
}

/**
 * The licensed pictures near their viewers. Only `catalogue/` is served, by an origin access control that the policies of
 * bucket and key allow, both in the stateful stack; a picture's address is the hash of its bytes, so it never changes and
 * cannot be guessed.
 */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, { config, ...props }: EdgeStackProps) {
    super(scope, id, props);
    const bucket = Bucket.fromBucketName(this, 'Catalogue', sharedValue(this, config.name, 'catalogue-bucket-name'));
    const distribution = new Distribution(this, 'Pictures', {
      comment: `Cutaway ${config.name}: pictures`,
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(bucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
        cachePolicy: new CachePolicy(this, 'Immutable', {
          defaultTtl: Duration.days(30),
          maxTtl: Duration.days(365),
          minTtl: Duration.minutes(1),
          enableAcceptEncodingBrotli: true,
          enableAcceptEncodingGzip: true,
        }),
        responseHeadersPolicy: ResponseHeadersPolicy.SECURITY_HEADERS,
      },
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      enableIpv6: true,
    });
    Validations.of(distribution).acknowledge({
      id: 'Annotation::@aws-cdk/aws-cloudfront-origins:updateImportedBucketPolicyOac',
      reason: 'The stateful stack, which owns the bucket, writes its policy.',
    });
    acknowledge(distribution, {
      CFR1: 'Licences of pictures know no countries.',
      CFR2: 'A firewall costs more each month than an idle stage may. Nothing behind this address computes: it serves immutable objects.',
      CFR3: 'The logs would hold the addresses of viewers, which nobody here needs. Requests and errors are metrics.',
      CFR4: 'Without a domain of its own CloudFront gives no choice of TLS versions. Viewers of today negotiate 1.3.',
    });
    new CfnOutput(this, 'PicturesDomain', { value: distribution.distributionDomainName });
  }
}
