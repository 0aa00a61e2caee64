import { isDisambiguation, type Item } from '../knowledge/item.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { subjectOf } from '../knowledge/subject.ts';
import { escapeHtml } from '../server/exchange.ts';

/** Years of birth and death at the end of a description. */
const LIFETIME = /\s*\((?:c\.\s*)?(\d{3,4})\s*[-–]\s*(\d{3,4})\)/;

/** Beginnings that take no article, or have one. */
const NO_ARTICLE = /^(?:the|a|an|one|his|her|their|[a-z]+'s)\b/i;

/** Beginnings that there is only one of. */
const ONLY_ONE = /^(?:first|second|third|last|largest|smallest|oldest|capital|\d+(?:st|nd|rd|th))\b/i;

const withArticle = (phrase: string): string => {
  if (ONLY_ONE.test(phrase)) return `the ${phrase}`;
  return /^[aeiou]/i.test(phrase) ? `an ${phrase}` : `a ${phrase}`;
};

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;

const firstSentence = (item: Item): string => {
  const lifetime = LIFETIME.exec(item.description);
  const phrase = item.description.replace(LIFETIME, '').replace(/\.$/, '');
  if (phrase === '') return `${item.label} is the subject of this article.`;
  const isPlural = /^(?:two|three|series|people)\b/i.test(phrase);
  const said = NO_ARTICLE.test(phrase) || isPlural ? phrase : withArticle(phrase);
  const years = lifetime === null ? '' : ` (${lifetime[1] ?? ''} – ${lifetime[2] ?? ''})`;
  return `${item.label}${years} ${lifetime === null ? 'is' : 'was'} ${said}.`;
};

/** @returns sentences made of what the slice knows of the item; real introductions are longer and say more */
export const sentencesOf = (item: Item, knowledge: Knowledge): readonly string[] => {
  if (isDisambiguation(item)) {
    const bearers = new Set(knowledge.names.exact(item.label).map(name => name.item));
    const lines = [...bearers]
      .filter(bearer => !isDisambiguation(bearer) && bearer.article !== null)
      .map(bearer => `${bearer.article ?? ''}, ${bearer.description}`);
    return [`${item.label} may refer to:`, ...lines];
  }
  const isPerson = subjectOf(item) === 'person';
  const classes = item.instanceOfLabels.filter(label => label !== 'human');
  const others = item.aliases.filter(alias => /\p{L}{2}/u.test(alias)).slice(0, 4);
  return [
    firstSentence(item),
    ...(isPerson && item.occupations.length > 0 ? [`${item.label} worked as ${listed(item.occupations)}.`] : []),
    ...(!isPerson && classes.length > 0 ? [`It is classed as ${listed(classes.slice(0, 4))}.`] : []),
    ...(others.length > 0 ? [`Also known as ${listed(others)}.`] : []),
  ];
};

/** How `prop=extracts` was asked for. */
export interface ExtractWishes {
  readonly isPlain: boolean;
  readonly sentences: number;
  readonly characters: number;
}

export const extractOf = (item: Item, knowledge: Knowledge, wishes: ExtractWishes): string => {
  const sentences = sentencesOf(item, knowledge).slice(0, wishes.sentences);
  const plain = sentences.join(isDisambiguation(item) ? '\n' : ' ').slice(0, wishes.characters);
  if (wishes.isPlain) return plain;
  const html = escapeHtml(plain);
  const name = escapeHtml(item.label);
  return `<p>${html.startsWith(name) ? `<b>${name}</b>${html.slice(name.length)}` : html}</p>`;
};
