import { join } from 'node:path';
import { DynamoAccountStore } from '@cutaway/core/accounts/dynamo-account-store';
import type { AcquireDeps } from '@cutaway/core/images/acquire/acquire-image';
import { createPictureProcessor } from '@cutaway/core/images/acquire/picture-processor';
import { DynamoOwnImageStore } from '@cutaway/core/images/dynamo-own-image-store';
import type { OwnImageStore } from '@cutaway/core/images/own-image-store';
import { DynamoStoredImageStore } from '@cutaway/core/images/dynamo-stored-image-store';
import { DynamoTakedownStore } from '@cutaway/core/images/dynamo-takedown-store';
import { onnxUnsafePicture } from '@cutaway/core/images/acquire/onnx-unsafe-picture';
import { createOutboundClient } from '@cutaway/core/images/outbound/outbound-client';
import { policyOf, type PolicyOf } from '@cutaway/core/images/rights/policy-of';
import type { StageDeps } from '@cutaway/core/jobs/stage-run';
import { systemClock } from '@cutaway/core/platform/clock';
import { userAgent } from '@cutaway/core/platform/provider-http/user-agent';
import { s3ObjectStore } from '@cutaway/core/platform/s3-object-store';
import { stageDeps } from '../jobs/stage.deps.ts';
import { readEnv } from './acquire.env.ts';
import { buildProviders } from './providers.deps.ts';

export const buildDeps = (): {
  readonly stage: StageDeps;
  readonly acquire: AcquireDeps;
  readonly ownImages: OwnImageStore;
  readonly policyOf: PolicyOf;
} => {
  const env = readEnv();
  const { stage, store, s3 } = stageDeps(env);
  const { settings, providers, gate, cache } = buildProviders(env);
  const { config, privateOrigins } = settings;
  return {
    stage,
    ownImages: new DynamoOwnImageStore(store),
    policyOf: policyOf(new DynamoAccountStore(store), settings.policy),
    acquire: {
      providers,
      gate,
      cache,
      clock: systemClock,
      outbound: createOutboundClient({ userAgent: userAgent(config.version, config.contact), allowedOrigins: privateOrigins }),
      // Others are downloaded meanwhile; each of two pictures in work takes up to 100 MB.
      process: createPictureProcessor(onnxUnsafePicture(join(import.meta.dirname, 'models/nsfw-mobilenet-v2'), 1), 2),
      objects: s3ObjectStore(s3, env.CATALOGUE_BUCKET),
      images: new DynamoStoredImageStore(store),
      takedowns: new DynamoTakedownStore(store),
    },
  };
};
