import { DynamoAccountStore } from '@cutaway/core/accounts/dynamo-account-store';
import { policyOf } from '@cutaway/core/images/rights/policy-of';
import { Search } from '@cutaway/core/images/image-candidate';
import { searchEntity } from '@cutaway/core/images/search-entity';
import { runPiece, type StageAnswer } from '@cutaway/core/jobs/run-stage';
import { PieceInput } from '@cutaway/core/jobs/stage-message';
import { once } from '../http/aws.deps.ts';
import { stageDeps } from '../jobs/stage.deps.ts';
import { buildProviders } from './providers.deps.ts';
import { readEnv } from './search.env.ts';

const deps = once(() => {
  const env = readEnv();
  const { providers, knowledgeBase, settings } = buildProviders(env);
  const { stage, store } = stageDeps(env);
  return { ...stage, providers, knowledgeBase, policyOf: policyOf(new DynamoAccountStore(store), settings.policy) };
});

export const handler = async (event: unknown): Promise<StageAnswer> => {
  const { job, piece, index, total } = PieceInput.parse(event);
  const made = await deps();
  return runPiece(made, job, {
    stage: 'search',
    piece,
    share: (index + 1) / total,
    message: `Looking for pictures: ${index + 1} of ${total}.`,
    schema: Search,
    work: run => searchEntity(made, run, piece),
  });
};
