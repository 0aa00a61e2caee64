/** @returns the text as a sentence: a capital first and an end mark last */
export const asSentence = (text: string): string => {
  const trimmed = text.trim();
  const capital = trimmed.charAt(0).toLocaleUpperCase('en') + trimmed.slice(1);
  return /[.!?…]["”’)]*$/u.test(capital) ? capital : `${capital}.`;
};

/** @returns words of a talk as they are quoted, without the punctuation that follows them */
export const asQuote = (text: string): string => text.replace(/[\s,.;:!?…]+$/u, '');
