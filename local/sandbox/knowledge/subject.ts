import type { Item } from './item.ts';

/** What kind of thing an item is, which decides what pictures there are of it. */
export type Subject = 'person' | 'place' | 'building' | 'organisation' | 'work' | 'product' | 'event' | 'nature' | 'other';

/** Tried in this order on the labels of the item's classes; on its description where it has none. */
const RULES: readonly (readonly [Subject, RegExp])[] = [
  ['person', /^human$|fictional human|biblical figure|character$|monarch$|deity|\bgod\b/i],
  [
    'event',
    /\bwars?\b|battle|election$|ceremony|festival|event$|disaster|revolution|treaty|tournament|olympic games|olympics|conflict|massacre|\baward|championship|historical period|landing|space mission|\bprize/i,
  ],
  [
    'organisation',
    /musical group|rock group|\bband$|business|company|enterprise|organi[sz]ation|university|college|educational institution|publisher|record label|political party|club$|team$|agency|army|military unit|institute|corporation|\bbank\b|airline|association|parliament|brand$/i,
  ],
  [
    'product',
    /musical instrument|software|operating system|vehicle|automobile|aircraft|\bship\b|spacecraft|weapon|device|\bdrug\b|console|rocket|computer|phone|camera|\bfood|drink|\bdish\b|clothing|locomotive|programming language|website|\bproduct\b/i,
  ],
  [
    'building',
    /building|museum|church|cathedral|castle|palace|bridge|tower|stadium|airport|station$|monument|temple|mosque|skyscraper|library|theatre|hospital|lighthouse|archaeological site|prison|school$/i,
  ],
  [
    'work',
    /\bfilm|television|series$|album|song$|single$|novel|\bbook|literary work|written work|\bplay$|opera$|\bmusical$|painting|sculpture|comic|manga|anime|video game|magazine|newspaper|poem$|franchise|ballet|sitcom/i,
  ],
  [
    'nature',
    /taxon|species|\banimal|\bplant\b|breed$|mountain|\briver|\blake|volcano|ocean|\bsea$|planet$|\bstar$|galaxy|\bmoon\b|asteroid|forest|national park|fruit|flower|dinosaur|desert|waterfall/i,
  ],
  [
    'place',
    /city|town|village|township|country|\bstate\b|county|capital|municipality|settlement|community|island|continent|region|province|borough|neighbou?rhood|suburb|district|territor|locality|commune|\bplace$|parish|prefecture|oblast|kingdom|empire|census|ward of|comune|colony|republic|peninsula|canton/i,
  ],
];

const known = new Map<string, Subject | null>();

/** Class labels repeat ten thousand times, so what the rules say of one is kept. */
const byRules = (text: string): Subject | null => {
  const before = known.get(text);
  if (before !== undefined) return before;
  const found = RULES.find(([, rule]) => rule.test(text))?.[0] ?? null;
  known.set(text, found);
  return found;
};

/** Words with which descriptions of people begin or end. */
const PERSON_DESCRIPTION =
  /\b(actor|actress|singer|writer|politician|footballer|player|scientist|physicist|chemist|artist|musician|author|director|philosopher|king|queen|president|poet|journalist|engineer|lawyer|businessman|composer|astronaut|inventor|activist|comedian|rapper|painter)\b/i;

/** @returns by class where classes are known, otherwise by description */
export const subjectOf = (item: Item): Subject => {
  for (const label of item.instanceOfLabels) {
    const found = byRules(label);
    if (found !== null) return found;
  }
  if (item.occupations.length > 0) return 'person';
  if (item.instanceOfLabels.length > 0) return 'other';
  return PERSON_DESCRIPTION.test(item.description) ? 'person' : (byRules(item.description) ?? 'other');
};
