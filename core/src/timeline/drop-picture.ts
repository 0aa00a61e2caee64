import { OwnerScope } from '../accounts/owner-scope.ts';
import type { Clock } from '../platform/clock.ts';
import { sha256Hex } from '../platform/digest.ts';
import { NotFoundError } from '../platform/dynamo/store-errors.ts';
import { readJson } from '../platform/json-objects.ts';
import { mediaKeys } from '../platform/object-keys.ts';
import type { ObjectStore, WrittenObject } from '../platform/object-store.ts';
import { whileRacing } from '../platform/optimistic-change.ts';
import type { ProjectStore } from '../projects/project-store.ts';
import type { VideoProject } from '../projects/project.ts';
import { Manifest } from './manifest.ts';
import type { TimelineStore } from './timeline-store.ts';
import { Timeline } from './timeline.ts';
import { withoutPictures } from './without-pictures.ts';

export interface DropPictureDeps {
  readonly projects: ProjectStore;
  readonly timelines: TimelineStore;
  /** The media bucket. */
  readonly media: ObjectStore;
  readonly clock: Clock;
}

export interface ProjectRef {
  readonly workspaceId: string;
  readonly projectId: string;
}

/** Named for what it holds: written twice it is one object. */
const writeEdited = (deps: DropPictureDeps, ref: ProjectRef, document: unknown): Promise<WrittenObject> => {
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  return deps.media.put(mediaKeys.edited(ref, sha256Hex(bytes)), bytes, { contentType: 'application/json' });
};

const dropFromTimeline = (deps: DropPictureDeps, scope: OwnerScope, ref: ProjectRef, imageId: string): Promise<number> =>
  whileRacing(async () => {
    const head = await deps.timelines.find(scope, ref.projectId);
    const timeline = head === null ? null : await readJson(deps.media, head.body.key, Timeline);
    if (head === null || timeline === null) return 0;
    const left = withoutPictures(timeline, new Set([imageId]));
    if (left === timeline) return 0;
    const next = { ...left, version: head.version + 1 };
    const body = await writeEdited(deps, ref, next);
    const summary = { ...head.summary, cues: next.cues.length, note: next.note?.slice(0, 1_000) ?? null };
    const updatedAt = new Date(deps.clock()).toISOString();
    await deps.timelines.edit(scope, { ...head, version: next.version, body, summary, updatedAt });
    return timeline.cues.length - next.cues.length;
  });

const manifestWithout = (manifest: Manifest, imageId: string): Manifest => {
  const timeline = withoutPictures(manifest.timeline, new Set([imageId]));
  const images = manifest.images.filter(image => image.id !== imageId);
  const credits = manifest.credits.filter(credit => credit.imageId !== imageId);
  return { ...manifest, timeline, images, credits };
};

/** The documents that runs published: what is read, and what exports are made from. */
const dropFromResults = async (deps: DropPictureDeps, scope: OwnerScope, ref: ProjectRef, imageId: string): Promise<void> => {
  const edits = {
    timeline: async (key: string) => {
      const document = await readJson(deps.media, key, Timeline);
      const edited = document === null ? null : withoutPictures(document, new Set([imageId]));
      return edited === document ? null : edited;
    },
    manifest: async (key: string) => {
      const document = await readJson(deps.media, key, Manifest);
      return document?.images.some(image => image.id === imageId) === true ? manifestWithout(document, imageId) : null;
    },
  };
  for (const kind of ['timeline', 'manifest'] as const) {
    await whileRacing(async () => {
      const before = (await deps.projects.get(scope, ref.projectId)).results[kind];
      const edited = before === undefined ? null : await edits[kind](before.key);
      if (before === undefined || edited === null) return;
      const written = await writeEdited(deps, ref, edited);
      await deps.projects.replaceResult(scope, ref.projectId, kind, before, { ...before, ...written });
    });
  }
};

/** Exports may hold the picture itself; they are made anew when they are asked for. */
const removeExports = async ({ media }: DropPictureDeps, ref: ProjectRef): Promise<void> => {
  for await (const { key } of media.list(mediaKeys.exports(ref))) await media.purge(key);
};

const projectOrNull = async (deps: DropPictureDeps, scope: OwnerScope, projectId: string): Promise<VideoProject | null> => {
  try {
    return await deps.projects.get(scope, projectId);
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
};

/**
 * Takes a picture out of a project: its timeline, the documents made of it, and every export. Done twice it changes nothing
 * more. Pictures of other cues stay where they are.
 * @returns how many cues of the timeline showed it
 */
export const dropPicture = async (deps: DropPictureDeps, ref: ProjectRef, imageId: string): Promise<number> => {
  const scope = OwnerScope.fromMessage({ workspaceId: ref.workspaceId, principalId: 'takedown', role: 'admin' });
  if ((await projectOrNull(deps, scope, ref.projectId)) === null) return 0;
  const cues = await dropFromTimeline(deps, scope, ref, imageId);
  await dropFromResults(deps, scope, ref, imageId);
  await removeExports(deps, ref);
  return cues;
};
