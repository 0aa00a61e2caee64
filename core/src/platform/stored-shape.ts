import * as z from 'zod';

/**
 * A shape as it is persisted: its schema holds `schemaVersion` as a literal, and whoever changes the schema raises the
 * version and says here how the one before becomes the new one. Readers take both, so that code can be deployed before
 * the data is migrated, and rolled back by one version after.
 */
export interface StoredShape<Schema extends z.ZodType> {
  /** As it appears in errors and in the list of guarded shapes. */
  readonly name: string;
  readonly version: number;
  readonly schema: Schema;
  /** From the version before to this one; absent for the first. */
  readonly upcast?: (previous: Readonly<Record<string, unknown>>) => unknown;
}

const Versioned = z.looseObject({ schemaVersion: z.int().positive() });

/** An item that this code cannot read: newer than it, older than one version, or damaged. A defect or a skipped migration. */
export class UnreadableItemError extends Error {
  override readonly name = 'UnreadableItemError';
}

/** @param stored what the database gave @throws UnreadableItemError rather than returning anything that is not the shape */
export const readShape = <Schema extends z.ZodType>(shape: StoredShape<Schema>, stored: unknown): z.output<Schema> => {
  const versioned = Versioned.safeParse(stored);
  if (!versioned.success) throw new UnreadableItemError(`${shape.name}: no schemaVersion`, { cause: versioned.error });
  const { schemaVersion } = versioned.data;
  const isPrevious = schemaVersion === shape.version - 1 && shape.upcast !== undefined;
  if (schemaVersion !== shape.version && !isPrevious) {
    throw new UnreadableItemError(`${shape.name}: version ${schemaVersion} was stored, this code reads ${shape.version}`);
  }
  const parsed = shape.schema.safeParse(isPrevious ? shape.upcast(versioned.data) : versioned.data);
  if (!parsed.success) throw new UnreadableItemError(`${shape.name}: damaged`, { cause: parsed.error });
  return parsed.data;
};
