import type { EntityType } from '../../entities/entity.ts';
import type { ImageCandidate } from '../image-candidate.ts';
import { fold } from './name-match.ts';

interface ExcludedType {
  /** As it is told: "it is a map". */
  readonly what: string;
  /** Words of the title or a category, folded. */
  readonly words: RegExp;
  /** For which types of entity it is no picture of the thing. */
  readonly types: readonly EntityType[];
  /** Properties under which it is just what is meant: a flag as the flag of a country. */
  readonly allowedAs: readonly ImageCandidate['property'][];
}

const EVERYTHING: readonly EntityType[] = ['person', 'organisation', 'place', 'product', 'event', 'work', 'unknown'];
const PERSON: readonly EntityType[] = ['person'];

/**
 * Kinds of picture that are about a thing without showing it. Busts and statues may stand for people of whom nothing else is
 * left, so those that the item itself names are taken.
 */
const EXCLUDED: readonly ExcludedType[] = [
  {
    what: 'a map',
    words:
      /\b(?:maps?|locator|locationmap|cartography|karte|carte|mapa|orthographic projection|topo|topographic|relief|provinces|districts|counties|municipalities|subdivisions)\b/,
    types: EVERYTHING,
    allowedAs: [],
  },
  {
    what: 'a coat of arms',
    words: /\b(?:coats? of arms|coa|escutcheons?|wappen|blason|escudo|heraldry)\b/,
    types: EVERYTHING,
    allowedAs: [],
  },
  { what: 'a flag', words: /\bflags?\b/, types: EVERYTHING, allowedAs: ['P41'] },
  { what: 'a logo', words: /\b(?:logos?|logotypes?|wordmarks?)\b/, types: ['person', 'place', 'event'], allowedAs: ['P154'] },
  { what: 'a signature', words: /\b(?:signatures?|autographs?|signed by)\b/, types: EVERYTHING, allowedAs: [] },
  {
    what: 'a grave',
    words: /\b(?:graves?|gravestones?|tombs?|tombstones?|headstones?|mausoleums?|burial|cemetery|funeral)\b/,
    types: PERSON,
    allowedAs: [],
  },
  {
    what: 'a chart',
    words: /\b(?:charts?|graphs?|diagrams?|infographics?|timeline|family tree|table|plot of|statistics)\b/,
    types: EVERYTHING,
    allowedAs: [],
  },
  {
    what: 'a sign and not the thing',
    words:
      /\b(?:(?:road|street|traffic|place|name|hotel|shop|neon) signs?|signposts?|signage|sign (?:of|for|to|at|in|on)|signs (?:of|in|on))\b/,
    types: ['person', 'place', 'product', 'event', 'work', 'unknown'],
    allowedAs: [],
  },
  {
    what: 'a group and not the person alone',
    words:
      /\b(?:group (?:photos?|photographs?|portraits?|pictures?)|with (?:colleagues|family|friends|others|fans|staff)|delegations?|family photos?|class photos?)\b/,
    types: PERSON,
    allowedAs: ['P18', 'lead'],
  },
  { what: 'a screenshot', words: /\bscreenshots?\b/, types: PERSON, allowedAs: [] },
  {
    what: 'a likeness and not the person',
    words:
      /\b(?:statues?|busts?|monuments?|memorials?|plaques?|sculptures?|wax figures?|murals?|stamps?|coins?|banknotes?|medals?|effigy|cosplay|lookalike|impersonators?)\b/,
    types: PERSON,
    allowedAs: ['P18', 'lead'],
  },
  {
    what: 'a thing of the person and not the person',
    words:
      /\b(?:birthplace|birth house|house of|home of|residence|room of|street|avenue|square|school|library|museum|airport|manuscripts?|letters?|book cover|title page|sheet music|gravure by|painting by|photo(?:graph)?s? by)\b/,
    types: PERSON,
    allowedAs: ['P18', 'lead'],
  },
];

/** @returns what kind of excluded picture a candidate is, or null */
export const excludedType = (
  candidate: Pick<ImageCandidate, 'title' | 'categories' | 'property'>,
  type: EntityType,
  name: string,
): string | null => {
  // A talk about the Rosetta Stone tomb or the Book of Kells names what would otherwise exclude it.
  const ownWords = fold(name);
  const texts = [candidate.title, ...candidate.categories].map(fold);
  const found = EXCLUDED.find(
    excluded =>
      excluded.types.includes(type) &&
      !excluded.allowedAs.includes(candidate.property) &&
      !excluded.words.test(ownWords) &&
      texts.some(text => excluded.words.test(text)),
  );
  return found?.what ?? null;
};
