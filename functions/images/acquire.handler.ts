import { acquireImage } from '@cutaway/core/images/acquire/acquire-image';
import { acquireChosen } from '@cutaway/core/images/own/acquire-own-image';
import { runBatch } from '@cutaway/core/jobs/run-batch';
import { BatchInput } from '@cutaway/core/jobs/stage-message';
import type { StageAnswer } from '@cutaway/core/jobs/stage-run';
import { AcquiredCue, acquireCue, composedRun, type AcquireCueDeps } from '@cutaway/core/timeline/acquire-cue';
import { once } from '../http/aws.deps.ts';
import { buildDeps } from './acquire.deps.ts';

const deps = once(buildDeps);

export const handler = async (event: unknown): Promise<StageAnswer> => {
  const batch = BatchInput.parse(event);
  const { stage, acquire, ownImages, policyOf } = await deps();
  return runBatch(stage, batch, {
    stage: 'acquire',
    message: 'Fetching pictures.',
    schema: AcquiredCue,
    prepare: async run => ({ ...(await composedRun(run)), policy: await policyOf(run.scope) }),
    pieces: ({ timeline }) => timeline.cues.map(cue => cue.id),
    work: ({ policy, ...composed }, run, cueId) => {
      const context = { workspaceId: run.scope.workspaceId, purpose: 'job', policy } as const;
      const bring: AcquireCueDeps['acquire'] = (candidate, { scope }) =>
        acquireChosen(candidate, { ownImages, fetch: () => acquireImage(candidate, acquire, context) }, { scope, policy });
      return acquireCue({ acquire: bring, media: stage.media }, run, composed, cueId);
    },
  });
};
