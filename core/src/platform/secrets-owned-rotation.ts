import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  UpdateSecretVersionStageCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import type { Clock } from './clock.ts';
import { deriveKeys, KeyPurpose, parseRoots, withNewRoot, type OwnedRoots } from './owned-keys.ts';

/** What Secrets Manager sends, four times for one rotation. */
export const RotationStep = z.object({
  Step: z.enum(['createSecret', 'setSecret', 'testSecret', 'finishSecret']),
  SecretId: z.string().min(1),
  /** Names the version that this rotation makes. */
  ClientRequestToken: z.string().min(1),
});
export type RotationStep = z.infer<typeof RotationStep>;

export interface RotationDeps {
  readonly secrets: SecretsManagerClient;
  readonly clock: Clock;
  /** At least 32 characters nobody can guess. */
  readonly newRoot: () => string;
}

type Version = { readonly VersionStage: 'AWSCURRENT' } | { readonly VersionId: string; readonly VersionStage?: 'AWSPENDING' };

const rootsOf = async ({ secrets }: RotationDeps, SecretId: string, version: Version): Promise<OwnedRoots> => {
  const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId, ...version }));
  return parseRoots(SecretString);
};

const exists = (deps: RotationDeps, SecretId: string, VersionId: string): Promise<boolean> =>
  rootsOf(deps, SecretId, { VersionId }).then(
    () => true,
    (error: unknown) => {
      if (error instanceof ResourceNotFoundException) return false;
      throw error;
    },
  );

const create = async (deps: RotationDeps, { SecretId, ClientRequestToken }: RotationStep): Promise<void> => {
  if (await exists(deps, SecretId, ClientRequestToken)) return;
  const current = await rootsOf(deps, SecretId, { VersionStage: 'AWSCURRENT' });
  const SecretString = JSON.stringify(withNewRoot(current, deps.newRoot(), deps.clock()));
  await deps.secrets.send(new PutSecretValueCommand({ SecretId, ClientRequestToken, SecretString, VersionStages: ['AWSPENDING'] }));
};

/** What is made today has to be good tomorrow: each key that makes now is among those that are then accepted. */
const test = async (deps: RotationDeps, { SecretId, ClientRequestToken }: RotationStep): Promise<void> => {
  const current = await rootsOf(deps, SecretId, { VersionStage: 'AWSCURRENT' });
  const next = await rootsOf(deps, SecretId, { VersionId: ClientRequestToken });
  const nowMs = deps.clock();
  for (const purpose of KeyPurpose.options) {
    const [making] = deriveKeys(current, purpose, nowMs);
    const accepted = deriveKeys(next, purpose, nowMs);
    if (!accepted.some(key => Buffer.from(key).equals(making))) throw new Error(`the new version would end every ${purpose} there is`);
  }
};

const finish = async ({ secrets }: RotationDeps, { SecretId, ClientRequestToken }: RotationStep): Promise<void> => {
  const { VersionIdsToStages = {} } = await secrets.send(new DescribeSecretCommand({ SecretId }));
  const [current] = Object.entries(VersionIdsToStages).find(([, stages]) => stages.includes('AWSCURRENT')) ?? [];
  if (current === ClientRequestToken) return;
  await secrets.send(
    new UpdateSecretVersionStageCommand({
      SecretId,
      VersionStage: 'AWSCURRENT',
      MoveToVersionId: ClientRequestToken,
      RemoveFromVersionId: current,
    }),
  );
};

/**
 * One of the four steps by which the root of our own keys is replaced. Each run twice leaves what it left the first time.
 * There is nothing to set: nobody but us knows these keys.
 */
export const rotateOwnedSecret = async (deps: RotationDeps, step: RotationStep): Promise<void> => {
  switch (step.Step) {
    case 'createSecret':
      return create(deps, step);
    case 'setSecret':
      return;
    case 'testSecret':
      return test(deps, step);
    case 'finishSecret':
      return finish(deps, step);
  }
};
