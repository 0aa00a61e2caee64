import type { EntityType } from './entity.ts';

/** Whether a picture can show a thing of a type at all, 0–1: faces and places well, works only where their pictures are free. */
const BY_TYPE: Readonly<Record<EntityType, number>> = {
  person: 0.95,
  place: 0.9,
  product: 0.8,
  organisation: 0.6,
  event: 0.5,
  work: 0.5,
  unknown: 0.4,
};

/** @returns how well a picture can show a named thing, 0–1 */
export const depictability = (type: EntityType): number => BY_TYPE[type];
