import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { deriveKey, type OwnedKeys } from './owned-keys.ts';

/** How long a read of the secret is used. A rotated one is taken over within this time. */
const KEPT_MS = 5 * 60_000;

/** Keys of our own from Secrets Manager, read once per process and again every five minutes. */
export const secretsOwnedKeys = (secrets: SecretsManagerClient, secretName: string, clock: () => number): OwnedKeys => {
  let read: { readonly at: number; readonly root: Promise<string> } | undefined;
  const fetchRoot = async (): Promise<string> => {
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: secretName }));
    if (SecretString === undefined) throw new Error(`the secret ${secretName} holds no text`);
    return SecretString;
  };
  const root = (): Promise<string> => {
    if (read === undefined || clock() - read.at > KEPT_MS) {
      const fetched = fetchRoot();
      fetched.catch(() => (read = undefined));
      read = { at: clock(), root: fetched };
    }
    return read.root;
  };
  return { key: async purpose => deriveKey(await root(), purpose) };
};
