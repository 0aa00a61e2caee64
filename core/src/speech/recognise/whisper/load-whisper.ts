import { AutoProcessor, type DeviceType, env, WhisperForConditionalGeneration } from '@huggingface/transformers';
import type { ModelVariant } from '../../../platform/models/model-variant.ts';
import { type Whisper, whisper } from './whisper.ts';

export interface LoadOptions {
  /** Absolute path of the model's folder. */
  readonly folder: string;
  readonly variant: ModelVariant;
  /** Threads of one step. */
  readonly threads: number;
}

/** Sound of a second: the first step compiles kernels, and shows whether the device works at all. */
const WARM_UP = new Float32Array(16_000);

/**
 * Loads a model from its folder, never from a network, and lets it hear a moment of silence.
 * @throws what the library throws where files or the device are missing
 */
export const loadWhisper = async ({ folder, variant, threads }: LoadOptions): Promise<Whisper> => {
  env.allowRemoteModels = false;
  env.useFSCache = false;
  const device: DeviceType = variant.device;
  const model = await WhisperForConditionalGeneration.from_pretrained(folder, {
    local_files_only: true,
    device,
    dtype: variant.dtype,
    session_options: { intraOpNumThreads: threads, interOpNumThreads: 1 },
  });
  const processor = await AutoProcessor.from_pretrained(folder, { local_files_only: true });
  if (processor.tokenizer === undefined) throw new TypeError('the model has no tokenizer');
  const loaded = whisper({ model, processor, tokenizer: processor.tokenizer });
  await loaded.hear(WARM_UP, { language: 'en', hints: [] });
  return loaded;
};
