/**
 * Everything between brackets (`[Music]`, `[JOHN]`) and the style marks of SRT (`{\an8}`). Bounded, as all patterns here,
 * so that a file of brackets that never close costs no more than its length.
 */
const BRACKETED = /\[[^[\]]{0,120}\]|\{\\[^{}]{0,120}\}|[♩♪♫♬]/gu;

/** Sounds in round brackets. Asides are spoken, so only these words make a bracket inside a line one. */
const SOUND =
  /\((?=[^()]{0,60}\))(?:[^()]{0,40}\s)?(?:applause|laughter|laugh(?:s|ing)?|music|cheer(?:s|ing)?|chuckl(?:es|ing)|giggl(?:es|ing)|sighs?|cough(?:s|ing)?|clapping|crosstalk|inaudible|unintelligible|indistinct|silence|pause|gasps?|sobs?|groans?|whistl(?:es|ing))(?:\s[^()]{0,40})?\)/giu;

/** A bracket that is a whole line describes a sound whatever its words: `(door opens)`. */
const WHOLE_LINE = /^[ \t]*\([^()\n]{0,120}\)[ \t]*$/gmu;

/** `>>` announces another speaker, also inside a line; a name may follow it. */
const CHEVRONS = />>[>\s]*(?:[\p{L}\d][^:.!?\n>]{0,40}:(?=\s))?/gu;

/** A dash before a line of dialogue. */
const DASH = /^[ \t]*[-–—][ \t]+/gmu;

/** As transcription tools write it. */
const SPEAKER_NUMBER = /^[ \t]*speaker[ \t]\d{1,3}:/gimu;

/** A name in capitals that stands alone or before small letters; in a text all in capitals it may be anything. */
const SPEAKER_NAME = /^[ \t]*\p{Lu}[\p{Lu}\d.'’& -]{0,40}:(?=[ \t]*$|[ \t][^\n]{0,400}?\p{Ll})/gmu;

const PATTERNS = [BRACKETED, SOUND, DASH, WHOLE_LINE, CHEVRONS, SPEAKER_NUMBER, SPEAKER_NAME];

const blank = (match: string): string => match.replace(/[^\n]/gu, character => ' '.repeat(character.length));

/**
 * Sound descriptions, speaker names and style marks, replaced by as many spaces, so that offsets stay what they were.
 * @param text one or more lines, without tags
 */
export const maskUnspoken = (text: string): string => PATTERNS.reduce((masked, pattern) => masked.replace(pattern, blank), text);
