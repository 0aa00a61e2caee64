import { Links } from '../entities/entity.ts';
import { orientationOf } from '../timeline/placement-presets.ts';
import type { StageRun } from '../jobs/run-stage.ts';
import { failed, type Outcome } from '../platform/outcome.ts';
import type { Search } from './image-candidate.ts';
import type { ImageProvider } from './image-provider.ts';
import type { RightsPolicy } from './rights-record.ts';
import { searchImages } from './search-images.ts';

export interface SearchEntityDeps {
  readonly providers: readonly ImageProvider[];
  readonly policy: RightsPolicy;
}

/** Candidates kept of one entity: enough for several mentions and a runner-up each. */
const LIMIT = 12;

/** Candidates for one entity of the run. */
export const searchEntity = async ({ providers, policy }: SearchEntityDeps, run: StageRun, entityId: string): Promise<Outcome<Search>> => {
  const { entities } = await run.read('link', Links);
  const entity = entities.find(({ id }) => id === entityId);
  if (entity === undefined) return failed('INTERNAL', `The run has no entity ${entityId}.`);
  const { workspaceId } = run.scope;
  return searchImages({
    entity,
    providers,
    policy,
    orientation: orientationOf(run.job.settings.preset),
    limit: LIMIT,
    call: { workspaceId, purpose: 'job' },
    patientUntil: new Date(run.patientUntilMs).toISOString(),
  });
};
