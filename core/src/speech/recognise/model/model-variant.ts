import * as z from 'zod';

export const Device = z.enum(['cpu', 'cuda']);
export type Device = z.infer<typeof Device>;

/** How the weights are stored, in the library's words. */
export const WeightType = z.enum(['fp16', 'fp32', 'q8', 'int8']);
export type WeightType = z.infer<typeof WeightType>;

/** Which of a model's files are loaded, and where they run. */
export interface ModelVariant {
  readonly device: Device;
  readonly dtype: WeightType;
}

/** Files that every model needs beside its graphs. */
export const SETTINGS_FILES = [
  'config.json',
  'generation_config.json',
  'preprocessor_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
] as const;

const SUFFIX: Readonly<Record<WeightType, string>> = { fp16: '_fp16', fp32: '', q8: '_quantized', int8: '_int8' };
/** What a device does best, first. */
const PREFERRED: Readonly<Record<Device, readonly WeightType[]>> = { cuda: ['fp16', 'fp32'], cpu: ['q8', 'int8', 'fp32'] };

const graphsOf = (dtype: WeightType): readonly string[] =>
  ['encoder_model', 'decoder_model_merged'].map(name => `onnx/${name}${SUFFIX[dtype]}.onnx`);

/**
 * The best variants of a model for a device, to be tried in this order: behind a GPU's stands the processor's.
 * @param has whether a file is there, by its path within the model
 */
export const variantsFor = (has: (path: string) => boolean, device: Device): readonly ModelVariant[] => {
  const devices: readonly Device[] = device === 'cuda' ? ['cuda', 'cpu'] : ['cpu'];
  return devices.flatMap(each => {
    const dtype = PREFERRED[each].find(type => graphsOf(type).every(has));
    return dtype === undefined ? [] : [{ device: each, dtype }];
  });
};

/** @returns paths of all files that these variants read; large graphs keep their weights in a file beside them */
export const filesOf = (variants: readonly ModelVariant[], has: (path: string) => boolean): readonly string[] => {
  const graphs = [...new Set(variants.flatMap(({ dtype }) => graphsOf(dtype)))];
  return [...SETTINGS_FILES, ...graphs, ...graphs.map(graph => `${graph}_data`).filter(has)];
};
