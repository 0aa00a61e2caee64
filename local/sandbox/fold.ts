const ASCII_ONLY = /^[\u0020-\u007E]*$/;

/** Letters that Unicode does not decompose and that the search engines fold all the same. */
const UNDECOMPOSED: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i', '’': "'" };

/** @returns the text without case and diacritics, as names and words are compared here */
export const fold = (text: string): string =>
  ASCII_ONLY.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .replace(/[łøđßæœı’]/g, letter => UNDECOMPOSED[letter] ?? letter);

/** @returns folded words: runs of letters and digits */
export const wordsOf = (text: string): string[] => {
  const folded = fold(text);
  return folded.split(ASCII_ONLY.test(folded) ? /[^a-z0-9]+/ : /[^\p{L}\p{N}]+/u).filter(word => word !== '');
};
