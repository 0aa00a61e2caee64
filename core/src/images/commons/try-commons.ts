import * as z from 'zod';
import type { CallContext } from '../../platform/call-gate.ts';
import { createActionApi } from '../../platform/provider-http/wikimedia-action-api.ts';
import { createWikimediaHttp } from '../../platform/provider-http/wikimedia-client.ts';
import { connection, type ConnectionDeps } from '../keyed-clients.ts';
import { trialOf, type KeyTrial } from '../keys/try-key.ts';

/** One file is asked for: Commons knows no keys, only the operator's contact, which it may refuse. */
export const tryCommons = async (deps: ConnectionDeps, call: Omit<CallContext, 'purpose'>): Promise<KeyTrial> => {
  const commons = createActionApi(createWikimediaHttp(connection(deps)), deps.config.commonsApiUrl);
  const outcome = await commons.query({ titles: 'File:Example.jpg', prop: 'info' }, z.unknown(), { ...call, purpose: 'interactive' });
  return outcome.outcome === 'done' ? { verdict: 'accepted', limit: null, remaining: null } : trialOf(outcome);
};
