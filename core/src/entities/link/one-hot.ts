import type { NameType } from '../recognise/name-recogniser.ts';
import type { ClassGroup } from './class-group.ts';
import type { MatchKind } from './match-kind.ts';

export const flag = (value: boolean): 0 | 1 => (value ? 1 : 0);

/** Written out, so that the compiler sees that no feature is missing. */
export const kindFlags = (kind: MatchKind) => ({
  k_label: flag(kind === 'label'),
  k_alias: flag(kind === 'alias'),
  k_squash: flag(kind === 'squash'),
  k_variant: flag(kind === 'variant'),
  k_last: flag(kind === 'last'),
  k_first: flag(kind === 'first'),
  k_doc: flag(kind === 'doc'),
});

export const groupFlags = (group: ClassGroup) => ({
  g_HUMAN: flag(group === 'HUMAN'),
  g_PLACE: flag(group === 'PLACE'),
  g_ORG: flag(group === 'ORG'),
  g_WORK: flag(group === 'WORK'),
  g_PRODUCT: flag(group === 'PRODUCT'),
  g_EVENT: flag(group === 'EVENT'),
  g_PEOPLE: flag(group === 'PEOPLE'),
  g_FICT: flag(group === 'FICT'),
  g_CONCEPT: flag(group === 'CONCEPT'),
});

/** NORP is never linked, but the model was trained with a place for it. */
export const typeFlags = (type: NameType | null) => ({
  t_PER: flag(type === 'PER'),
  t_LOC: flag(type === 'LOC'),
  t_ORG: flag(type === 'ORG'),
  t_MISC: flag(type === 'MISC'),
  t_NORP: 0,
  t_NONE: flag(type === null),
});
