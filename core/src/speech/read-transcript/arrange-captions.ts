import { maskUnspoken } from './mask-unspoken.ts';
import type { CaptionText } from './caption-text.ts';

/** A caption whose text has been read. */
export interface Caption extends CaptionText {
  readonly line: number;
  readonly startMs: number;
  readonly endMs: number;
}

export interface Arranged {
  readonly captions: readonly Caption[];
  /** What was changed, for the user. */
  readonly notes: readonly string[];
}

const times = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

const byStart = (captions: readonly Caption[]): Arranged => {
  const late = captions.filter((caption, index) => caption.startMs < (captions[index - 1]?.startMs ?? 0)).length;
  if (late === 0) return { captions, notes: [] };
  return {
    captions: captions.toSorted((a, b) => a.startMs - b.startMs),
    notes: [`${times(late, 'caption was', 'captions were')} out of order; sorted by start time.`],
  };
};

const linesOf = (text: string): string[] =>
  maskUnspoken(text)
    .split('\n')
    .map(line => line.trim());

/** Captions in this share that begin with the line before mark a roll-up file; a speaker who repeats a line is far below it. */
const ROLL_UP_SHARE = 0.3;

/** How long after a caption its line may be shown again and still be the same utterance. */
const ROLL_UP_GAP_MS = 100;

/**
 * Roll-up captions (YouTube's automatic ones) show each line twice: when it is said, and above the next one. The repeated
 * line is blanked out, offsets stay.
 */
const withoutRepeatedLines = (captions: readonly Caption[]): Arranged => {
  let shown = '';
  let until = -Infinity;
  const repeats = captions.map(caption => {
    const lines = linesOf(caption.text).filter(line => line !== '');
    const isRepeat = lines[0] !== undefined && lines[0] === shown && caption.startMs - until <= ROLL_UP_GAP_MS;
    shown = lines.at(-1) ?? shown;
    if (lines.length > 0) until = caption.endMs;
    return isRepeat;
  });
  const count = repeats.filter(Boolean).length;
  if (count < 2 || count < captions.length * ROLL_UP_SHARE) return { captions, notes: [] };
  const kept = captions.map((caption, index) => (repeats[index] ? { ...caption, text: blankFirstLine(caption.text) } : caption));
  return { captions: kept, notes: [`Roll-up captions: ${times(count, 'line', 'lines')} shown twice and read once.`] };
};

const blankFirstLine = (text: string): string => {
  const from = text.search(/\S/u);
  const end = text.indexOf('\n', from);
  const to = end === -1 ? text.length : end;
  return ' '.repeat(to) + text.slice(to);
};

/** Captions that are read as one, the earlier first. */
const join = (group: readonly Caption[], endMs: number): Caption | null => {
  const first = group[0];
  if (!first) return null;
  let length = 0;
  const marks = group.flatMap(caption => {
    const shift = length;
    length += caption.text.length + 1;
    return caption.marks.map(mark => ({ offset: mark.offset + shift, atMs: mark.atMs }));
  });
  return { line: first.line, startMs: first.startMs, endMs, text: group.map(caption => caption.text).join('\n'), marks };
};

/**
 * Words need one order, players show overlapping captions together. A caption that the next one cuts into ends where that
 * begins; where they share more than half of the shorter one they are read as one.
 */
const withoutOverlaps = (captions: readonly Caption[]): Arranged => {
  const arranged: (Caption | null)[] = [];
  const counts = { cut: 0, joined: 0 };
  let group: Caption[] = [];
  let endMs = 0;
  for (const next of captions) {
    const overlapMs = endMs - next.startMs;
    const shorterMs = Math.min(endMs - (group[0]?.startMs ?? 0), next.endMs - next.startMs);
    if (group.length > 0 && overlapMs * 2 > shorterMs) {
      group.push(next);
      endMs = Math.max(endMs, next.endMs);
      counts.joined++;
      continue;
    }
    if (overlapMs > 0) counts.cut++;
    arranged.push(join(group, Math.min(endMs, next.startMs)));
    group = [next];
    endMs = next.endMs;
  }
  arranged.push(join(group, endMs));
  const notes = [];
  if (counts.cut > 0) notes.push(`${times(counts.cut, 'caption', 'captions')} overlapped the next a little and ended where it begins.`);
  if (counts.joined > 0)
    notes.push(`${times(counts.joined, 'caption was', 'captions were')} shown together with another and read after it.`);
  return { captions: arranged.filter(caption => caption !== null), notes };
};

/** Captions of sounds alone must not cut into those with words. */
const withWords = (captions: readonly Caption[]): Arranged => ({
  captions: captions.filter(caption => maskUnspoken(caption.text).trim() !== ''),
  notes: [],
});

/** Puts captions in order, without overlaps and without lines shown twice, as any player would; says what it changed. */
export const arrangeCaptions = (captions: readonly Caption[]): Arranged => {
  const steps = [byStart, withoutRepeatedLines, withWords, withoutOverlaps];
  return steps.reduce<Arranged>(
    (state, step) => {
      const next = step(state.captions);
      return { captions: next.captions, notes: [...state.notes, ...next.notes] };
    },
    { captions, notes: [] },
  );
};
