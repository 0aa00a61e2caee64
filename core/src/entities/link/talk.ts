import type { NameType } from '../recognise/name-recogniser.ts';

/** A name in a talk, as the linker reads it. */
export interface TalkMention {
  readonly surface: string;
  /** UTF-16 offsets into the text of the talk. */
  readonly start: number;
  readonly end: number;
  /** Index of its sentence. */
  readonly sentence: number;
  /** Null where nobody said what kind of name it is. */
  readonly type: NameType | null;
  /** Of the recogniser, 0–1; 1 where the name was given. */
  readonly confidence: number;
  /** How it lies to what the recogniser read there: the same span, a part of a longer name, or anything else. */
  readonly reading: 'same' | 'part' | 'other';
  /** The only items it may mean, where the caller knows. */
  readonly candidates?: readonly string[];
}

/** A whole talk: it is linked together, because each name says what the others mean. */
export interface Talk {
  readonly text: string;
  readonly sentences: readonly string[];
  readonly mentions: readonly TalkMention[];
}
