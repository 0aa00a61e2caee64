import type { RecogniserRecord } from '../speech/recognise/dynamo-recogniser-record.ts';
import type { Standing } from './readiness.ts';

const NEEDED = 'media without words is refused';

/** Whether media without words can be heard, by what a worker said last. Transcripts and media with words need no recogniser. */
export const recogniserStanding = (record: RecogniserRecord | null): Standing => {
  if (record === null) return { state: 'degraded', detail: 'no worker has run yet; whether media without words is heard is not known' };
  const { state } = record;
  switch (state.state) {
    case 'none':
      return { state: 'degraded', detail: `none; ${NEEDED}` };
    case 'failed':
      return { state: 'degraded', detail: `${state.model} cannot be loaded; ${NEEDED}` };
    case 'found':
      return { state: 'ok', detail: `${state.model}, loaded when it is first needed` };
    case 'loading':
      return { state: 'ok', detail: `${state.model}, being loaded` };
    case 'ready':
      return { state: 'ok', detail: `${state.model}, ready on ${state.device} (${state.dtype})` };
  }
};
