import type { JobRef, Stage } from '../jobs/stage-message.ts';

/** Where the pictures of a workspace's own lie. */
const imagesPrefix = ({ workspaceId }: { readonly workspaceId: string }): string => `workspaces/${workspaceId}/images`;

/** Where everything private of a project lies; its prefix is the unit of deletion. */
const projectPrefix = (ref: { readonly workspaceId: string; readonly projectId: string }): string =>
  `workspaces/${ref.workspaceId}/projects/${ref.projectId}`;

const runPrefix = (job: JobRef): string => `${projectPrefix(job)}/jobs/${job.jobId}/runs/${job.run}`;

/** Keys of the media bucket. Each is made of ids of ours only: nothing a user typed reaches a key. */
export const mediaKeys = {
  upload: (ref: { readonly workspaceId: string; readonly projectId: string }, uploadId: string): string =>
    `${projectPrefix(ref)}/media/${uploadId}`,
  /** @param sha256 of its bytes, so that a transcript that was replaced is another object */
  transcript: (ref: { readonly workspaceId: string; readonly projectId: string }, sha256: string): string =>
    `${projectPrefix(ref)}/transcripts/${sha256}.json`,
  /** The result of a stage of one run. */
  result: (job: JobRef, stage: Stage): string => `${runPrefix(job)}/${stage}.json`,
  /** The result of one piece of a stage of many pieces. */
  piece: (job: JobRef, stage: Stage, piece: string): string => `${runPrefix(job)}/${stage}/${piece}.json`,
  published: (job: JobRef, name: string): string => `${runPrefix(job)}/published/${name}`,
  /** A document that was changed after it was published. @param sha256 of its bytes */
  edited: (ref: { readonly workspaceId: string; readonly projectId: string }, sha256: string): string =>
    `${projectPrefix(ref)}/edits/${sha256}.json`,
  /** Where all exports of a project lie. */
  exports: (ref: { readonly workspaceId: string; readonly projectId: string }): string => `${projectPrefix(ref)}/exports/`,
  export: (ref: { readonly workspaceId: string; readonly projectId: string }, exportId: string, fileName: string): string =>
    `${projectPrefix(ref)}/exports/${exportId}/${fileName}`,
  /** A picture on its way in. @param sha256 of its bytes as they were announced: sent again, it is the same object */
  ownUpload: (ref: { readonly workspaceId: string }, sha256: string): string => `${imagesPrefix(ref)}/uploads/${sha256}`,
  /** A file of a picture of the workspace's own. */
  ownImage: (ref: { readonly workspaceId: string }, imageId: string, variant: string, extension: 'jpg' | 'png'): string =>
    `${imagesPrefix(ref)}/${imageId}/${variant}.${extension}`,
};

/** Keys of the catalogue bucket: operator-wide, only licensed third-party pictures. */
export const catalogueKeys = {
  variant: (sha256: string, variant: string, extension: 'jpg' | 'png'): string => `catalogue/images/${sha256}/${variant}.${extension}`,
  /** Where all pictures lie whose ids begin so. */
  shard: (digit: string): string => `catalogue/images/${digit}`,
  /** @returns id of the picture that a file belongs to, or null */
  imageOf: (key: string): string | null => /^catalogue\/images\/([0-9a-f]{64})\//.exec(key)?.[1] ?? null,
};
