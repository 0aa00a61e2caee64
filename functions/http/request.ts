import { OwnerScope, type Role } from '@cutaway/core/accounts/owner-scope';
import type { Body, Route, Shape } from '@cutaway/core/api/route';
import { AppError } from '@cutaway/core/errors/app-error';
import type { APIGatewayProxyEventV2WithLambdaAuthorizer } from 'aws-lambda';
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
  /** Who calls. Public routes have no scope: reading it there is a defect and throws. */
  readonly scope: OwnerScope;
  /** Session that the access token belongs to; empty for API keys. */
  readonly sessionId: string;
}

const RANK: Readonly<Record<Role, number>> = { viewer: 0, editor: 1, admin: 2 };
const SessionContext = z.looseObject({ sessionId: z.string().default('') });
const Authorizer = z.object({ authorizer: z.object({ lambda: z.unknown().optional() }).optional() });
const IdempotencyKey = z.string().min(1).max(200);

const bodyBytes = (event: ApiEvent): Uint8Array => Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');

const contentType = (event: ApiEvent): string => (event.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

const parseJson = (event: ApiEvent): unknown => {
  const type = contentType(event);
  if (type !== '' && type !== 'application/json') throw new AppError('UNSUPPORTED_CONTENT_TYPE', { detail: 'Send application/json.' });
  const text = new TextDecoder().decode(bodyBytes(event));
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
  const scope = OwnerScope.fromAuthorizer(context);
  if (scope === null) throw new AppError('UNAUTHENTICATED');
  if (RANK[scope.role] < RANK[route.access]) throw new AppError('FORBIDDEN');
  return { scope, sessionId: SessionContext.parse(context).sessionId };
};

/** A path parameter that is malformed names nothing, so it answers as a missing thing does. */
const parseParams = (schema: Shape | undefined, event: ApiEvent): unknown => {
  if (schema === undefined) return {};
  const parsed = schema.safeParse(event.pathParameters ?? {});
  if (!parsed.success) throw new AppError('NOT_FOUND', { cause: parsed.error });
  return parsed.data;
};

const parseRaw = (route: Route, event: ApiEvent): { readonly bytes: Uint8Array; readonly contentType: string } => {
  if (route.rawBody === undefined) return { bytes: new Uint8Array(), contentType: '' };
  const type = contentType(event);
  if (!route.rawBody.includes(type)) throw new AppError('UNSUPPORTED_CONTENT_TYPE', { detail: `Send one of ${route.rawBody.join(', ')}.` });
  return { bytes: bodyBytes(event), contentType: type };
};

/** @throws AppError `BAD_REQUEST`, `FORBIDDEN`, `NOT_FOUND`, `UNSUPPORTED_CONTENT_TYPE`, `PRECONDITION_REQUIRED` or a ZodError */
export const parseRequest = <Params extends Shape, Query extends Shape, In extends Body, Out extends Body>(
  route: Route<Params, Query, In, Out>,
  event: ApiEvent,
): Request<unknown, unknown, unknown> => {
  const caller = authorize(route, event);
  const ifMatch = event.headers['if-match'];
  if (route.conditional === true && ifMatch === undefined) throw new AppError('PRECONDITION_REQUIRED');
  const idempotencyKey = event.headers['idempotency-key'];
  return {
    params: parseParams(route.params, event),
    query: route.query?.parse(event.queryStringParameters ?? {}) ?? {},
    body: route.body?.parse(parseJson(event)) ?? {},
    raw: parseRaw(route, event),
    ifMatch: ifMatch ?? '',
    idempotencyKey: route.idempotent === true && idempotencyKey !== undefined ? IdempotencyKey.parse(idempotencyKey) : undefined,
    requestId: event.requestContext.requestId,
    get scope(): OwnerScope {
      if (caller === null) throw new Error(`${route.id} is public and has no caller`);
      return caller.scope;
    },
    sessionId: caller?.sessionId ?? '',
  };
};
