const VOWELS = /[aeiouy]+/gu;
/** Silent endings: the e of "make", the ed of "asked"; "table" and "wanted" keep theirs. */
const SILENT_END = /(?:[^aeiouytdl]ed|[^aeiouy]e|[^aeiouysxz]es)$/u;
const SYLLABIC_LE = /[^aeiouyl]le[sd]?$/u;

/** @param word lower case @returns how many syllables it has by English spelling, at least 1; right for about nine words of ten */
export const syllableCount = (word: string): number => {
  const groups = word.match(VOWELS)?.length ?? 0;
  const silent = groups > 1 && SILENT_END.test(word) && !SYLLABIC_LE.test(word) ? 1 : 0;
  return Math.max(1, groups - silent);
};

/** @returns a word as it is spelled, lower case, without punctuation */
export const lettersOf = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
