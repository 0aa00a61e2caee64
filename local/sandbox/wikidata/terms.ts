import { inShare } from '../draw.ts';
import { isDisambiguation, type Item } from '../knowledge/item.ts';
import { subjectOf } from '../knowledge/subject.ts';

/** Language of the values that hold for every language; names of people have been moving there since 2024. */
const EVERY_LANGUAGE = 'mul';

/** Share of people whose name is stored under `mul` only. */
const MOVED = 0.4;

/** @returns whether label and aliases lie under `mul` and not under `en` */
const isMoved = (item: Item): boolean =>
  item.origin === 'real' && !isDisambiguation(item) && inShare(`${item.qid}/mul`, MOVED) && subjectOf(item) === 'person';

/** @returns language under which label and aliases are stored; descriptions are always under `en` */
export const nameLanguage = (item: Item): 'en' | 'mul' => (isMoved(item) ? EVERY_LANGUAGE : 'en');

/** A value as it stands in an entity; `for-language` tells that it was found by fallback. */
interface Term {
  readonly language: string;
  readonly value: string;
  readonly 'for-language'?: string;
}

/**
 * @param asked languages, or null for all there are
 * @param fallback whether `languagefallback` was given: every language then falls back to `mul`, and after that to English
 * @returns what is stored under `stored`, by the languages that were asked for
 */
export const termsFor = (
  value: string,
  stored: 'en' | 'mul',
  asked: readonly string[] | null,
  fallback: boolean,
): Readonly<Record<string, Term>> => {
  if (asked === null) return { [stored]: { language: stored, value } };
  const found = asked.flatMap((language): [string, Term][] => {
    if (language === stored) return [[language, { language, value }]];
    const reaches = fallback && (stored === EVERY_LANGUAGE || language !== EVERY_LANGUAGE);
    return reaches ? [[language, { language: stored, value, 'for-language': language }]] : [];
  });
  return Object.fromEntries(found);
};
