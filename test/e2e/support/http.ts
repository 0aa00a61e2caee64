import { appendFileSync } from 'node:fs';
import { CONTRACT } from '../../../core/src/api/contract.ts';
import { errorCodesOf } from '../../../core/src/api/openapi.ts';
import { Problem } from '../../../core/src/api/problem.ts';
import type { Route } from '../../../core/src/api/route.ts';
import { CATALOGUE, isErrorCode } from '../../../core/src/errors/catalogue.ts';
import { STAGE } from './stage.ts';

/** One call and its answer, for the check that every declared status was met. */
export interface Exchange {
  readonly route: string;
  readonly status: number;
  /** Of an error answer. */
  readonly code?: string;
}

const matcher = (route: Route): RegExp => new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, '[^/]+').replaceAll('.', '\\.')}$`);
const ROUTES = CONTRACT.map(route => ({ route, matches: matcher(route) }));

/** @returns the route of the contract that a call is for, or null */
const routeOf = (method: string, path: string): Route | null =>
  ROUTES.find(({ route, matches }) => route.method === method && matches.test(path))?.route ?? null;

const note = (exchange: Exchange): void => {
  const record = process.env.CUTAWAY_E2E_RECORD;
  if (record !== undefined) appendFileSync(record, `${JSON.stringify(exchange)}\n`);
};

const checkProblem = async (where: string, answer: Response, route: Route | null, method: string): Promise<string | undefined> => {
  if (method === 'HEAD') return undefined;
  const type = answer.headers.get('content-type');
  if (type !== 'application/problem+json') throw new Error(`${where}: ${answer.status} as ${type}: ${await answer.clone().text()}`);
  const problem = Problem.strict().parse(await answer.clone().json());
  if (!isErrorCode(problem.code)) throw new Error(`${where}: the code ${problem.code} is in no catalogue`);
  if (problem.status !== answer.status || CATALOGUE[problem.code].status !== answer.status)
    throw new Error(`${where}: ${problem.code} was answered with ${answer.status}`);
  if (route !== null && !errorCodesOf(route).includes(problem.code)) throw new Error(`${where}: does not declare ${problem.code}`);
  return problem.code;
};

const checkSuccess = async (where: string, answer: Response, route: Route): Promise<void> => {
  const isRedirect = route.mayRedirect === true && answer.status === 307;
  if (answer.status !== route.status && !isRedirect) throw new Error(`${where}: does not declare ${answer.status}`);
  if (isRedirect || route.output === undefined) return;
  const type = route.outputType ?? 'application/json';
  if (answer.headers.get('content-type') !== type) throw new Error(`${where}: ${answer.headers.get('content-type')} instead of ${type}`);
  route.output.parse(route.outputType === undefined ? await answer.clone().json() : await answer.clone().text());
};

/**
 * As `fetch`, for calls to the stage's API: every answer has to be one that the contract declares, errors in the one
 * documented form. Redirects are answers, not followed.
 */
export const contractFetch: typeof fetch = async (input, init) => {
  const request = new Request(input, { ...init, redirect: 'manual' });
  const { method } = request;
  const path = new URL(request.url).pathname.slice(new URL(STAGE.apiUrl).pathname.length);
  const route = routeOf(method, path);
  const answer = await fetch(request);
  const where = `${method} ${path}`;
  const code = answer.status >= 400 ? await checkProblem(where, answer, route, method) : undefined;
  if (code === undefined && route !== null) await checkSuccess(where, answer, route);
  if (route !== null) note({ route: route.id, status: answer.status, ...(code !== undefined && { code }) });
  return answer;
};

export interface RawCall {
  readonly method?: string;
  /** Access token or API key. */
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

/** A call as no client of ours would make it. @param path from `/v1` */
export const raw = (path: string, { method = 'GET', token, headers = {}, body }: RawCall = {}): Promise<Response> =>
  contractFetch(`${STAGE.apiUrl}${path}`, {
    method,
    headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...headers },
    ...(body !== undefined && { body }),
  });

/** @returns the problem of an error answer */
export const problemOf = async (answer: Response): Promise<Problem> => Problem.parse(await answer.json());
