import * as z from 'zod';
import { EnrichedEntity, Plan } from '../entities/entity.ts';
import { Search } from '../images/image-candidate.ts';
import { Licence, ProviderId, Restriction } from '../images/rights-record.ts';
import { StoredImage } from '../images/stored-image.ts';
import { JobReason } from '../jobs/job.ts';
import { JobSettings } from '../jobs/job-settings.ts';
import { JobRef } from '../jobs/stage-message.ts';
import { PlainText } from '../platform/plain-text.ts';
import { EmphasisPoint, Hearing } from '../speech/emphasis-point.ts';
import { MediaInfo } from '../speech/media-info.ts';
import { Transcript } from '../speech/transcript.ts';
import { Timeline } from './timeline.ts';

/** A picture of the timeline as it lies beside the exports. */
export const ManifestImage = z.object({
  /** SHA-256 of the bytes as they were downloaded. */
  id: StoredImage.shape.id,
  /** `images/<12 digits of the id>.jpg` or `.png`, relative to the exports. */
  file: z.string().regex(/^images\/[0-9a-f]{12}\.(jpg|png)$/),
  mime: z.enum(['image/jpeg', 'image/png']),
  /** Of the file, which may be smaller than the original. */
  width: z.int().positive(),
  height: z.int().positive(),
  bytes: z.int().positive(),
  provider: ProviderId,
  title: PlainText,
  description: PlainText,
  original: StoredImage.shape.original,
  perceptualHash: StoredImage.shape.perceptualHash,
  thumbhash: StoredImage.shape.thumbhash,
  fetchedAt: StoredImage.shape.fetchedAt,
});
export type ManifestImage = z.infer<typeof ManifestImage>;

/** What has to be said about a picture wherever the film is shown, and what may be done with it. */
export const Credit = z.object({
  imageId: StoredImage.shape.id,
  /** One line of plain text, exactly as provider and licence want it. */
  text: PlainText,
  /** The same with links; safe HTML. */
  html: z.string().min(1),
  /** Null where the source names none. */
  author: z.object({ name: PlainText, url: z.url().nullable() }).nullable(),
  licence: Licence,
  /** The page a person would open. */
  sourceUrl: z.url(),
  /** Where the credit has to stand. */
  where: z.enum(['on-display', 'with-the-work', 'anywhere']),
  /** Whether what is made with the picture has to carry the same licence. */
  shareAlike: z.boolean(),
  restrictions: z.array(Restriction),
  /** Cues that show it. */
  cues: z.array(z.string()).min(1),
});
export type Credit = z.infer<typeof Credit>;

const Parts = z.object({
  schemaVersion: z.literal(1),
  software: z.object({ name: z.literal('cutaway'), version: z.string().min(1) }),
  createdAt: z.iso.datetime(),
  project: z.object({ id: JobRef.shape.projectId, name: PlainText }),
  job: z.object({
    id: JobRef.shape.jobId,
    run: JobRef.shape.run,
    settings: JobSettings,
    outcome: z.enum(['completed', 'partial']),
    /** What the run had to go on without. */
    reasons: z.array(JobReason),
  }),
  mediaInfo: MediaInfo.nullable(),
  transcript: Transcript,
  /** How emphasis was measured, what was weaker than it could have been, and an entry for each word in order. */
  emphasis: z.object({ method: Hearing.shape.method, notes: Hearing.shape.notes, words: z.array(EmphasisPoint) }),
  /** What is talked about, identified or not. */
  entities: z.array(EnrichedEntity),
  /** What was seen in the words and left out, with the reason. */
  skippedNames: Plan.shape.skipped,
  skippedProviders: Search.shape.skippedProviders,
  images: z.array(ManifestImage),
  timeline: Timeline,
  credits: z.array(Credit),
});

const missing = (known: readonly string[], asked: readonly string[]): string[] => {
  const set = new Set(known);
  return [...new Set(asked)].filter(id => !set.has(id));
};

/** What one part says of another. @returns a sentence for each contradiction */
const contradictions = (manifest: z.infer<typeof Parts>): string[] => {
  const { transcript, emphasis, timeline, images, credits, entities } = manifest;
  const words = transcript.words.map(word => word.id);
  const shown = timeline.cues.flatMap(cue => cue.image.imageId ?? []);
  return [
    ...missing(
      words,
      timeline.cues.flatMap(cue => [cue.fromWord, cue.toWord]),
    ).map(id => `a cue stands on ${id}, which is no word`),
    ...missing(
      words,
      emphasis.words.map(point => point.wordId),
    ).map(id => `emphasis is given for ${id}, which is no word`),
    ...missing(
      entities.map(entity => entity.id),
      timeline.cues.map(cue => cue.entityId),
    ).map(id => `a cue shows ${id}, which is no entity`),
    ...timeline.cues.filter(cue => cue.image.imageId === null).map(cue => `${cue.id} has no stored picture`),
    ...missing(
      images.map(image => image.id),
      shown,
    ).map(id => `a cue shows ${id}, which is no image`),
    ...missing(
      credits.map(credit => credit.imageId),
      images.map(image => image.id),
    ).map(id => `${id} has no credit`),
    ...(new Set(images.map(image => image.file)).size < images.length ? ['two images have one file name'] : []),
  ];
};

/** Everything a run found, in one document with a published JSON Schema; every export is made from it. */
export const Manifest = Parts.superRefine((manifest, context) => {
  for (const message of contradictions(manifest)) context.addIssue({ code: 'custom', message });
});
export type Manifest = z.infer<typeof Manifest>;
