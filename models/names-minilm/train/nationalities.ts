import type { GoldText } from '../../linker/train/gold.ts';

/** Beside those that a gold set marks as such: Wikigold and GUM have nationalities among their other names. */
const COMMON =
  'american british english scottish welsh irish french german italian spanish portuguese dutch belgian swiss austrian swedish norwegian ' +
  'danish finnish icelandic polish czech slovak hungarian romanian bulgarian greek turkish russian ukrainian serbian croatian albanian ' +
  'european asian african arab israeli jewish iranian iraqi syrian egyptian indian pakistani chinese japanese korean vietnamese thai ' +
  'indonesian australian canadian mexican brazilian argentine chilean cuban christian muslim';

/** @returns whether a surface names a nationality or religion, by `texts` whose annotators marked them and by a list */
export const nationalityIn = (texts: readonly GoldText[]): ((surface: string) => boolean) => {
  const marked = texts.flatMap(({ text, mentions }) =>
    mentions.filter(({ type }) => type === 'NORP').map(({ start, end }) => text.slice(start, end).toLowerCase()),
  );
  const known = new Set([...COMMON.split(' '), ...marked]);
  return surface => known.has(surface.toLowerCase());
};
