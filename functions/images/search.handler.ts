import { DynamoAccountStore } from '@cutaway/core/accounts/dynamo-account-store';
import { Links } from '@cutaway/core/entities/entity';
import { searchedEntities } from '@cutaway/core/entities/know-entities';
import { DynamoGlossaryStore } from '@cutaway/core/entities/dynamo-glossary-store';
import { DynamoOwnImageStore } from '@cutaway/core/images/dynamo-own-image-store';
import { DynamoTakedownStore } from '@cutaway/core/images/dynamo-takedown-store';
import { Search } from '@cutaway/core/images/image-candidate';
import { policyOf } from '@cutaway/core/images/rights/policy-of';
import { prepareSearches, searchEntity } from '@cutaway/core/images/search-entity';
import { runBatch } from '@cutaway/core/jobs/run-batch';
import { BatchInput } from '@cutaway/core/jobs/stage-message';
import type { StageAnswer } from '@cutaway/core/jobs/stage-run';
import { once } from '../http/aws.deps.ts';
import { stageDeps } from '../jobs/stage.deps.ts';
import { buildProviders } from './providers.deps.ts';
import { readEnv } from './search.env.ts';

const deps = once(() => {
  const env = readEnv();
  const { providers, settings } = buildProviders(env);
  const { stage, store } = stageDeps(env);
  return {
    ...stage,
    providers,
    policyOf: policyOf(new DynamoAccountStore(store), settings.policy),
    takedowns: new DynamoTakedownStore(store),
    glossary: new DynamoGlossaryStore(store),
    ownImages: new DynamoOwnImageStore(store),
  };
});

export const handler = async (event: unknown): Promise<StageAnswer> => {
  const batch = BatchInput.parse(event);
  const made = await deps();
  return runBatch(made, batch, {
    stage: 'search',
    message: 'Looking for pictures.',
    schema: Search,
    prepare: async run => ({ ...(await run.read('link', Links)), policy: await made.policyOf(run.scope) }),
    begin: (searching, run, entityIds) => prepareSearches(made, run, searching, entityIds),
    pieces: (links, run) => searchedEntities(links, run.job.settings),
    work: (searching, run, entityId) => searchEntity(made, run, searching, entityId),
  });
};
