import { lookForModel } from '../../platform/models/look-for-model.ts';
import type { FoundModel } from '../../platform/models/model-folder.ts';
import { RecogniserThread, type ThreadOptions } from './recognise-in-thread.ts';
import type { Recogniser } from './recogniser.ts';

export interface RecogniserOptions extends Omit<ThreadOptions, 'model'> {
  /** Finds the model on this machine's disk, or brings it there. @throws AppError `MODEL_UNAVAILABLE` */
  readonly find: () => Promise<FoundModel>;
}

export interface OpenRecogniser extends Recogniser {
  close(): Promise<void>;
}

/**
 * A recogniser whose model is looked for at once and loaded when it is first needed. Where there was none, it is looked for
 * again with the next recording.
 */
export const openRecogniser = ({ find, ...options }: RecogniserOptions): OpenRecogniser => {
  const { state, found, close } = lookForModel({
    find,
    open: model => new RecogniserThread({ ...options, model }),
    onEvent: options.onEvent,
  });
  return { state, recognise: async request => (await found()).recognise(request), close };
};
