import type { ModelKind } from '../../../platform/models/model-kind.ts';

/** CLIP, as it is published for transformers.js: a graph for texts and one for pictures. */
export const CLIP_MODEL: ModelKind = {
  type: 'clip',
  name: 'CLIP model',
  purpose: 'image-text model',
  settings: ['config.json', 'preprocessor_config.json', 'tokenizer.json', 'tokenizer_config.json'],
  graphs: ['text_model', 'vision_model'],
  graphsInWords: 'the graphs for texts and for pictures',
  // Dynamic quantisation to 8 bits makes the vectors visibly worse (josephrocca/openai-clip-js, issue 3), so it is taken
  // only where nothing else lies there.
  preferred: { cuda: ['fp16', 'fp32'], cpu: ['fp32', 'q8', 'int8'] },
  variable: 'CUTAWAY_IMAGE_MODEL',
  ways: 'Put a CLIP model in ONNX form (such as Xenova/clip-vit-base-patch32) into a folder and set CUTAWAY_MODELS to it; without one, pictures are ranked by their words.',
};
