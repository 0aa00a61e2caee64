import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import * as z from 'zod';

const TokenizerFile = z.looseObject({ model: z.looseObject({ type: z.literal('WordPiece') }) });

/** Ids that frame every input of the two MiniLM models, and the one that stands for what the vocabulary cannot spell. */
export const START_PIECE = 101;
export const END_PIECE = 102;

export interface WordPieces {
  /** Ids of the pieces of a text, without the two that frame an input. */
  ids(text: string): readonly number[];
}

/**
 * @param folder of a model, with a `tokenizer.json` of the uncased WordPiece kind
 * @throws when the file is missing or is of another kind
 */
export const loadWordPieces = async (folder: string): Promise<WordPieces> => {
  const file = TokenizerFile.parse(JSON.parse(await readFile(join(folder, 'tokenizer.json'), 'utf8')));
  const tokenizer = new Tokenizer(file, {});
  return { ids: text => tokenizer.encode(text, { add_special_tokens: false }).ids };
};
