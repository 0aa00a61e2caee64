import type { Context } from 'aws-lambda';
import type { Route } from '../../../core/src/api/route.ts';
import type { ApiEvent } from '../../../functions/http/request.ts';
import { sampleOf } from '../../e2e/support/sample-of.ts';

export const LAMBDA = { getRemainingTimeInMillis: () => 10_000 } as Context;

const OPERATOR = {
  workspaceId: 'wsp_1',
  principalId: 'user-1',
  role: 'admin',
  sessionId: 'session-1',
  isOperator: true,
  retryAfterSeconds: 0,
};

/** An event as the gateway makes it of a well-formed call. @param context as the authorizer hands it on */
export const eventOf = (route: Route, context: unknown = OPERATOR): ApiEvent => {
  const params = route.params === undefined ? undefined : (sampleOf(route.params) as Record<string, string>);
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params?.[name] ?? '');
  const json = route.body === undefined ? undefined : JSON.stringify(sampleOf(route.body));
  const body = route.rawBody === undefined ? json : 'WEBVTT\n\n00:00.000 --> 00:01.000\nWords\n';
  return {
    version: '2.0',
    routeKey: `${route.method} ${route.path}`,
    rawPath: path,
    rawQueryString: '',
    headers: {
      ...(body !== undefined && { 'content-type': route.rawBody === undefined ? 'application/json' : 'text/vtt' }),
      ...(route.conditional === true && { 'if-match': '"v1"' }),
    },
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      authorizer: { lambda: context },
      domainName: 'api.example',
      domainPrefix: 'api',
      http: { method: route.method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'a test' },
      requestId: 'request-1',
      routeKey: `${route.method} ${route.path}`,
      stage: '$default',
      time: '01/Jan/2026:00:00:00 +0000',
      timeEpoch: 1_767_225_600_000,
    },
    ...(params !== undefined && { pathParameters: params }),
    ...(body !== undefined && { body }),
    isBase64Encoded: false,
  };
};
