import type { StageRun } from '../jobs/stage-run.ts';
import { readJson } from '../platform/json-objects.ts';
import { done, failed, type Outcome } from '../platform/outcome.ts';
import { GivenTranscript } from '../projects/given-transcript.ts';
import type { SaveResultDeps } from '../projects/save-result.ts';
import { analyseText } from './emphasis/analyse-text.ts';
import type { TextPrior } from './emphasis/text-prior.ts';
import type { Hearing } from './emphasis-point.ts';
import { publishHearing } from './publish-hearing.ts';

export interface HearTextDeps extends SaveResultDeps {
  readonly prior: TextPrior;
}

const NO_TIMES = 'Plain text has no times: words are spread at 150 words a minute.';
const NO_VOICE = 'There was no audio: emphasis is what the words let expect, not what was heard.';

/** The text branch: given words, and what can be expected from them alone. */
export const hearText = async (deps: HearTextDeps, run: StageRun): Promise<Outcome<Hearing>> => {
  const project = await deps.projects.get(run.scope, run.ref.projectId);
  if (project.transcript === null) return failed('NO_INPUT', 'The project has no transcript.');
  const given = await readJson(deps.media, project.transcript.key, GivenTranscript);
  if (given === null) return failed('NO_INPUT', 'The transcript is gone. Send it again.');
  const { transcript, notes } = given;
  const emphasis = analyseText({ words: transcript.words, sensitivity: run.job.settings.sensitivity, prior: deps.prior });
  const hearing: Hearing = {
    schemaVersion: 1,
    method: 'text',
    transcript,
    mediaInfo: null,
    emphasis,
    notes: [NO_VOICE, ...(transcript.source === 'text' ? [NO_TIMES] : []), ...notes],
  };
  await publishHearing(deps, run, hearing);
  return done(hearing);
};
