import type * as z from 'zod';
import type { Role } from '../accounts/owner-scope.ts';
import type { ErrorCode } from '../errors/catalogue.ts';

export type Area = 'accounts' | 'projects' | 'jobs' | 'entities' | 'timeline' | 'images' | 'operations';

export type Shape = z.ZodObject;
export type Body = z.ZodType;

/** One endpoint: what it takes, what it gives, who may call it. Handlers, OpenAPI and the gateway's routes are made from it. */
export interface Route<Params extends Shape = Shape, Query extends Shape = Shape, In extends Body = Body, Out extends Body = Body> {
  /** `operationId` of the OpenAPI document and name of the client's function. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: `/v1/${string}`;
  readonly area: Area;
  /** A Lambda of its own, where what it may do or what it carries differs. @see answererOf @default 'api' */
  readonly answeredBy?: 'own-api';
  readonly summary: string;
  /** `public`: no token. `operator`: those who run the stage. Otherwise the least role. */
  readonly access: 'public' | Role | 'operator';
  readonly params?: Params;
  readonly query?: Query;
  /** JSON body; absent: none is read. */
  readonly body?: In;
  /** Raw bodies this address takes instead of JSON; the handler gets bytes and content type. */
  readonly rawBody?: readonly string[];
  /** 307: what is asked for lies at a presigned address. */
  readonly status: 200 | 201 | 202 | 204 | 307;
  readonly output?: Out;
  /** Content type of an output that is text instead of JSON. */
  readonly outputType?: 'text/html; charset=utf-8';
  /** Answers larger than a megabyte are a redirect (307) to a presigned object instead. */
  readonly mayRedirect?: boolean;
  /** Takes `Idempotency-Key`: the same key and body gives the same answer for a day. */
  readonly idempotent?: boolean;
  /** Answers from the code alone: no table, bucket or secret is asked. */
  readonly selfContained?: boolean;
  /** Needs `If-Match`. */
  readonly conditional?: boolean;
  /** Codes beyond the ones every route can answer. */
  readonly errors: readonly ErrorCode[];
}

/** The Lambda that answers: `functions/<answerer>.handler.ts`. */
export type Answerer = `${Area}/api` | 'images/own-api';

export const answererOf = ({ area, answeredBy }: Pick<Route, 'area' | 'answeredBy'>): Answerer =>
  answeredBy === undefined ? `${area}/api` : `images/${answeredBy}`;

/** Keeps the literal types of one route. */
export const route = <Params extends Shape, Query extends Shape, In extends Body, Out extends Body>(
  definition: Route<Params, Query, In, Out>,
): Route<Params, Query, In, Out> => definition;
