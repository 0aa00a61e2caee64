import type { ModelState } from '../../../platform/models/model-state.ts';

/** Puts pictures and texts into one space: the dot product of two vectors says how well they go together. */
export interface ImageTextModel {
  /**
   * Name and pin of the weights, part of the key of vectors that are kept: those of other weights cannot be compared with them.
   * Finds and loads the model first.
   * @throws AppError `MODEL_UNAVAILABLE`
   */
  readonly name: () => Promise<string>;
  readonly state: () => ModelState;
  /**
   * What a text says beyond the model's length is not read.
   * @returns unit vectors in the order given
   * @throws AppError `MODEL_UNAVAILABLE`
   */
  readonly embedTexts: (texts: readonly string[]) => Promise<readonly Float32Array[]>;
  /**
   * @param pictures files in JPEG, PNG or WebP, already verified
   * @returns unit vectors in the order given; null where a file cannot be decoded
   * @throws AppError `MODEL_UNAVAILABLE`
   */
  readonly embedPictures: (pictures: readonly Uint8Array[]) => Promise<readonly (Float32Array | null)[]>;
  readonly close: () => Promise<void>;
}
