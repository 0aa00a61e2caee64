/** How far the phrase around a mention reaches, in words. */
const PHRASE_WORDS = 4;
/** What is left of an emphasis for each word between it and the mention. */
const DECAY = 0.6;
/** How much of what is missing to a full score the phrase can give. */
const PHRASE_SHARE = 0.5;

/** A word as the score sees it: its fused emphasis, 0–1, and the sentence it is in. */
export interface EmphasisedWord {
  readonly score: number;
  readonly sentence: number;
}

const phraseShare = (words: readonly EmphasisedWord[], from: number, to: number): number => {
  let highest = 0;
  for (let distance = 1; distance <= PHRASE_WORDS; distance += 1) {
    const before = words[from - distance];
    const after = words[to + distance];
    for (const neighbour of [
      before?.sentence === words[from]?.sentence ? before : undefined,
      after?.sentence === words[to]?.sentence ? after : undefined,
    ]) {
      highest = Math.max(highest, (neighbour?.score ?? 0) * DECAY ** distance);
    }
  }
  return highest;
};

/**
 * The mention score: how an emphasised word lifts the mention it is part of. With `m` the highest emphasis of its own words and
 * `p` the highest of its phrase, decayed by distance, the score is `m + (1 - m) · p / 2`: the speaker's stress on the name
 * counts in full, stress beside it at most halves what is missing. Between 0 and 1, and never lower for a higher emphasis.
 * @param from index of the mention's first word
 * @param to index of its last word, inclusive
 */
export const mentionScore = (words: readonly EmphasisedWord[], from: number, to: number): number => {
  const own = words.slice(from, to + 1).reduce((highest, { score }) => Math.max(highest, score), 0);
  return own + (1 - own) * PHRASE_SHARE * phraseShare(words, from, to);
};
