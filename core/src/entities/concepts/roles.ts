import { TITLES } from '../name-forms.ts';

/** Words of address: what follows is a person's office, whatever the dictionary says it is. */
const ADDRESS: ReadonlySet<string> = new Set('madam madame mister mr mrs ms miss sir honorable honourable dear fellow'.split(' '));

/** Offices that share their word with a thing: "the chair recognises", "the bench rules". */
const OFFICES: ReadonlySet<string> = new Set('chair bench floor house bar crown cabinet desk board chamber'.split(' '));

/** What people do, and furniture does not. */
const ACTS =
  /^(?:recogni[sz]e[sd]?|yields?|rules?|ruled|announce[sd]?|asks?|asked|thanks?|thanked|calls?|called|appoints?|appointed|declare[sd]?|decides?|decided|says?|said|votes?|voted|agrees?|agreed|notes?|noted|wishes)$/u;

/** @returns whether the word at `index` names a person by title or office: "Madam Chair", "the Chair recognises" */
export const isRole = (texts: readonly string[], index: number): boolean => {
  const word = (texts[index] ?? '').toLowerCase();
  const before = (texts[index - 1] ?? '').toLowerCase();
  const after = (texts[index + 1] ?? '').toLowerCase();
  if (ADDRESS.has(before)) return true;
  if (TITLES.has(word) && /^\p{Lu}/u.test(texts[index + 1] ?? '')) return true;
  return OFFICES.has(word) && ACTS.test(after);
};
