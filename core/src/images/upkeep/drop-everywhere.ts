import type { ImageUseStore } from '../image-use-store.ts';

export interface DropEverywhereDeps {
  readonly imageUses: ImageUseStore;
  /** Takes it out of a project. @returns how many cues showed it */
  readonly dropPicture: (project: { readonly workspaceId: string; readonly projectId: string }, imageId: string) => Promise<number>;
}

/** Projects looked at before their uses are asked for again. */
const AT_ONCE = 25;

/**
 * Takes a picture out of every project that shows it. Done twice, or by two processes at once, it changes nothing more.
 * @param onDropped told the cues of a project before its use is forgotten, so that nobody calls it done without the count
 */
export const dropEverywhere = async (
  { imageUses, dropPicture }: DropEverywhereDeps,
  imageId: string,
  onDropped: (cues: number) => Promise<void>,
): Promise<void> => {
  for (;;) {
    const { items } = await imageUses.listOfImage(imageId, { limit: AT_ONCE });
    if (items.length === 0) return;
    for (const project of new Map(items.map(use => [`${use.workspaceId}|${use.projectId}`, use])).values()) {
      const cues = await dropPicture(project, imageId);
      if (cues > 0) await onDropped(cues);
      await imageUses.forget(imageId, project);
    }
  }
};
