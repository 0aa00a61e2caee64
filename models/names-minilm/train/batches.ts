import { LETTER_CASE, letterCase } from '../../../core/src/entities/recognise/letter-case.ts';
import { wordPieceIds } from '../../../core/src/entities/recognise/onnx-name-recogniser.ts';
import { pieceWindows } from '../../../core/src/entities/recognise/piece-window.ts';
import { END_PIECE, START_PIECE, type WordPieces } from '../../../core/src/entities/word-pieces.ts';
import { inChunks } from '../../../core/src/platform/in-chunks.ts';
import { randomFrom, shuffled } from '../../random.ts';
import { dress, type DressedText } from './dress.ts';
import type { KnownNames } from './known-names.ts';
import type { LabelledText } from './labelled-text.ts';

/** A window as `fine_tune.py` reads it: one number a word piece, the two that frame it included. */
export interface TrainingWindow {
  readonly ids: readonly number[];
  readonly cases: readonly number[];
  /** Of the first piece of each word; `IGNORED` elsewhere. */
  readonly labels: readonly number[];
}

const IGNORED = -100;
const BATCH = 16;
/** Windows of about one length are read together, so that little is padding; so many batches are sorted at once. */
const SORTED_BATCHES = 16;

const windowsOf = ({ tokens, isCased }: DressedText, vocabulary: WordPieces): readonly TrainingWindow[] => {
  const pieces = tokens.map(({ text }) => wordPieceIds(vocabulary, text));
  const lengths = pieces.map(({ length }) => length);
  const sentences = tokens.map(({ sentence }) => sentence);
  return pieceWindows(lengths, sentences).map(({ from, to, keepFrom, keepTo }) => {
    const ids = [START_PIECE];
    const cases: number[] = [LETTER_CASE.unknown];
    const labels = [IGNORED];
    for (let index = from; index < to; index += 1) {
      const token = tokens[index];
      for (const [place, id] of (pieces[index] ?? []).entries()) {
        ids.push(id);
        cases.push(isCased ? letterCase(token?.text ?? '') : LETTER_CASE.unknown);
        labels.push(place === 0 && index >= keepFrom && index < keepTo ? (token?.label ?? 0) : IGNORED);
      }
    }
    return { ids: [...ids, END_PIECE], cases: [...cases, LETTER_CASE.unknown], labels: [...labels, IGNORED] };
  });
};

/** @returns the batches of all epochs in the order in which they are to be read; the same texts give the same ones */
export const trainingBatches = (
  texts: readonly LabelledText[],
  epochs: number,
  { vocabulary, names }: { readonly vocabulary: WordPieces; readonly names: KnownNames },
): readonly (readonly TrainingWindow[])[] => {
  const random = randomFrom(1);
  return Array.from({ length: epochs }, () => {
    const windows = shuffled(texts, random).flatMap(({ tokens }) => windowsOf(dress(tokens, names, random), vocabulary));
    const batches = inChunks(shuffled(windows, random), BATCH * SORTED_BATCHES).flatMap(some =>
      inChunks(
        some.toSorted((a, b) => a.ids.length - b.ids.length),
        BATCH,
      ),
    );
    return shuffled(batches, random);
  }).flat();
};
