import { isAppError, AppError } from '@cutaway/core/errors/app-error';
import { CATALOGUE } from '@cutaway/core/errors/catalogue';
import type { Route } from '@cutaway/core/api/route';
import type { Problem } from '@cutaway/core/api/problem';
import { isOutage } from './sdk-failure.ts';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'strict-transport-security': 'max-age=63072000',
} as const;

/** @returns the error a caller may see; what we did not expect is `UNAVAILABLE` or `INTERNAL` and says nothing else */
export const publicError = (error: unknown): AppError => {
  if (isAppError(error)) return error;
  return new AppError(isOutage(error) ? 'UNAVAILABLE' : 'INTERNAL', { cause: error });
};

export const problemAnswer = (error: AppError, requestId: string): APIGatewayProxyStructuredResultV2 => {
  const { status, sentence } = CATALOGUE[error.code];
  const problem: Problem = {
    type: `docs/errors/${error.code}.md`,
    title: sentence,
    status,
    code: error.code,
    ...(error.detail !== undefined && { detail: error.detail }),
    ...(error.issues.length > 0 && { issues: [...error.issues] }),
    requestId,
  };
  return {
    statusCode: status,
    headers: {
      ...SECURITY_HEADERS,
      'content-type': 'application/problem+json',
      'x-request-id': requestId,
      ...(error.retryAfterSeconds !== undefined && { 'retry-after': String(error.retryAfterSeconds) }),
      ...(error.allow.length > 0 && { allow: error.allow.join(', ') }),
    },
    body: JSON.stringify(problem),
  };
};

export interface Answer<Body = unknown> {
  /** Parsed by the route's output schema before it goes out. */
  readonly body?: Body;
  /** A stored document instead of a body, parsed likewise; its type is known only to the schema. */
  readonly document?: unknown;
  readonly etag?: string | undefined;
  /** Presigned address; answered as 307. */
  readonly redirect?: string | undefined;
}

/** @param answer with its body as it is sent */
export const successAnswer = (
  { status, outputType }: Pick<Route, 'status' | 'outputType'>,
  answer: Omit<Answer<string>, 'document'>,
  requestId: string,
): APIGatewayProxyStructuredResultV2 => ({
  statusCode: answer.redirect === undefined ? status : 307,
  headers: {
    ...SECURITY_HEADERS,
    'x-request-id': requestId,
    ...(answer.body !== undefined && { 'content-type': outputType ?? 'application/json' }),
    ...(answer.etag !== undefined && { etag: answer.etag }),
    ...(answer.redirect !== undefined && { location: answer.redirect }),
  },
  ...(answer.body !== undefined && { body: answer.body }),
});
