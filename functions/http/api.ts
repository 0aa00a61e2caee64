import { CATALOGUE } from '@cutaway/core/errors/catalogue';
import { AppError } from '@cutaway/core/errors/app-error';
import type { Body, Route, Shape } from '@cutaway/core/api/route';
import { LogEvent } from '@cutaway/core/observability/events';
import middy from '@middy/core';
import httpRouter from '@middy/http-router';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type * as z from 'zod';
import { problemAnswer, publicError, successAnswer, type Answer } from './answer.ts';
import { logger } from './process-logger.ts';
import { parseRequest, type ApiEvent, type Request } from './request.ts';

type ApiHandler = (event: ApiEvent, lambda: Context) => Promise<APIGatewayProxyStructuredResultV2>;

export interface Binding {
  readonly route: Route;
  readonly handle: (event: ApiEvent, lambda: Context) => Promise<APIGatewayProxyStructuredResultV2>;
}

const written = ({ outputType }: Pick<Route, 'outputType'>, output: unknown): string =>
  outputType === undefined ? JSON.stringify(output) : String(output);

/** What answers calls to a route, typed by its schemas. */
export type Answering<Params extends Shape, Query extends Shape, In extends Body, Out extends Body> = (
  request: Request<z.output<Params>, z.output<Query>, z.output<In>>,
) => Promise<Answer<z.input<Out>>>;

/** Joins a route of the contract and the code that answers it; the types of parameters, query and body follow from the route. */
export const implement = <Params extends Shape, Query extends Shape, In extends Body, Out extends Body>(
  route: Route<Params, Query, In, Out>,
  answer: Answering<Params, Query, In, Out>,
): Binding => ({
  route,
  handle: async (event, lambda) => {
    // The schemas of this very route made these values, so they have the types that its answer expects.
    const request = parseRequest(route, event, lambda) as Request<z.output<Params>, z.output<Query>, z.output<In>>;
    const { document, ...given } = await answer(request);
    const raw = document ?? given.body;
    const content = route.output === undefined || raw === undefined ? {} : { body: written(route, route.output.parse(raw)) };
    return successAnswer(route, { etag: given.etag, redirect: given.redirect, ...content }, request.requestId);
  },
});

/** One summary line for each call, and an answer for every error. @param name of the route, for the line */
const logged =
  (name: string, handle: ApiHandler): ApiHandler =>
  async (event, lambda) => {
    const started = performance.now();
    const { requestId } = event.requestContext;
    const finish = (status: number, code?: string): void =>
      logger.info(LogEvent.request, {
        route: name,
        status,
        code,
        requestId,
        milliseconds: Math.round(performance.now() - started),
      });
    try {
      const result = await handle(event, lambda);
      finish(result.statusCode ?? 200);
      return result;
    } catch (thrown) {
      const error = publicError(thrown);
      if (CATALOGUE[error.code].status >= 500)
        logger.error(LogEvent.unexpected, { code: error.code, detail: error.internal, requestId }, error.cause ?? error);
      finish(error.status, error.code);
      return problemAnswer(error, requestId);
    }
  };

/** @returns methods that an address takes; none where there is no such address */
export type MethodsOf = (path: string) => readonly string[];

const nowhere = (methodsOf: MethodsOf): ApiHandler =>
  logged('none', event => {
    const allow = methodsOf(event.requestContext.http.path);
    throw allow.length > 0 ? new AppError('METHOD_NOT_ALLOWED', { allow }) : new AppError('NOT_FOUND');
  });

/**
 * The Lambda handler of an area. It answers every error itself: an error that escapes would be shown to the caller by
 * some gateways.
 * @param methodsOf for the area that answers calls to addresses no area has
 */
export const api = (
  bindings: readonly Binding[],
  methodsOf: MethodsOf = () => [],
): ReturnType<typeof middy<ApiEvent, APIGatewayProxyStructuredResultV2>> =>
  middy<ApiEvent, APIGatewayProxyStructuredResultV2>(
    httpRouter<ApiEvent, APIGatewayProxyStructuredResultV2>([
      ...bindings.map(({ route, handle }) => ({ method: route.method, path: route.path, handler: logged(route.id, handle) })),
      { method: 'ANY', path: '/{proxy+}', handler: nowhere(methodsOf) },
    ]),
  ).onError(request => {
    request.response = problemAnswer(publicError(request.error), request.event.requestContext.requestId);
  });
