import { GARBAGE, WORD, type WordGraph } from '../graph/word-graph.ts';
import { PHONE_STATES } from '../model/transitions.ts';

/** A phone as it was found. Frames, `end` not included. */
export interface FoundPhone {
  readonly phone: number;
  readonly start: number;
  end: number;
  /** Mean over its frames of how much better any plain phone would have fitted, nats; kept as a sum until the phone ends. */
  shortfall: number;
}

/** What the path holds for one spoken word: no phones where it was left out. */
export interface FoundWord {
  readonly phones: FoundPhone[];
  /** Frames of sounds the text lacks, in the pause before the word. */
  garbageBefore: number;
}

/** Turns the states of the final path into phones of words. */
export class PathReader {
  /** One a position of the graph; the last one holds only the garbage after the last word. */
  readonly words: readonly FoundWord[];
  readonly #graph: WordGraph;
  readonly #silence: number;
  #position = 0;
  #lastState = -1;

  /** @param silence the phone */
  constructor(graph: WordGraph, silence: number) {
    this.#graph = graph;
    this.#silence = silence;
    this.words = Array.from({ length: graph.positionStart.length - 1 }, () => ({ phones: [], garbageBefore: 0 }));
  }

  /** Takes the next frame of the path; has the shape of `OnStep`. */
  readonly take = (frame: number, state: number, shortfall: number): void => {
    const { positionStart, rows } = this.#graph;
    while (positionStart[this.#position + 1]! <= state) this.#position++;
    const word = this.words[this.#position]!;
    const offset = state - positionStart[this.#position]!;
    const phone = Math.floor(rows[state]! / PHONE_STATES);
    if (offset === GARBAGE) word.garbageBefore++;
    if (offset >= WORD && phone !== this.#silence) this.#takePhone(word, phone, frame, state, shortfall);
    this.#lastState = state;
  };

  #takePhone({ phones }: FoundWord, phone: number, frame: number, state: number, shortfall: number): void {
    const current = phones.at(-1);
    const isNew = current === undefined || (state !== this.#lastState && this.#graph.rows[state]! % PHONE_STATES === 0);
    if (isNew) phones.push({ phone, start: frame, end: frame + 1, shortfall });
    else {
      current.end = frame + 1;
      current.shortfall += shortfall;
    }
  }
}
