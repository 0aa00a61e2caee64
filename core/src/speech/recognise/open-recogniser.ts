import { isAppError } from '../../errors/app-error.ts';
import type { RecogniserModel } from './model/model-folder.ts';
import { RecogniserThread, type ThreadOptions } from './recognise-in-thread.ts';
import type { Recogniser } from './recogniser.ts';

export interface RecogniserOptions extends Omit<ThreadOptions, 'model'> {
  /** Finds the model on this machine's disk, or brings it there. @throws AppError `MODEL_UNAVAILABLE` */
  readonly find: () => Promise<RecogniserModel>;
}

export interface OpenRecogniser extends Recogniser {
  close(): Promise<void>;
}

/**
 * A recogniser whose model is looked for at once and loaded when it is first needed. Where there was none, it is looked for
 * again with the next recording.
 */
export const openRecogniser = ({ find, ...options }: RecogniserOptions): OpenRecogniser => {
  let opening: Promise<RecogniserThread> | null = null;
  let opened: RecogniserThread | null = null;
  let why = 'It is being looked for.';
  const open = (): Promise<RecogniserThread> =>
    (opening ??= find().then(
      model => {
        opened = new RecogniserThread({ ...options, model });
        options.onEvent?.({ event: 'found' });
        return opened;
      },
      (error: unknown) => {
        opening = null;
        why = isAppError(error) ? (error.detail ?? error.message) : 'It could not be looked for.';
        options.onEvent?.({ event: 'missing', why });
        throw error;
      },
    ));
  open().catch(() => undefined);
  return {
    state: () => opened?.state() ?? { state: 'none', why },
    recognise: async request => (await open()).recognise(request),
    close: async () => opened?.close(),
  };
};
