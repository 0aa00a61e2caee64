import { keepUp } from '@cutaway/core/images/upkeep/keep-up';
import { once } from '../http/aws.deps.ts';
import { buildDeps } from './upkeep.deps.ts';

const deps = once(buildDeps);

export const handler = async (): Promise<void> => {
  await keepUp(await deps());
};
