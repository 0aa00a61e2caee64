import type { Item } from './item.ts';

/** What kind of thing an item is, which decides what pictures there are of it. */
export type Subject = 'person' | 'place' | 'building' | 'organisation' | 'work' | 'product' | 'event' | 'nature' | 'other';

/** Tried in this order on the labels of the item's classes, then on its description. */
const RULES: readonly (readonly [Subject, RegExp])[] = [
  ['person', /^human$|fictional human|biblical figure|character|monarch\b|deity|\bgod\b/i],
  ['work', /\bfilm|television|series|album|song|single\b|novel|book|literary work|written work|\bplay\b|opera|musical\b|painting|sculpture|comic|manga|anime|video game|magazine|newspaper|\bpoem|franchise|ballet|sitcom/i],
  ['building', /building|museum|church|cathedral|castle|palace|bridge|tower|stadium|airport|station|monument|temple|mosque|skyscraper|library|theatre|hospital|lighthouse|archaeological site|prison|school\b/i],
  ['organisation', /business|company|enterprise|organi[sz]ation|university|college|educational institution|publisher|record label|band|musical group|rock group|party|club|team|agency|government|army|military unit|institute|corporation|bank|airline|association|parliament|network|brand/i],
  ['event', /\bwar\b|battle|election|ceremony|festival|event|disaster|revolution|treaty|tournament|olympic|conflict|massacre|award|championship|historical period/i],
  ['nature', /taxon|species|animal|plant|breed|mountain|river|lake|volcano|ocean|sea\b|planet|star\b|galaxy|moon\b|asteroid|forest|national park|fruit|flower|dinosaur|desert|waterfall/i],
  ['place', /city|town|village|township|country|state\b|county|capital|municipality|settlement|community|island|continent|region|province|borough|neighbou?rhood|suburb|district|territor|locality|commune|place\b|parish|prefecture|oblast|kingdom|empire|census|ward of|comune|colony|republic|peninsula/i],
  ['product', /software|operating system|vehicle|automobile|aircraft|ship\b|spacecraft|weapon|device|product|drug|console|rocket|computer|phone|camera|instrument|food|drink|dish|clothing|locomotive|spaceflight|space mission|programming language|website/i],
];

const byRules = (text: string): Subject | null => RULES.find(([, rule]) => rule.test(text))?.[0] ?? null;

/** Words with which descriptions of people begin or end. */
const PERSON_DESCRIPTION = /\b(actor|actress|singer|writer|politician|footballer|player|scientist|physicist|chemist|artist|musician|author|director|philosopher|king|queen|president|poet|journalist|engineer|lawyer|businessman|composer|astronaut|inventor|activist|comedian|rapper|painter)\b/i;

/** @returns by class where one is known, otherwise by description */
export const subjectOf = (item: Item): Subject => {
  for (const label of item.instanceOfLabels) {
    const found = byRules(label);
    if (found !== null) return found;
  }
  if (item.occupations.length > 0 || PERSON_DESCRIPTION.test(item.description)) return 'person';
  return byRules(item.description) ?? 'other';
};
