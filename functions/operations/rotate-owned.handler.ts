import { randomBytes } from 'node:crypto';
import { LogEvent } from '@cutaway/core/observability/events';
import { systemClock } from '@cutaway/core/platform/clock';
import { rotateOwnedSecret, RotationStep } from '@cutaway/core/platform/secrets-owned-rotation';
import { once, secretsClient } from '../http/aws.deps.ts';
import { logger } from '../http/process-logger.ts';
import { readEnv } from './rotate-owned.env.ts';

/** As long as the text that a stage begins with. */
const ROOT_BYTES = 48;

const deps = once(() => ({
  secretName: readEnv().OWNED_SECRET_NAME,
  secrets: secretsClient(),
  clock: systemClock,
  newRoot: () => randomBytes(ROOT_BYTES).toString('base64url'),
}));

/** Called by Secrets Manager alone, once for each of the four steps. */
export const handler = async (event: unknown): Promise<void> => {
  const step = RotationStep.parse(event);
  const { secretName, ...rotation } = await deps();
  if (!step.SecretId.includes(secretName)) throw new Error(`${step.SecretId} is not the secret this function rotates`);
  await rotateOwnedSecret(rotation, step);
  logger.info(LogEvent.rotated, { what: 'owned', step: step.Step });
};
