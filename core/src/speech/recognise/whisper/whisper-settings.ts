import * as z from 'zod';

const Token = z.int().nonnegative();

/**
 * What `generation_config.json` says of a Whisper model, as far as hearing needs it. Alignment heads tell when words are
 * said; models that were converted without them cannot be used.
 */
export const WhisperSettings = z.looseObject({
  /** Layer and head. */
  alignment_heads: z.array(z.tuple([z.int().nonnegative(), z.int().nonnegative()])).min(1),
  decoder_start_token_id: Token,
  no_timestamps_token_id: Token,
  /** Begins what came before the recording, which is where hints go. */
  prev_sot_token_id: Token.optional(),
  is_multilingual: z.boolean().default(false),
  /** `<|en|>` and so on. */
  lang_to_id: z.record(z.string(), Token).default({}),
  task_to_id: z.looseObject({ transcribe: Token.optional() }).default({}),
});
export type WhisperSettings = z.infer<typeof WhisperSettings>;

const LANGUAGE = /^<\|([a-z]{2,3})\|>$/;

/** @returns the tokens of the languages the model tells apart, by ISO 639 code; empty where it knows English only */
export const languageTokens = ({ is_multilingual, lang_to_id }: WhisperSettings): ReadonlyMap<string, number> =>
  new Map(
    is_multilingual
      ? Object.entries(lang_to_id).flatMap(([name, token]) => {
          const code = LANGUAGE.exec(name)?.[1];
          return code === undefined ? [] : [[code, token] as const];
        })
      : [],
  );

/** Tokens of hints at most: half of what the decoder can hold is kept for what is heard. */
const MOST_HINT_TOKENS = 100;

/** @param hints tokens of a text @returns the tokens generation starts after: hints, start, language, task, no timestamps */
export const promptTokens = (settings: WhisperSettings, language: string, hints: readonly number[]): number[] => {
  const { prev_sot_token_id, decoder_start_token_id, no_timestamps_token_id, task_to_id } = settings;
  const before = prev_sot_token_id === undefined || hints.length === 0 ? [] : [prev_sot_token_id, ...hints.slice(0, MOST_HINT_TOKENS)];
  const spoken = [languageTokens(settings).get(language), task_to_id.transcribe].filter(token => token !== undefined);
  return [...before, decoder_start_token_id, ...(settings.is_multilingual ? spoken : []), no_timestamps_token_id];
};
