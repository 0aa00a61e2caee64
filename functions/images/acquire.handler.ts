import { acquireImage } from '@cutaway/core/images/acquire/acquire-image';
import { runPiece, type StageAnswer } from '@cutaway/core/jobs/run-stage';
import { PieceInput } from '@cutaway/core/jobs/stage-message';
import { AcquiredCue, acquireCue } from '@cutaway/core/timeline/acquire-cue';
import { once } from '../http/aws.deps.ts';
import { buildDeps } from './acquire.deps.ts';

const deps = once(buildDeps);

export const handler = async (event: unknown): Promise<StageAnswer> => {
  const { job, piece, index, total } = PieceInput.parse(event);
  const { stage, acquire, policyOf } = await deps();
  return runPiece(stage, job, {
    stage: 'acquire',
    piece,
    share: (index + 1) / total,
    message: `Fetching pictures: ${index + 1} of ${total}.`,
    schema: AcquiredCue,
    work: async run => {
      const policy = await policyOf(run.scope);
      const context = { workspaceId: job.workspaceId, purpose: 'job', policy } as const;
      return acquireCue({ acquire: candidate => acquireImage(candidate, acquire, context), media: stage.media }, run, piece);
    },
  });
};
