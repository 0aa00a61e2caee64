import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { errorCodesOf } from '../../../core/src/api/openapi.ts';
import { named, routes } from '../support/calls.ts';
import type { Exchange } from '../support/http.ts';

/** Met in `test/functions/http/broken-dependencies.test.ts`, by every route: on a stage the database cannot be taken away. */
const MET_ELSEWHERE = new Set(['INTERNAL', 'UNAVAILABLE']);

const record = process.env.CUTAWAY_E2E_RECORD;
const met = new Set(
  record === undefined
    ? []
    : readFileSync(record, 'utf8')
        .split('\n')
        .filter(line => line !== '')
        .map(line => JSON.parse(line) as Exchange)
        .map(({ route, status, code }) => `${route} ${code ?? status}`),
);

// The runner puts this file last, and leaves it out where not all others went before it.
it.each(named(routes()))('%s has answered everything it declares', (_, route) => {
  const declared = [
    String(route.status),
    ...(route.mayRedirect === true ? ['307'] : []),
    ...errorCodesOf(route).filter(code => !MET_ELSEWHERE.has(code)),
  ];
  expect(declared.filter(one => !met.has(`${route.id} ${one}`))).toEqual([]);
});
