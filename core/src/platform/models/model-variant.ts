import * as z from 'zod';
import type { ModelKind } from './model-kind.ts';

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

/** @returns path of a graph within a model */
export const graphPath = (graph: string, dtype: WeightType): string => `onnx/${graph}${SUFFIX[dtype]}.onnx`;

const graphsOf = ({ graphs }: ModelKind, dtype: WeightType): readonly string[] => graphs.map(graph => graphPath(graph, dtype));

/**
 * The best variants of a model for a device, to be tried in this order: behind a GPU's stands the processor's.
 * @param has whether a file is there, by its path within the model
 */
export const variantsFor = (kind: ModelKind, has: (path: string) => boolean, device: Device): readonly ModelVariant[] => {
  const devices: readonly Device[] = device === 'cuda' ? ['cuda', 'cpu'] : ['cpu'];
  return devices.flatMap(each => {
    const dtype = kind.preferred[each].find(type => graphsOf(kind, type).every(has));
    return dtype === undefined ? [] : [{ device: each, dtype }];
  });
};

/** @returns paths of all files that these types of weights read; large graphs keep their weights in a file beside them */
export const filesOf = (kind: ModelKind, dtypes: readonly WeightType[], has: (path: string) => boolean): readonly string[] => {
  const graphs = [...new Set(dtypes.flatMap(dtype => graphsOf(kind, dtype)))];
  return [...kind.settings, ...graphs, ...graphs.map(graph => `${graph}_data`).filter(has)];
};
