import { lookForModel } from '../../../platform/models/look-for-model.ts';
import type { FoundModel } from '../../../platform/models/model-folder.ts';
import { ClipModel, type ClipOptions } from './clip-model.ts';
import type { ImageTextModel } from './image-text-model.ts';

export interface ImageTextModelOptions extends ClipOptions {
  /** Finds the model on this machine's disk, or brings it there. @throws AppError `MODEL_UNAVAILABLE` */
  readonly find: () => Promise<FoundModel>;
}

/** A model that is looked for at once and loaded when it is first needed. Where there was none, it is looked for again then. */
export const openImageTextModel = ({ find, ...options }: ImageTextModelOptions): ImageTextModel => {
  const { state, found, close } = lookForModel({ find, open: model => new ClipModel(model, options), onEvent: options.onEvent });
  return {
    name: async () => (await found()).name(),
    state,
    embedTexts: async texts => (await found()).embedTexts(texts),
    embedPictures: async pictures => (await found()).embedPictures(pictures),
    close,
  };
};
