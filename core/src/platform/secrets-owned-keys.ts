import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { deriveKeys, parseRoots, type OwnedKeys, type OwnedRoots } from './owned-keys.ts';

/** How long a read of the secret is used. A rotated one is taken over within this time. */
const KEPT_MS = 5 * 60_000;

/** Keys of our own from Secrets Manager, read once per process and again every five minutes. */
export const secretsOwnedKeys = (secrets: SecretsManagerClient, secretName: string, clock: () => number): OwnedKeys => {
  let read: { readonly at: number; readonly roots: Promise<OwnedRoots> } | undefined;
  const fetchRoots = async (): Promise<OwnedRoots> => {
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: secretName }));
    if (SecretString === undefined) throw new Error(`the secret ${secretName} holds no text`);
    return parseRoots(SecretString);
  };
  const roots = (): Promise<OwnedRoots> => {
    if (read === undefined || clock() - read.at > KEPT_MS) {
      const fetched = fetchRoots();
      fetched.catch(() => (read = undefined));
      read = { at: clock(), roots: fetched };
    }
    return read.roots;
  };
  return { keys: async purpose => deriveKeys(await roots(), purpose, clock()) };
};
