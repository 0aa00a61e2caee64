import type { OwnerScope } from '../../accounts/owner-scope.ts';
import type { EnrichedEntity } from '../../entities/entity.ts';
import { glossaryEntryId, type StoredGlossaryEntry } from '../../entities/glossary.ts';
import type { GlossaryStore } from '../../entities/glossary-store.ts';
import { NotFoundError } from '../../platform/dynamo/store-errors.ts';
import type { ImageAnswer } from '../image-provider.ts';
import { keptImage } from '../own-image.ts';
import type { OwnImageStore } from '../own-image-store.ts';

export interface OwnAnswerDeps {
  readonly glossary: Pick<GlossaryStore, 'get'>;
  readonly ownImages: Pick<OwnImageStore, 'find'>;
}

const entryOf = async ({ glossary }: OwnAnswerDeps, scope: OwnerScope, name: string): Promise<StoredGlossaryEntry | null> => {
  try {
    return await glossary.get(scope, glossaryEntryId(name));
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
};

const without = ({ name }: EnrichedEntity, why: string): ImageAnswer => ({
  candidates: [],
  refused: [{ provider: 'owner', title: name, pageUrl: null, code: 'MISSING', why }],
});

/** @returns what the workspace itself has for an entity: the picture that its glossary gives now, whatever it gave when the talk was planned */
export const ownAnswer = async (deps: OwnAnswerDeps, scope: OwnerScope, entity: EnrichedEntity): Promise<ImageAnswer> => {
  if (entity.kind !== 'owner') return { candidates: [], refused: [] };
  const entry = await entryOf(deps, scope, entity.name);
  if (entry?.action !== 'picture' || entry.imageId === undefined) return without(entity, 'the glossary gives no picture for it any more');
  const image = keptImage(await deps.ownImages.find(scope, entry.imageId));
  return image === null
    ? without(entity, 'the picture that the glossary gives was deleted')
    : { candidates: [image.candidate], refused: [] };
};
