import { randomUUID } from 'node:crypto';
import { CreateSecretCommand, GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from '@jest/globals';
import { rotateOwnedSecret, type RotationStep } from '../../../core/src/platform/secrets-owned-rotation.ts';
import { secretsOwnedKeys } from '../../../core/src/platform/secrets-owned-keys.ts';
import { useEmulator } from '../../support/emulator.ts';

useEmulator();

const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;

const world = async () => {
  const secrets = new SecretsManagerClient({});
  const name = `owned-${randomUUID()}`;
  await secrets.send(new CreateSecretCommand({ Name: name, SecretString: 'a'.repeat(64) }));
  const time = { now: Date.UTC(2026, 10, 22) };
  let roots = 0;
  const deps = { secrets, clock: () => time.now, newRoot: () => `${(roots += 1)}`.padStart(64, 'r') };
  const step = (Step: RotationStep['Step'], ClientRequestToken: string) =>
    rotateOwnedSecret(deps, { Step, SecretId: name, ClientRequestToken });
  const rotate = async (times: number): Promise<void> => {
    const token = randomUUID();
    for (const each of STEPS) for (let n = 0; n < times; n += 1) await step(each, token);
  };
  const keys = () => secretsOwnedKeys(secrets, name, () => time.now).keys('api-key-pepper');
  const text = async () => (await secrets.send(new GetSecretValueCommand({ SecretId: name }))).SecretString;
  return { secrets, name, time, step, rotate, keys, text };
};

describe('the rotation of our own root', () => {
  it('keeps what was made before good, and each step done twice leaves what it left the first time', async () => {
    const { rotate, keys, text, time } = await world();
    const [before] = await keys();
    await rotate(2);
    time.now += 3_600_000;
    const [after, ...accepted] = await keys();
    expect(after).not.toEqual(before);
    expect(accepted).toEqual([before]);
    expect(JSON.parse((await text()) ?? '')).toHaveLength(2);
  });

  it('changes nothing for anybody before its last step', async () => {
    const { step, text } = await world();
    const token = randomUUID();
    const before = await text();
    for (const each of STEPS.slice(0, 3)) await step(each, token);
    expect(await text()).toBe(before);
    await step('finishSecret', token);
    expect(await text()).not.toBe(before);
  });

  it('is refused by its test where the new version would end what there is', async () => {
    const { secrets, name, step } = await world();
    const token = randomUUID();
    const SecretString = JSON.stringify([{ root: 'b'.repeat(64), since: null }]);
    await secrets.send(
      new PutSecretValueCommand({ SecretId: name, ClientRequestToken: token, SecretString, VersionStages: ['AWSPENDING'] }),
    );
    await expect(step('testSecret', token)).rejects.toThrow(/would end every/);
  });
});
