import type { EnrichedEntity, EntityType } from '../../../entities/entity.ts';

/** How a caption would speak of a thing: CLIP was trained on captions. A word without a name has a frame of its own. */
const FRAMES: Readonly<Record<EntityType | 'concept', (name: string) => string>> = {
  person: name => `a photo of the person ${name}`,
  organisation: name => `a photo of the organisation ${name}`,
  place: name => `a photo of the place ${name}`,
  product: name => `a photo of the product ${name}`,
  event: name => `a photo of the event ${name}`,
  work: name => `a picture of the work ${name}`,
  unknown: name => `a photo of ${name}`,
  concept: name => `a photo of a ${name}`,
};

/** What the entity is known to be, beside the name it has in the talk. */
const knownAs = ({ link, name }: EnrichedEntity): { readonly label: string; readonly description: string } => {
  if (link.status === 'linked') return link;
  if (link.status === 'not-named' && link.thing !== undefined) return link.thing;
  return { label: name, description: '' };
};

/** @returns the text whose vector pictures of an entity are compared with: `a photo of the person Ada Lovelace, English mathematician` */
export const promptFor = (entity: EnrichedEntity): string => {
  const { label, description } = knownAs(entity);
  const frame = FRAMES[entity.kind === 'concept' ? 'concept' : entity.type](label);
  return description === '' ? frame : `${frame}, ${description}`;
};
