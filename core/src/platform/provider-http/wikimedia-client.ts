import { createProviderHttp, type ProviderHttp, type ProviderHttpOptions } from './provider-http.ts';
import { createWikimediaJudge } from './wikimedia-judge.ts';

/** Calls in flight to all Wikimedia hosts together, from https://www.mediawiki.org/wiki/Wikimedia_APIs/Rate_limits. */
const PARALLEL = 3;

/** The one client of the account `wikimedia`: Commons, Wikidata and Wikipedia share its budget and its parallelism. */
export const createWikimediaHttp = (
  options: Pick<ProviderHttpOptions, 'gate' | 'fetch' | 'clock' | 'userAgent' | 'limits'>,
): ProviderHttp =>
  createProviderHttp({
    ...options,
    account: 'wikimedia',
    name: 'Wikimedia',
    judge: createWikimediaJudge(),
    limits: { ...options.limits, parallel: PARALLEL },
  });
