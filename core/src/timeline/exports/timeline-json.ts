import * as z from 'zod';
import { RefusedImage } from '../../images/image-candidate.ts';
import { AppError } from '../../errors/app-error.ts';
import { ManifestImage, type Manifest } from '../manifest.ts';
import { Cue, CueImage } from '../timeline.ts';
import type { ExportResult } from './export-result.ts';

/** One picture as tools read it. */
const TimelineDocumentCue = z.object({
  ...Cue.pick({ id: true, fromWord: true, toWord: true, text: true, startMs: true, durationMs: true, entity: true }).shape,
  image: z.object({
    file: ManifestImage.shape.file,
    ...CueImage.pick({ width: true, height: true, provider: true, sourceUrl: true }).shape,
  }),
  licence: Cue.shape.licence,
  credit: z.string().min(1),
  why: Cue.shape.why,
  rejected: z.array(RefusedImage),
});

/** `timeline.json`: which picture on which word, by start. */
export const TimelineDocument = z.object({
  /** Of the timeline; every edit raises it. */
  version: z.int().positive(),
  durationMs: z.int().nonnegative(),
  cues: z.array(TimelineDocumentCue),
});
export type TimelineDocument = z.infer<typeof TimelineDocument>;

const documentCue = (cue: Cue, images: ReadonlyMap<string | null, ManifestImage>): TimelineDocument['cues'][number] => {
  const image = images.get(cue.image.imageId);
  if (!image) throw new AppError('INTERNAL', { internal: `${cue.id} shows a picture that is not in the manifest` });
  const { id, fromWord, toWord, text, startMs, durationMs, entity, licence, credit, why, rejected } = cue;
  const { file, width, height, provider } = image;
  const shown = { file, width, height, provider, sourceUrl: cue.image.sourceUrl };
  return { id, fromWord, toWord, text, startMs, durationMs, entity, image: shown, licence, credit, why, rejected };
};

/** @returns the document for tools, as an object */
const timelineDocument = ({ timeline, images }: Manifest): TimelineDocument => {
  const byId = new Map(images.map(image => [image.id, image]));
  return {
    version: timeline.version,
    durationMs: timeline.durationMs,
    cues: timeline.cues.toSorted((a, b) => a.startMs - b.startMs).map(cue => documentCue(cue, byId)),
  };
};

export const exportTimelineJson = (manifest: Manifest): ExportResult => ({
  files: [
    {
      name: 'timeline.json',
      mime: 'application/json; charset=utf-8',
      body: `${JSON.stringify(timelineDocument(manifest), null, 2)}\n`,
    },
  ],
  notCarried: ['Placement, transition, scores, emphasis and entities: the manifest has them.'],
});
