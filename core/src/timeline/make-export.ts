import * as z from 'zod';
import type { OwnerScope } from '../accounts/owner-scope.ts';
import { AppError } from '../errors/app-error.ts';
import { isOwn } from '../images/own-image.ts';
import { sha256Hex } from '../platform/digest.ts';
import { readJson, writeJson } from '../platform/json-objects.ts';
import { catalogueKeys, mediaKeys } from '../platform/object-keys.ts';
import type { ObjectStore } from '../platform/object-store.ts';
import type { PresignedReads } from '../platform/presigned-reads.ts';
import type { ProjectStore } from '../projects/project-store.ts';
import { exportCredits } from './exports/credits.ts';
import type { ExportFile, ExportResult } from './exports/export-result.ts';
import { exportSrt } from './exports/srt.ts';
import type { PictureBytes } from './exports/storyboard/embedded-pictures.ts';
import { exportStoryboard } from './exports/storyboard/storyboard.ts';
import { exportTimelineJson } from './exports/timeline-json.ts';
import { Manifest, type ManifestImage } from './manifest.ts';

export type ExportFormat = 'json' | 'srt' | 'credits' | 'storyboard';

export interface MakeExportDeps {
  readonly projects: ProjectStore;
  readonly media: ObjectStore;
  readonly mediaReads: PresignedReads;
  readonly catalogue: ObjectStore;
}

/** What was made, kept beside the file. */
const ExportRecord = z.object({
  schemaVersion: z.literal(1),
  id: z.string(),
  format: z.enum(['json', 'srt', 'credits', 'storyboard']),
  fileName: z.string(),
  contentType: z.string(),
  bytes: z.int().nonnegative(),
  notCarried: z.array(z.string()),
});
export type ExportView = z.infer<typeof ExportRecord> & { readonly state: 'ready'; readonly url: string };

/** Thumbnails are small, but there may be hundreds. */
const AT_ONCE = 16;

const thumbnailOf = ({ media, catalogue }: MakeExportDeps, scope: OwnerScope, image: ManifestImage): Promise<Uint8Array | null> => {
  const extension = image.mime === 'image/png' ? 'png' : 'jpg';
  return isOwn(image)
    ? media.get(mediaKeys.ownImage(scope, image.id, 'thumb', extension))
    : catalogue.get(catalogueKeys.variant(image.id, 'thumb', extension));
};

const thumbnails = async (deps: MakeExportDeps, scope: OwnerScope, manifest: Manifest): Promise<ReadonlyMap<string, PictureBytes>> => {
  const found = new Map<string, PictureBytes>();
  for (let from = 0; from < manifest.images.length; from += AT_ONCE) {
    const some = manifest.images.slice(from, from + AT_ONCE);
    const bytes = await Promise.all(some.map(image => thumbnailOf(deps, scope, image)));
    some.forEach((image, index) => {
      const body = bytes[index];
      if (body !== null && body !== undefined) found.set(image.id, { mime: image.mime, base64: Buffer.from(body).toString('base64') });
    });
  }
  return found;
};

/** Only the storyboard reads pictures. */
const renderExport = async (deps: MakeExportDeps, scope: OwnerScope, manifest: Manifest, format: ExportFormat): Promise<ExportResult> => {
  switch (format) {
    case 'json':
      return exportTimelineJson(manifest);
    case 'srt':
      return exportSrt(manifest);
    case 'credits':
      return exportCredits(manifest);
    case 'storyboard': {
      const pictures = await thumbnails(deps, scope, manifest);
      return exportStoryboard(manifest, imageId => pictures.get(imageId) ?? null);
    }
  }
};

const mainFile = ({ files }: ExportResult): ExportFile => {
  const [file] = files;
  if (file === undefined) throw new Error('an export without a file');
  return file;
};

const recordKey = (scope: OwnerScope, projectId: string, exportId: string): string =>
  mediaKeys.export({ workspaceId: scope.workspaceId, projectId }, exportId, 'export.json');

const viewOf = async (
  deps: MakeExportDeps,
  scope: OwnerScope,
  projectId: string,
  record: z.infer<typeof ExportRecord>,
): Promise<ExportView> => ({
  ...record,
  state: 'ready',
  url: await deps.mediaReads.url(mediaKeys.export({ workspaceId: scope.workspaceId, projectId }, record.id, record.fileName), {
    fileName: record.fileName,
  }),
});

/**
 * Makes a file from the project's manifest. Its id is made from manifest and format, so asking again gives the same export.
 * @throws AppError NOT_FOUND before there is a manifest
 */
export const makeExport = async (deps: MakeExportDeps, scope: OwnerScope, projectId: string, format: ExportFormat): Promise<ExportView> => {
  const project = await deps.projects.get(scope, projectId);
  const pointer = project.results.manifest;
  if (pointer === undefined) throw new AppError('NOT_FOUND', { detail: 'The project has no published timeline yet.' });
  const id = `exp_${sha256Hex(`${pointer.sha256}|${format}`).slice(0, 24)}`;
  const existing = await readJson(deps.media, recordKey(scope, projectId, id), ExportRecord);
  if (existing !== null) return viewOf(deps, scope, projectId, existing);
  const manifest = await readJson(deps.media, pointer.key, Manifest);
  if (manifest === null) throw new AppError('NOT_FOUND', { internal: `object ${pointer.key}` });
  const result = await renderExport(deps, scope, manifest, format);
  const file = mainFile(result);
  const written = await deps.media.put(
    mediaKeys.export({ workspaceId: scope.workspaceId, projectId }, id, file.name),
    new TextEncoder().encode(file.body),
    { contentType: file.mime },
  );
  const record = {
    schemaVersion: 1 as const,
    id,
    format,
    fileName: file.name,
    contentType: file.mime,
    bytes: written.bytes,
    notCarried: [...result.notCarried],
  };
  await writeJson(deps.media, recordKey(scope, projectId, id), record);
  return viewOf(deps, scope, projectId, record);
};

/** @throws AppError NOT_FOUND for an export that was never made, or of another project */
export const readExport = async (deps: MakeExportDeps, scope: OwnerScope, projectId: string, exportId: string): Promise<ExportView> => {
  await deps.projects.get(scope, projectId);
  const record = await readJson(deps.media, recordKey(scope, projectId, exportId), ExportRecord);
  if (record === null) throw new AppError('NOT_FOUND');
  return viewOf(deps, scope, projectId, record);
};
