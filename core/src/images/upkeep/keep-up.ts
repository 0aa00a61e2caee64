import { LogEvent } from '../../observability/events.ts';
import type { Logger } from '../../observability/logger.ts';
import { finishRemoval, type FinishRemovalDeps } from '../own/remove-own-image.ts';
import { recheckPictures, type RecheckPicturesDeps } from './recheck-pictures.ts';
import { sendUseReports, type SendUseReportsDeps } from './send-use-reports.ts';
import { finishTakedown, type FinishTakedownDeps } from './take-down.ts';

export interface KeepUpDeps extends FinishTakedownDeps, FinishRemovalDeps, SendUseReportsDeps, RecheckPicturesDeps {
  readonly images: FinishTakedownDeps['images'];
  readonly takedowns: FinishTakedownDeps['takedowns'];
  readonly logger: Logger;
}

/** Takedowns, and deletions, in one round; each may concern many projects. */
const MOST_TAKEDOWNS = 20;

const finishTakedowns = async (deps: KeepUpDeps): Promise<number> => {
  const { items } = await deps.takedowns.listUnderWay({ limit: MOST_TAKEDOWNS });
  for (const takedown of items) await finishTakedown(deps, takedown);
  return items.length;
};

const finishRemovals = async (deps: KeepUpDeps): Promise<number> => {
  const { items } = await deps.ownImages.listGoing({ limit: MOST_TAKEDOWNS });
  for (const own of items) await finishRemoval(deps, own);
  return items.length;
};

/** What is owed to others, first what is most urgent: takedowns, deletions, reports of use, a look at pictures in use. */
export const keepUp = async (deps: KeepUpDeps): Promise<void> => {
  const takedowns = await finishTakedowns(deps);
  const removals = await finishRemovals(deps);
  const reports = await sendUseReports(deps);
  const rechecked = await recheckPictures(deps);
  deps.logger.info(LogEvent.swept, { what: 'pictures', takedowns, removals, ...reports, ...rechecked });
};
