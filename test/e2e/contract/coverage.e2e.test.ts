import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { errorCodesOf } from '../../../core/src/api/openapi.ts';
import { named, routes } from '../support/calls.ts';
import type { Exchange } from '../support/http.ts';

/** Met in `test/functions/http/broken-dependencies.test.ts`, by every route: on a stage the database cannot be taken away. */
const MET_ELSEWHERE = new Set(['INTERNAL', 'UNAVAILABLE']);

/** What no test can bring about at will, with what stands in for it. */
const NOT_AT_WILL = new Map([
  [
    'createProject CONFLICT',
    'two requests with one key have to meet: test/e2e/projects/projects.e2e.test.ts lets them, and takes either answer',
  ],
  ['createJob CONFLICT', 'see createProject'],
  ['addImage CONFLICT', 'it has to meet its deletion, which takes a moment: test/core/images/own/add-own-image.test.ts lets them meet'],
  ['getEntities 307', 'a talk of hours; the same code answers transcript, emphasis and manifest, which are met'],
  ['getTimeline 307', 'see getEntities'],
]);

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
  expect(declared.map(one => `${route.id} ${one}`).filter(one => !met.has(one) && !NOT_AT_WILL.has(one))).toEqual([]);
});
