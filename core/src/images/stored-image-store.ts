import type { Page, PageRequest } from '../platform/page.ts';
import type { StoredShape } from '../platform/stored-shape.ts';
import { StoredImage } from './stored-image.ts';

export const STORED_IMAGE_SHAPE = { name: 'stored-image', version: 1, schema: StoredImage } satisfies StoredShape<typeof StoredImage>;

/** First hex digits of image ids: what the catalogue's list is divided by, so that no partition holds it all. */
export const IMAGE_SHARDS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'] as const;
export type ImageShard = (typeof IMAGE_SHARDS)[number];

/** What the catalogue knows of a picture beside the picture. */
export interface CatalogueEntry {
  readonly image: StoredImage;
  /** When source and licence were last looked at. */
  readonly checkedAt: string;
  /** Since when its source says that it is gone or no longer free; null where it does not. */
  readonly suspectSince: string | null;
  /** Since when no timeline was found to show it; null where one was, or nobody has looked. */
  readonly unusedSince: string | null;
}

/** The operator's catalogue of licensed pictures. It belongs to no workspace and holds nothing private, so nothing here takes a scope. */
export interface StoredImageStore {
  /** @returns what is stored: the same bytes again, from another provider or worker, give the picture that is there */
  put(image: StoredImage): Promise<StoredImage>;
  get(imageId: string): Promise<StoredImage>;
  /** Those there are, in no order; at most 100. */
  getMany(imageIds: readonly string[]): Promise<readonly StoredImage[]>;
  /** For a new use: whatever was noted about it being unused is forgotten. @returns null where there is no such picture */
  reuse(imageId: string): Promise<CatalogueEntry | null>;
  /** A shard's pictures, the longest unchecked first. */
  listLongestUnchecked(shard: ImageShard, page: PageRequest): Promise<Page<CatalogueEntry>>;
  /** Notes that source and licence were looked at again, and what they said. */
  markChecked(imageId: string, at: string, suspectSince: string | null): Promise<void>;
  /** Notes that nothing shows it. */
  markUnused(imageId: string, since: string): Promise<void>;
  /** @returns false where it was used again since it was marked, and is still there */
  removeUnused(imageId: string, since: string): Promise<boolean>;
  /** Does nothing where it is gone already. */
  remove(imageId: string): Promise<void>;
}
