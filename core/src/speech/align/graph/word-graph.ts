import type { AcousticModel } from '../model/load-aligner.ts';
import { PHONE_STATES } from '../model/transitions.ts';
import type { Pronunciation } from '../pronounce/pronounce.ts';
import type { Tuning } from '../tuning.ts';
import { type Copy, copiesOf, firstPhone, lastPhone } from './phone-copies.ts';

/** States of a position before those of its word: skip hub, hub, three of silence, one of garbage. */
export const SKIP_HUB = 0;
export const HUB = 1;
export const SILENCE = 2;
export const GARBAGE = SILENCE + PHONE_STATES;
export const WORD = GARBAGE + 1;

/** Row of a hub: it makes no sound and is passed within one frame. */
export const HUB_ROW = 255;

/**
 * Everything that may be heard between the first and the last frame, as one list of states in the order of the text, so that
 * a window of time is a range of states. Position i holds the pause before word i, and word i; one more position holds the
 * pause after the last word. A recording starts in the hub of position 0 and ends in the hub of the last one.
 */
export interface WordGraph {
  /** First state of each position, and the number of states. */
  readonly positionStart: Int32Array;
  /** Transition row of a state: `phone * PHONE_STATES + state`, `garbageRow`, or `HUB_ROW`. */
  readonly rows: Uint8Array;
  readonly senones: Uint16Array;
  readonly garbageRow: number;
  /** Log probability of staying in a state of the row, and of going on to the next state. */
  readonly stay: Float64Array;
  readonly leave: Float64Array;
  /** Arcs into state s are `arcStart[s]` up to `arcStart[s + 1]`; a state without any is reached from the state before it. */
  readonly arcStart: Int32Array;
  readonly arcFrom: Int32Array;
  readonly arcCost: Float64Array;
}

/** A copy whose last state stands at `state`. */
interface Placed extends Copy {
  readonly state: number;
}

const NOBODY: ReadonlySet<number> = new Set();

class GraphBuilder {
  readonly positionStart: number[] = [];
  readonly rows: number[] = [];
  readonly senones: number[] = [];
  readonly arcStart: number[] = [];
  readonly arcFrom: number[] = [];
  readonly arcCost: number[] = [];
  readonly garbageRow: number;
  readonly stay: Float64Array;
  readonly leave: Float64Array;
  readonly #model: AcousticModel;
  readonly #tuning: Tuning;
  /** Last phones of the word before, in all their copies. */
  #before: readonly Placed[] = [];

  constructor(model: AcousticModel, tuning: Tuning) {
    this.#model = model;
    this.#tuning = tuning;
    this.garbageRow = model.transitions.stay.length;
    this.stay = Float64Array.of(...model.transitions.stay, tuning.garbageStay);
    this.leave = Float64Array.of(...model.transitions.leave, tuning.garbageLeave);
  }

  addPosition(): void {
    const { silence, plainSequenceOf } = this.#model.phones;
    const { pause, garbage, skip, nextSkip } = this.#tuning;
    const previous = this.positionStart.at(-1);
    const start = this.rows.length;
    this.positionStart.push(start);
    this.#addState(HUB_ROW, 0);
    if (previous !== undefined) {
      this.#addArc(previous + HUB, skip);
      this.#addArc(previous + SKIP_HUB, nextSkip);
    }
    this.#addState(HUB_ROW, 0);
    this.#addArc(start + SKIP_HUB, 0);
    this.#addExits(this.#before.filter(({ rights }) => rights.has(silence)));
    this.#addArc(start + GARBAGE - 1, this.leave[silence * PHONE_STATES + PHONE_STATES - 1]!);
    this.#addArc(start + GARBAGE, this.leave[this.garbageRow]!);
    this.#addCopy({ phone: silence, sequence: plainSequenceOf(silence), lefts: NOBODY, rights: NOBODY }, () =>
      this.#addArc(start + HUB, pause),
    );
    this.#addState(this.garbageRow, 0);
    this.#addArc(start + HUB, garbage);
  }

  /** Adds the word of the position that was added last. @param lasts, firsts phones that the words beside it end and begin with */
  addWord(pronunciations: readonly Pronunciation[], lasts: readonly number[], firsts: readonly number[]): void {
    const hub = this.positionStart.at(-1)! + HUB;
    this.#before = pronunciations.flatMap(pronunciation => {
      let ends: readonly Placed[] = [];
      copiesOf(pronunciation, lasts, firsts, this.#model.phones).forEach(({ copies, pauseBefore }, i) => {
        const sources = pauseBefore ? [...ends, this.#addInnerPause(ends)] : ends;
        ends = copies.map(copy => this.#addCopy(copy, i === 0 ? () => this.#addEntries(copy, hub) : () => this.#addExits(sources)));
      });
      return ends;
    });
  }

  #addEntries(copy: Copy, hub: number): void {
    if (copy.lefts.has(this.#model.phones.silence)) this.#addArc(hub, 0);
    this.#addExits(this.#before.filter(before => before.rights.has(copy.phone) && copy.lefts.has(before.phone)));
  }

  /** A pause inside a token of several words. */
  #addInnerPause(before: readonly Placed[]): Placed {
    const { phones } = this.#model;
    const silence = { phone: phones.silence, sequence: phones.plainSequenceOf(phones.silence), lefts: NOBODY, rights: NOBODY };
    return this.#addCopy(silence, () => this.#addExits(before, this.#tuning.pause));
  }

  /** @param addArcs adds the arcs into its first state */
  #addCopy(copy: Copy, addArcs: () => void): Placed {
    for (let i = 0; i < PHONE_STATES; i++) {
      this.#addState(copy.phone * PHONE_STATES + i, this.#model.phones.sequences[copy.sequence * PHONE_STATES + i]!);
      if (i === 0) addArcs();
    }
    return { ...copy, state: this.rows.length - 1 };
  }

  #addState(row: number, senone: number): void {
    this.rows.push(row);
    this.senones.push(senone);
    this.arcStart.push(this.arcFrom.length);
  }

  /** Arcs into the state that was added last, out of the last states of copies. */
  #addExits(copies: readonly Placed[], cost = 0): void {
    for (const { state } of copies) this.#addArc(state, this.leave[this.rows[state]!]! + cost);
  }

  #addArc(from: number, cost: number): void {
    this.arcFrom.push(from);
    this.arcCost.push(cost);
  }
}

/** @param words every spoken word in order, each with at least one pronunciation */
export const buildWordGraph = (words: readonly (readonly Pronunciation[])[], model: AcousticModel, tuning: Tuning): WordGraph => {
  const builder = new GraphBuilder(model, tuning);
  words.forEach((pronunciations, i) => {
    builder.addPosition();
    builder.addWord(pronunciations, (words[i - 1] ?? []).map(lastPhone), (words[i + 1] ?? []).map(firstPhone));
  });
  builder.addPosition();
  const { rows, senones, garbageRow, stay, leave } = builder;
  return {
    positionStart: new Int32Array([...builder.positionStart, rows.length]),
    rows: new Uint8Array(rows),
    senones: new Uint16Array(senones),
    garbageRow,
    stay,
    leave,
    arcStart: new Int32Array([...builder.arcStart, builder.arcFrom.length]),
    arcFrom: new Int32Array(builder.arcFrom),
    arcCost: new Float64Array(builder.arcCost),
  };
};
