import type { ModelKind } from '../../platform/models/model-kind.ts';

/** Whisper, as it is published for transformers.js, with word timestamps. */
export const WHISPER_MODEL: ModelKind = {
  type: 'whisper',
  name: 'Whisper model',
  purpose: 'speech recognition model',
  settings: ['config.json', 'generation_config.json', 'preprocessor_config.json', 'tokenizer.json', 'tokenizer_config.json'],
  graphs: ['encoder_model', 'decoder_model_merged'],
  graphsInWords: 'the graphs of its encoder and decoder',
  preferred: { cuda: ['fp16', 'fp32'], cpu: ['q8', 'int8', 'fp32'] },
  variable: 'CUTAWAY_RECOGNISER',
  ways: 'Put a Whisper model in ONNX form with word timestamps (such as onnx-community/whisper-base_timestamped) into a folder and set CUTAWAY_MODELS to it, or give the words with the media (SRT, VTT or JSON).',
};
