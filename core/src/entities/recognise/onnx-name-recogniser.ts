import { loadWordPieces, type WordPieces } from '../word-pieces.ts';
import { hasUsefulCase, LETTER_CASE, letterCase } from './letter-case.ts';
import { bestLabels, logSoftmax } from './name-labels.ts';
import type { NameRecogniser } from './name-recogniser.ts';
import { nameSpans, type NameSpan } from './name-span.ts';
import { nameTokens, type NameToken } from './name-token.ts';
import { loadNameModel, type NameModel } from './onnx-name-model.ts';
import { pieceWindows } from './piece-window.ts';
import { recognisedNames } from './recognised-names.ts';

/** More pieces of one word say nothing more about it; the model was trained with this cut. */
const LONGEST_WORD_PIECES = 8;
/** Stands for a word the vocabulary has no piece for. */
const UNKNOWN_PIECE = 100;

export interface NameReader {
  /** Every labelled span of a talk, before names are chosen among them. */
  read(tokens: readonly NameToken[]): Promise<readonly NameSpan[]>;
}

/** @returns ids of the pieces of one token, at least one */
export const wordPieceIds = (vocabulary: WordPieces, token: string): readonly number[] => {
  const ids = vocabulary.ids(token.replace(/\p{Cf}/gu, '').toLowerCase()).slice(0, LONGEST_WORD_PIECES);
  return ids.length === 0 ? [UNKNOWN_PIECE] : ids;
};

/** Runs the name model over whole talks, window by window, one at a time so that the result depends on nothing but the words. */
export const nameReader = (model: NameModel, vocabulary: WordPieces): NameReader => ({
  async read(tokens) {
    const cased = hasUsefulCase(tokens.map(token => token.text));
    const pieces = tokens.map(token => wordPieceIds(vocabulary, token.text));
    const cases = tokens.map(token => (cased ? letterCase(token.text) : LETTER_CASE.unknown));
    const scores: Float64Array[] = [];
    const windows = pieceWindows(
      pieces.map(piece => piece.length),
      tokens.map(token => token.sentence),
    );
    for (const { from, to, keepFrom, keepTo } of windows) {
      const firstPieces: number[] = [];
      const ids: number[] = [];
      const idCases: number[] = [];
      for (let token = from; token < to; token += 1) {
        firstPieces.push(ids.length);
        for (const id of pieces[token]!) {
          ids.push(id);
          idCases.push(cases[token]!);
        }
      }
      const logits = await model.logits({ ids, cases: idCases, firstPieces });
      for (let token = keepFrom; token < keepTo; token += 1) scores.push(logSoftmax(logits[token - from]!));
    }
    return nameSpans(tokens, bestLabels(scores), scores);
  },
});

export interface OnnxNameRecogniserOptions {
  /** Folder of the name model: `tokenizer.json`, `onnx/model_quantized.onnx`. */
  readonly modelFolder: string;
  readonly threads: number;
}

/** The name model behind its port; files are read at the first call and kept. */
export const onnxNameRecogniser = ({ modelFolder, threads }: OnnxNameRecogniserOptions): NameRecogniser => {
  let reader: Promise<NameReader> | undefined;
  const load = async (): Promise<NameReader> => {
    const [model, vocabulary] = await Promise.all([loadNameModel(modelFolder, threads), loadWordPieces(modelFolder)]);
    return nameReader(model, vocabulary);
  };
  return {
    async recognise(words) {
      const tokens = nameTokens(words);
      if (tokens.length === 0) return [];
      reader ??= load();
      return recognisedNames(words, tokens, await (await reader).read(tokens));
    },
  };
};
