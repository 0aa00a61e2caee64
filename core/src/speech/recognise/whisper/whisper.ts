import { LogitsProcessorList, type PreTrainedTokenizer, type Processor, Tensor } from '@huggingface/transformers';
import * as z from 'zod';
import { textPieces, type TextPiece } from './heard-text.ts';
import { TokenLog } from './token-log.ts';
import { type HeadAttention, tokenTimes } from './token-times.ts';
import { languageTokens, promptTokens, WhisperSettings } from './whisper-settings.ts';

/** Tokens the decoder can hold, hints and prompt included. */
const MOST_TOKENS = 448;

const AnyTensor = z.custom<Tensor>(value => value instanceof Tensor, 'a tensor is needed');

const Features = z.object({ input_features: AnyTensor });
/** Attentions by step and layer: of the prompt first, then a step for each token that was fed back in. */
const Generated = z.object({ sequences: AnyTensor, cross_attentions: z.array(z.array(AnyTensor)) });
const Predicted = z.object({ logits: AnyTensor });

export interface WhisperRequest {
  /** ISO 639; ignored by a model that knows English only. */
  readonly language: string;
  /** Words that may be said, as they are written. */
  readonly hints: readonly string[];
}

/** A loaded model. It hears at most 30 s at once. */
export interface Whisper {
  /** ISO 639 codes it tells apart; empty where it knows English only. */
  readonly languages: readonly string[];
  /** @param sound 16 kHz, mono */
  hear(sound: Float32Array, request: WhisperRequest): Promise<readonly TextPiece[]>;
  /** @returns how probable each language is; empty where it knows English only */
  languageOf(sound: Float32Array): Promise<ReadonlyMap<string, number>>;
}

const floats = (tensor: Tensor): Float32Array => {
  const { data } = tensor.to('float32');
  if (!(data instanceof Float32Array)) throw new TypeError('the model gave no floating-point numbers');
  return data;
};

/** The rows of one head, of all steps; a tensor is [1, heads, tokens, frames]. */
const rowsOf = (steps: readonly (readonly Tensor[])[], layer: number, head: number, from: number): HeadAttention => {
  const rows = steps.flatMap(layers => {
    const tensor = layers[layer];
    if (tensor === undefined) throw new TypeError(`the model gives no attention of layer ${layer}`);
    const [, , tokens = 0, frames = 0] = tensor.dims;
    const values = floats(tensor);
    return Array.from({ length: tokens }, (_, token) => {
      const at = (head * tokens + token) * frames;
      return values.subarray(at, at + frames);
    });
  });
  return rows.slice(from);
};

const softmax = (values: readonly number[]): number[] => {
  const most = Math.max(...values);
  const powers = values.map(value => Math.exp(value - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map(power => power / total);
};

/** The library's model, as far as it is used; its own types ask for more options than it does. */
export interface WhisperNetwork {
  readonly generation_config: unknown;
  generate(options: object): Promise<unknown>;
  forward(inputs: object): Promise<unknown>;
}

/** The library's parts, as they were loaded. */
export interface WhisperParts {
  readonly model: WhisperNetwork;
  readonly processor: Processor;
  readonly tokenizer: PreTrainedTokenizer;
}

/** @throws ZodError where the model cannot tell when words are said */
export const whisper = ({ model, processor, tokenizer }: WhisperParts): Whisper => {
  const settings = WhisperSettings.parse(model.generation_config);
  const languages = languageTokens(settings);

  const featuresOf = async (sound: Float32Array): Promise<Tensor> => Features.parse(await processor(sound)).input_features;

  const decode = (ids: readonly number[]): string =>
    tokenizer.decode([...ids], { skip_special_tokens: true, clean_up_tokenization_spaces: false });

  const hear = async (sound: Float32Array, { language, hints }: WhisperRequest): Promise<readonly TextPiece[]> => {
    const hintTokens = hints.length === 0 ? [] : tokenizer.encode(` ${hints.join(', ')}.`, { add_special_tokens: false });
    const prompt = promptTokens(settings, language, hintTokens);
    const log = new TokenLog();
    const processors = new LogitsProcessorList();
    processors.push(log);
    const { sequences, cross_attentions } = Generated.parse(
      await model.generate({
        inputs: await featuresOf(sound),
        decoder_input_ids: prompt,
        max_new_tokens: MOST_TOKENS - prompt.length,
        logits_processor: processors,
        return_timestamps: false,
        output_attentions: true,
        return_dict_in_generate: true,
      }),
    );
    const ids = Array.from(sequences.data, Number).slice(prompt.length);
    const start = prompt.indexOf(settings.decoder_start_token_id);
    const heads = settings.alignment_heads.map(([layer, head]) => rowsOf(cross_attentions, layer, head, start));
    const times = tokenTimes(heads, prompt.length - start, sound.length);
    const tokens = ids.slice(0, -1).map((id, i) => ({
      id,
      startMs: times[i] ?? 0,
      endMs: times[i + 1] ?? times[i] ?? 0,
      logProbability: log.logProbabilities[i] ?? -Infinity,
    }));
    return textPieces(tokens, decode);
  };

  const languageOf = async (sound: Float32Array): Promise<ReadonlyMap<string, number>> => {
    if (languages.size === 0) return new Map();
    const start = new Tensor('int64', [BigInt(settings.decoder_start_token_id)], [1, 1]);
    const { logits } = Predicted.parse(await model.forward({ input_features: await featuresOf(sound), decoder_input_ids: start }));
    const values = floats(logits);
    const codes = [...languages.keys()];
    const shares = softmax([...languages.values()].map(token => values[token] ?? -Infinity));
    return new Map(codes.map((code, i) => [code, shares[i] ?? 0]));
  };

  return { languages: [...languages.keys()], hear, languageOf };
};
