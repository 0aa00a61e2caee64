import { createHash } from 'node:crypto';
import type { EntityKind, EntityType } from './entity.ts';
import { normaliseName } from './name-forms.ts';
import type { NameType } from './recognise/name-recogniser.ts';

/** @returns the id of an entity: the same kind and name give the same id in every run */
export const entityId = (kind: EntityKind, name: string): string =>
  `ent_${createHash('sha256')
    .update(`${kind}|${normaliseName(name)}`)
    .digest('hex')
    .slice(0, 20)}`;

const ENTITY_TYPE: Readonly<Record<NameType, EntityType>> = { PER: 'person', LOC: 'place', ORG: 'organisation', MISC: 'unknown' };
const NAME_TYPE: Readonly<Record<EntityType, NameType>> = {
  person: 'PER',
  place: 'LOC',
  organisation: 'ORG',
  product: 'MISC',
  event: 'MISC',
  work: 'MISC',
  unknown: 'MISC',
};

/** The recogniser does not tell products, events and works apart; the linker does, by the item. */
export const entityTypeOf = (type: NameType): EntityType => ENTITY_TYPE[type];
export const nameTypeOf = (type: EntityType): NameType => NAME_TYPE[type];
