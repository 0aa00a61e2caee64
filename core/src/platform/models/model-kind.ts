import { AppError } from '../../errors/app-error.ts';
import type { Device, WeightType } from './model-variant.ts';

/** What differs between the kinds of model that are found on a disk, in a bucket or on a hub, in the layout of transformers.js. */
export interface ModelKind {
  /** `model_type` in its `config.json`. */
  readonly type: string;
  /** For people: `Whisper model`. */
  readonly name: string;
  /** For people: what it is there for. */
  readonly purpose: string;
  /** Files that every model of this kind needs beside its graphs. */
  readonly settings: readonly string[];
  /** Below `onnx/`, without the suffix of the weights' type. */
  readonly graphs: readonly string[];
  /** For people: `the graphs of its encoder and decoder`. */
  readonly graphsInWords: string;
  /** What a device does best, first. */
  readonly preferred: Readonly<Record<Device, readonly WeightType[]>>;
  /** Environment variable that says which of several is meant. */
  readonly variable: string;
  /** For people: how to get one, or do without. */
  readonly ways: string;
}

/** @returns that there is no model of a kind, why, and what to do */
export const noModel = (kind: ModelKind, why: string): AppError => new AppError('MODEL_UNAVAILABLE', { detail: `${why} ${kind.ways}` });
