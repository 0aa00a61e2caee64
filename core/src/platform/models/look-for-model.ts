import { isAppError } from '../../errors/app-error.ts';
import type { FoundModel } from './model-folder.ts';
import type { ModelEvent, ModelState } from './model-state.ts';

/** Something that works with a model. */
interface Opened {
  readonly state: () => ModelState;
  close(): Promise<void>;
}

interface Search<T extends Opened> {
  /** Finds the model on this machine's disk, or brings it there. @throws AppError `MODEL_UNAVAILABLE` */
  readonly find: () => Promise<FoundModel>;
  readonly open: (model: FoundModel) => T;
  readonly onEvent?: ((event: ModelEvent) => void) | undefined;
}

/** A model that is being looked for, or was found. */
export interface Sought<T> {
  readonly state: () => ModelState;
  /** @throws AppError `MODEL_UNAVAILABLE` */
  readonly found: () => Promise<T>;
  readonly close: () => Promise<void>;
}

/** Looks for a model at once, and again whenever it is needed where there was none. */
export const lookForModel = <T extends Opened>({ find, open, onEvent }: Search<T>): Sought<T> => {
  let opening: Promise<T> | null = null;
  let opened: T | null = null;
  let why = 'It is being looked for.';
  const found = (): Promise<T> =>
    (opening ??= find().then(
      model => {
        opened = open(model);
        onEvent?.({ event: 'found' });
        return opened;
      },
      (error: unknown) => {
        opening = null;
        why = isAppError(error) ? (error.detail ?? error.message) : 'It could not be looked for.';
        onEvent?.({ event: 'missing', why });
        throw error;
      },
    ));
  found().catch(() => undefined);
  return { state: () => opened?.state() ?? { state: 'none', why }, found, close: async () => opened?.close() };
};
