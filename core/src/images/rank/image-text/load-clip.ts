import { AutoTokenizer, CLIPTextModelWithProjection, CLIPVisionModelWithProjection, env, Tensor } from '@huggingface/transformers';
import * as z from 'zod';
import type { ModelVariant } from '../../../platform/models/model-variant.ts';
import { loadPixelRules, normalised, type PixelRules } from './picture-pixels.ts';

export interface LoadClipOptions {
  /** Absolute path of the model's folder. */
  readonly folder: string;
  readonly variant: ModelVariant;
  /** Threads of one step. */
  readonly threads: number;
}

/** A model that is loaded. What it is given at once, it works on at once. */
export interface Clip {
  readonly rules: PixelRules;
  /** @returns unit vectors */
  readonly embedTexts: (texts: readonly string[]) => Promise<Float32Array[]>;
  /** @param pixels as `decodeForModel` gives them @returns unit vectors */
  readonly embedPixels: (pixels: readonly Uint8Array[]) => Promise<Float32Array[]>;
  readonly dispose: () => Promise<void>;
}

/** CLIP was trained on texts of 77 tokens. */
const LONGEST_TOKENS = 77;

const Ids = z.array(z.array(z.int().nonnegative()).min(2));

/** @returns the rows of a matrix, each made one long */
const unitRows = (tensor: unknown): Float32Array[] => {
  if (!(tensor instanceof Tensor)) throw new TypeError('the model gives no vectors');
  const [rows = 0, width = 0] = tensor.dims;
  const data: unknown = tensor.to('float32').data;
  if (!(data instanceof Float32Array) || data.length !== rows * width) throw new TypeError('the model gives no vectors');
  return Array.from({ length: rows }, (_, row) => {
    const vector = data.slice(row * width, (row + 1) * width);
    const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
    return vector.map(value => value / (length || 1));
  });
};

/** A text that is cut keeps its end token, at which the model reads the meaning of all; the library would cut it off. */
const shortened = (ids: readonly number[], longest: number): readonly number[] =>
  ids.length <= longest ? ids : [...ids.slice(0, longest - 1), ...ids.slice(-1)];

/** Rows of the same length, filled up after the end token: attention looks back only, so that what follows changes nothing. */
const textTensors = (rows: readonly (readonly number[])[], padding: number): { input_ids: Tensor; attention_mask: Tensor } => {
  const length = Math.max(...rows.map(ids => ids.length));
  const filled = (fill: number, of: (id: number) => number): Tensor => {
    const values = rows.flatMap(ids => Array.from({ length }, (_, at) => BigInt(ids[at] === undefined ? fill : of(ids[at]))));
    return new Tensor('int64', BigInt64Array.from(values), [rows.length, length]);
  };
  return { input_ids: filled(padding, id => id), attention_mask: filled(0, () => 1) };
};

/**
 * Loads a model from its folder, never from a network, and lets it see one picture and read one word, which shows whether the
 * device works at all.
 * @throws what the library throws where files or the device are missing
 */
export const loadClip = async ({ folder, variant: { device, dtype }, threads }: LoadClipOptions): Promise<Clip> => {
  env.allowRemoteModels = false;
  env.useFSCache = false;
  const options = { local_files_only: true, device, dtype, session_options: { intraOpNumThreads: threads, interOpNumThreads: 1 } };
  const rules = await loadPixelRules(folder);
  const tokenizer = await AutoTokenizer.from_pretrained(folder, { local_files_only: true });
  const text = await CLIPTextModelWithProjection.from_pretrained(folder, options);
  const vision = await CLIPVisionModelWithProjection.from_pretrained(folder, options);
  const longest = Math.min(z.int().catch(LONGEST_TOKENS).parse(tokenizer.model_max_length), LONGEST_TOKENS);
  const padding = z.int().catch(0).parse(tokenizer.pad_token_id);
  const side = rules.crop_size;
  const clip: Clip = {
    rules,
    embedTexts: async texts => {
      const ids = Ids.parse(texts.map(each => tokenizer.encode(each)));
      const { text_embeds: vectors } = z.looseObject({ text_embeds: z.unknown() }).parse(
        await text(
          textTensors(
            ids.map(row => shortened(row, longest)),
            padding,
          ),
        ),
      );
      return unitRows(vectors);
    },
    embedPixels: async pixels => {
      const pixel_values = new Tensor('float32', normalised(pixels, rules), [pixels.length, 3, side, side]);
      const { image_embeds: vectors } = z.looseObject({ image_embeds: z.unknown() }).parse(await vision({ pixel_values }));
      return unitRows(vectors);
    },
    dispose: async () => {
      await Promise.all([text.dispose(), vision.dispose()]);
    },
  };
  await clip.embedTexts(['']);
  await clip.embedPixels([new Uint8Array(3 * side * side)]);
  return clip;
};
