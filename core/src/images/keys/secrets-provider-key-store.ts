import {
  GetSecretValueCommand,
  InvalidParameterException,
  PutSecretValueCommand,
  UpdateSecretVersionStageCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { ConflictError } from '../../platform/dynamo/store-errors.ts';
import { whileRacing } from '../../platform/optimistic-change.ts';
import { EMPTY_RING, KeyRings, type KeyedProvider, type KeyRing } from './key-ring.ts';
import type { ProviderKeyStore } from './provider-key-store.ts';

/** Label of a version that is written and not in force yet. */
const DRAFT = 'CUTAWAY_DRAFT';
const CURRENT = 'AWSCURRENT';

interface Version {
  readonly id: string;
  readonly rings: KeyRings;
}

/** What is wrong is said by its place alone: the text holds keys. */
const parseRings = (secretName: string, text: string): KeyRings => {
  const wrong = (where: string): Error => new Error(`the secret ${secretName} has another shape than it should at ${where}`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The parser quotes what it cannot read, so it is no cause to keep.
    throw wrong('its beginning: it is not JSON');
  }
  const parsed = KeyRings.safeParse(json);
  if (parsed.success) return parsed.data;
  throw wrong(parsed.error.issues[0]?.path.map(String).join('.') ?? 'its beginning');
};

/**
 * All providers' keys in one secret, because they are replaced by the same hand. A change writes a version without a label
 * and then moves `AWSCURRENT` to it from the version it was made from, which Secrets Manager refuses when the label has
 * moved meanwhile: nobody overwrites what he has not read.
 */
export class SecretsProviderKeyStore implements ProviderKeyStore {
  readonly #secrets: SecretsManagerClient;
  readonly #secretName: string;

  constructor(secrets: SecretsManagerClient, secretName: string) {
    this.#secrets = secrets;
    this.#secretName = secretName;
  }

  async read(): Promise<KeyRings> {
    return (await this.#current()).rings;
  }

  change(provider: KeyedProvider, transition: (ring: KeyRing) => KeyRing): Promise<KeyRing> {
    return whileRacing(async () => {
      const { id, rings } = await this.#current();
      const before = rings[provider] ?? EMPTY_RING;
      const after = transition(before);
      if (after !== before) await this.#replace(id, { ...rings, [provider]: after });
      return after;
    });
  }

  async #current(): Promise<Version> {
    const { SecretString = '', VersionId = '' } = await this.#secrets.send(
      new GetSecretValueCommand({ SecretId: this.#secretName, VersionStage: CURRENT }),
    );
    return { id: VersionId, rings: parseRings(this.#secretName, SecretString) };
  }

  /** @throws ConflictError where another version is in force by now */
  async #replace(id: string, rings: KeyRings): Promise<void> {
    const SecretId = this.#secretName;
    const SecretString = JSON.stringify(KeyRings.parse(rings));
    const { VersionId } = await this.#secrets.send(new PutSecretValueCommand({ SecretId, SecretString, VersionStages: [DRAFT] }));
    try {
      await this.#secrets.send(
        new UpdateSecretVersionStageCommand({ SecretId, VersionStage: CURRENT, MoveToVersionId: VersionId, RemoveFromVersionId: id }),
      );
    } catch (error) {
      if (error instanceof InvalidParameterException) throw new ConflictError(`replace version ${id} of ${SecretId}`, error);
      throw error;
    }
  }
}
