import { existsSync } from 'node:fs';
import { join } from 'node:path';
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

const SUFFIX: Readonly<Record<WeightType, string>> = { fp16: '_fp16', fp32: '', q8: '_quantized', int8: '_int8' };
/** What a device does best, first. */
const PREFERRED: Readonly<Record<Device, readonly WeightType[]>> = { cuda: ['fp16', 'fp32'], cpu: ['q8', 'int8', 'fp32'] };

/** @returns the names of the two graphs of a variant */
export const graphsOf = (dtype: WeightType): readonly string[] =>
  ['encoder_model', 'decoder_model_merged'].map(name => `onnx/${name}${SUFFIX[dtype]}.onnx`);

/** @returns the best variant for a device whose files are in the folder; null where there is none */
export const variantFor = (folder: string, device: Device): ModelVariant | null => {
  const dtype = PREFERRED[device].find(each => graphsOf(each).every(path => existsSync(join(folder, path))));
  return dtype === undefined ? null : { device, dtype };
};
