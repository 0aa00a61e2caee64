import { AppError } from '../../errors/app-error.ts';
import type { ModelKind } from './model-kind.ts';
import type { ModelEvent } from './model-state.ts';
import type { ModelVariant } from './model-variant.ts';

/** What becomes of loading. */
export type LoadEvent = Extract<ModelEvent, { readonly event: 'loaded' | 'fell-back' | 'failed' }>;

interface Loading<T> {
  readonly kind: ModelKind;
  /** To be tried in this order. */
  readonly variants: readonly ModelVariant[];
  readonly load: (variant: ModelVariant) => Promise<T>;
  readonly tell: (event: LoadEvent) => void;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 500);

/**
 * Loads the first variant that works: a GPU's libraries throw where they are missing, they never fall back by themselves.
 * @throws AppError `MODEL_UNAVAILABLE` where none does
 */
export const loadFirstVariant = async <T>({ kind, variants, load, tell }: Loading<T>): Promise<T> => {
  const [variant, ...others] = variants;
  if (variant === undefined) throw new AppError('INTERNAL', { internal: 'no variant of the model is left' });
  try {
    const loaded = await load(variant);
    tell({ event: 'loaded', ...variant });
    return loaded;
  } catch (error) {
    if (others.length > 0) {
      tell({ event: 'fell-back', from: variant.device, why: reasonOf(error) });
      return loadFirstVariant({ kind, variants: others, load, tell });
    }
    tell({ event: 'failed', why: reasonOf(error) });
    throw new AppError('MODEL_UNAVAILABLE', {
      detail: `The ${kind.purpose} could not be loaded. The operator has to look at it.`,
      internal: reasonOf(error),
      cause: error,
    });
  }
};
