import { OwnerScope, type Role } from '@cutaway/core/accounts/owner-scope';
import type { Body, Route, Shape } from '@cutaway/core/api/route';
import { AppError } from '@cutaway/core/errors/app-error';
import { LIMITS } from '@cutaway/core/platform/limits';
import type { APIGatewayProxyEventV2WithLambdaAuthorizer, Context } from 'aws-lambda';
import * as z from 'zod';

export type ApiEvent = APIGatewayProxyEventV2WithLambdaAuthorizer<unknown>;

/** A call as a handler sees it: parsed, and by whom. */
export interface Request<Params, Query, In> {
  readonly params: Params;
  readonly query: Query;
  readonly body: In;
  /** Bytes and content type of routes that take raw bodies; empty otherwise. */
  readonly raw: { readonly bytes: Uint8Array; readonly contentType: string };
  /** Value of `If-Match`; the empty string where the route does not ask for one. */
  readonly ifMatch: string;
  readonly idempotencyKey: string | undefined;
  readonly requestId: string;
  /** Network address that the call came from, as the gateway saw it. */
  readonly sourceAddress: string;
  /** Of this invocation; it knows the time that is left. */
  readonly lambda: Context;
  /** Who calls. Public routes have no scope: reading it there is a defect and throws. */
  readonly scope: OwnerScope;
  /** Session that the access token belongs to; empty for API keys. */
  readonly sessionId: string;
}

const RANK: Readonly<Record<Role, number>> = { viewer: 0, editor: 1, admin: 2 };
const CallerContext = z.looseObject({
  sessionId: z.string().default(''),
  retryAfterSeconds: z.coerce.number().default(0),
  isOperator: z.boolean().default(false),
  failure: z.string().optional(),
});
const Authorizer = z.object({ authorizer: z.object({ lambda: z.unknown().optional() }).optional() });

/** Enough to mend a request by. */
const MOST_ISSUES = 20;
/** A name of the caller's own for one request. */
const LONGEST_IDEMPOTENCY_KEY = 200;

const bodyBytes = (event: ApiEvent): Uint8Array => Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');

const contentType = (event: ApiEvent): string => (event.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

const parseJson = (event: ApiEvent): unknown => {
  const type = contentType(event);
  if (type !== '' && type !== 'application/json') throw new AppError('UNSUPPORTED_CONTENT_TYPE', { detail: 'Send application/json.' });
  const bytes = bodyBytes(event);
  if (bytes.length > LIMITS.jsonBytes.value)
    throw new AppError('PAYLOAD_TOO_LARGE', { detail: `${bytes.length} bytes; at most ${LIMITS.jsonBytes.value}` });
  const text = new TextDecoder().decode(bytes);
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('BAD_REQUEST', { cause, issues: [{ at: 'body', why: 'not valid JSON' }] });
  }
};

const authorize = (route: Route, event: ApiEvent): { readonly scope: OwnerScope; readonly sessionId: string } | null => {
  if (route.access === 'public') return null;
  // The emulator leaves the field out where the context is empty.
  const context: unknown = Authorizer.parse(event.requestContext).authorizer?.lambda;
  const { sessionId, retryAfterSeconds, isOperator, failure } = CallerContext.parse(context ?? {});
  if (failure !== undefined) throw new AppError(failure === 'UNAVAILABLE' ? failure : 'INTERNAL');
  const scope = OwnerScope.fromAuthorizer(context);
  if (scope === null) throw new AppError('UNAUTHENTICATED');
  if (retryAfterSeconds > 0) throw new AppError('RATE_LIMITED', { retryAfterSeconds });
  if (route.access === 'operator' ? !isOperator : RANK[scope.role] < RANK[route.access]) throw new AppError('FORBIDDEN');
  return { scope, sessionId };
};

/** A path parameter that is malformed names nothing, so it answers as a missing thing does. */
const parseParams = (schema: Shape | undefined, event: ApiEvent): unknown => {
  if (schema === undefined) return {};
  const parsed = schema.safeParse(event.pathParameters ?? {});
  if (!parsed.success) throw new AppError('NOT_FOUND', { cause: parsed.error });
  return parsed.data;
};

/** @param path of a zod issue @returns `words.3.start` */
const fieldPath = (path: readonly PropertyKey[]): string => path.map(String).join('.') || 'body';

/** What a caller sent, checked. What we made ourselves and does not fit its schema is no error of the caller's. */
const readable = (schema: z.ZodType, given: unknown): unknown => {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new AppError('BAD_REQUEST', {
    cause: parsed.error,
    issues: parsed.error.issues.slice(0, MOST_ISSUES).map(issue => ({ at: fieldPath(issue.path), why: issue.message })),
  });
};

const parseRaw = (route: Route, event: ApiEvent): { readonly bytes: Uint8Array; readonly contentType: string } => {
  if (route.rawBody === undefined) return { bytes: new Uint8Array(), contentType: '' };
  const type = contentType(event);
  if (!route.rawBody.includes(type)) throw new AppError('UNSUPPORTED_CONTENT_TYPE', { detail: `Send one of ${route.rawBody.join(', ')}.` });
  return { bytes: bodyBytes(event), contentType: type };
};

const parseIdempotencyKey = (event: ApiEvent): string | undefined => {
  const key = event.headers['idempotency-key'];
  if (key !== undefined && (key === '' || key.length > LONGEST_IDEMPOTENCY_KEY))
    throw new AppError('BAD_REQUEST', { issues: [{ at: 'Idempotency-Key', why: `1 to ${LONGEST_IDEMPOTENCY_KEY} characters` }] });
  return key;
};

/** @throws AppError `BAD_REQUEST`, `FORBIDDEN`, `NOT_FOUND`, `UNSUPPORTED_CONTENT_TYPE`, `PAYLOAD_TOO_LARGE`, `RATE_LIMITED`, `UNAVAILABLE`, `PRECONDITION_REQUIRED` */
export const parseRequest = <Params extends Shape, Query extends Shape, In extends Body, Out extends Body>(
  route: Route<Params, Query, In, Out>,
  event: ApiEvent,
  lambda: Context,
): Request<unknown, unknown, unknown> => {
  const caller = authorize(route, event);
  const ifMatch = event.headers['if-match'];
  if (route.conditional === true && ifMatch === undefined) throw new AppError('PRECONDITION_REQUIRED');
  return {
    params: parseParams(route.params, event),
    query: route.query === undefined ? {} : readable(route.query, event.queryStringParameters ?? {}),
    body: route.body === undefined ? {} : readable(route.body, parseJson(event)),
    raw: parseRaw(route, event),
    ifMatch: ifMatch ?? '',
    idempotencyKey: route.idempotent === true ? parseIdempotencyKey(event) : undefined,
    requestId: event.requestContext.requestId,
    sourceAddress: event.requestContext.http.sourceIp,
    lambda,
    get scope(): OwnerScope {
      if (caller === null) throw new Error(`${route.id} is public and has no caller`);
      return caller.scope;
    },
    sessionId: caller?.sessionId ?? '',
  };
};
