import type { ModelName, ModelRecord } from '../platform/models/dynamo-model-record.ts';
import type { Standing } from './readiness.ts';

/** What becomes of work without the model. */
const WITHOUT: Readonly<Record<ModelName, string>> = {
  // Transcripts and media with words need no recogniser.
  recogniser: 'media without words is refused',
  'image-model': 'pictures are ordered by what is said of them',
};

/** How a model of the worker stands, by what a worker said last. */
export const modelStanding = (name: ModelName, record: ModelRecord | null): Standing => {
  if (record === null) return { state: 'degraded', detail: `not known, as no worker has run yet; without it ${WITHOUT[name]}` };
  const { state } = record;
  switch (state.state) {
    case 'none':
      return { state: 'degraded', detail: `none; ${WITHOUT[name]}` };
    case 'failed':
      return { state: 'degraded', detail: `${state.model} cannot be loaded; ${WITHOUT[name]}` };
    case 'found':
      return { state: 'ok', detail: `${state.model}, loaded when it is first needed` };
    case 'loading':
      return { state: 'ok', detail: `${state.model}, being loaded` };
    case 'ready':
      return { state: 'ok', detail: `${state.model}, ready on ${state.device} (${state.dtype})` };
  }
};
