import type { ProjectView } from '@cutaway/core/api/projects-routes';
import { etagOf } from '@cutaway/core/platform/etag';
import type { VideoProject } from '@cutaway/core/projects/project';
import type * as z from 'zod';

/** A project as callers see it: no keys of ours, no pointers. */
export const projectView = (project: VideoProject): z.input<typeof ProjectView> => ({
  id: project.id,
  name: project.name,
  language: project.language,
  media: project.media === null ? null : { bytes: project.media.bytes, contentType: project.media.contentType, info: project.media.info },
  transcript:
    project.transcript === null
      ? null
      : { source: project.transcript.source, words: project.transcript.words, durationMs: project.transcript.durationMs },
  latestJobId: project.latestJobId,
  hasTimeline: project.results.timeline !== undefined,
  createdAt: project.createdAt,
  updatedAt: project.updatedAt,
  etag: etagOf(project.version),
});
