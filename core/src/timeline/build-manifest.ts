import type { EnrichedEntity, Plan } from '../entities/entity.ts';
import type { Search } from '../images/image-candidate.ts';
import { mainVariant } from '../images/main-variant.ts';
import type { ImageVariant, StoredImage } from '../images/stored-image.ts';
import type { Hearing } from '../speech/emphasis-point.ts';
import { type Credit, Manifest, type ManifestImage } from './manifest.ts';
import type { Cue, Timeline } from './timeline.ts';

/** What a manifest is made of: the results of the stages, and the pictures that were acquired. */
export interface ManifestParts {
  readonly softwareVersion: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly project: Manifest['project'];
  readonly job: Manifest['job'];
  readonly hearing: Hearing;
  readonly skippedNames: Plan['skipped'];
  readonly entities: readonly EnrichedEntity[];
  readonly skippedProviders: Search['skippedProviders'];
  /** Published: every cue shows a stored picture. */
  readonly timeline: Timeline;
  /** At least those the timeline shows; others are left out. */
  readonly images: readonly StoredImage[];
}

const EXTENSIONS = { 'image/jpeg': 'jpg', 'image/png': 'png' } as const satisfies Record<ImageVariant['mime'], string>;

/** @returns where a picture lies beside the exports: `images/<12 digits of its SHA-256>.jpg` or `.png` */
export const imageFile = (imageId: string, mime: ImageVariant['mime']): string => `images/${imageId.slice(0, 12)}.${EXTENSIONS[mime]}`;

const imageOf = (stored: StoredImage): ManifestImage => {
  const { mime, width, height, bytes } = mainVariant(stored);
  const { candidate, id, original, perceptualHash, thumbhash, fetchedAt } = stored;
  const { provider, title, description } = candidate;
  const file = imageFile(id, mime);
  return { id, file, mime, width, height, bytes, provider, title, description, original, perceptualHash, thumbhash, fetchedAt };
};

const creditOf = ({ id, candidate }: StoredImage, cues: readonly Cue[]): Credit => ({
  imageId: id,
  text: candidate.credit,
  html: candidate.creditHtml,
  author: candidate.author,
  licence: candidate.licence,
  sourceUrl: candidate.pageUrl,
  where: candidate.rights.attribution.where,
  shareAlike: candidate.rights.shareAlike,
  restrictions: candidate.restrictions,
  cues: cues.filter(cue => cue.image.imageId === id).map(cue => cue.id),
});

/** @throws ZodError where the parts contradict each other: a defect of ours, never of the input */
export const buildManifest = (parts: ManifestParts): Manifest => {
  const { softwareVersion, createdAt, project, job, hearing, skippedNames, entities, skippedProviders, timeline } = parts;
  const shown = new Set(timeline.cues.map(cue => cue.image.imageId));
  const byId = new Map(parts.images.filter(image => shown.has(image.id)).map(image => [image.id, image]));
  const images = [...byId.values()];
  return Manifest.parse({
    schemaVersion: 1,
    software: { name: 'cutaway', version: softwareVersion },
    createdAt,
    project,
    job,
    mediaInfo: hearing.mediaInfo,
    transcript: hearing.transcript,
    emphasis: { method: hearing.method, notes: hearing.notes, words: hearing.emphasis },
    entities,
    skippedNames,
    skippedProviders,
    images: images.map(imageOf),
    timeline,
    credits: images.map(image => creditOf(image, timeline.cues)),
  });
};
