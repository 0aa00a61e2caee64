import { CATALOGUE } from '@cutaway/core/errors/catalogue';
import { AppError } from '@cutaway/core/errors/app-error';
import type { Body, Route, Shape } from '@cutaway/core/api/route';
import { LogEvent } from '@cutaway/core/observability/events';
import middy from '@middy/core';
import httpRouter from '@middy/http-router';
import type { APIGatewayProxyStructuredResultV2, Handler } from 'aws-lambda';
import type * as z from 'zod';
import { problemAnswer, publicError, successAnswer, type Answer } from './answer.ts';
import { logger } from './process-logger.ts';
import { parseRequest, type ApiEvent, type Request } from './request.ts';

type ApiHandler = Handler<ApiEvent, APIGatewayProxyStructuredResultV2>;

export interface Binding {
  readonly route: Route;
  readonly handle: (event: ApiEvent) => Promise<APIGatewayProxyStructuredResultV2>;
}

/** Joins a route of the contract and the code that answers it; the types of parameters, query and body follow from the route. */
export const implement = <Params extends Shape, Query extends Shape, In extends Body, Out extends Body>(
  route: Route<Params, Query, In, Out>,
  answer: (request: Request<z.output<Params>, z.output<Query>, z.output<In>>) => Promise<Answer<z.input<Out>>>,
): Binding => ({
  route,
  handle: async event => {
    // The schemas of this very route made these values, so they have the types that its answer expects.
    const request = parseRequest(route, event) as Request<z.output<Params>, z.output<Query>, z.output<In>>;
    const { document, ...given } = await answer(request);
    const raw = document ?? given.body;
    const body: unknown = route.output === undefined || raw === undefined ? raw : route.output.parse(raw);
    return successAnswer(route.status, { ...given, body }, request.requestId);
  },
});

const logged =
  (binding: Binding): ApiHandler =>
  async event => {
    const started = performance.now();
    const { requestId } = event.requestContext;
    const finish = (status: number, code?: string): void =>
      logger.info(LogEvent.request, {
        route: binding.route.id,
        status,
        code,
        requestId,
        milliseconds: Math.round(performance.now() - started),
      });
    try {
      const result = await binding.handle(event);
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

/**
 * The Lambda handler of an area. It writes one summary line per call, and answers every error itself: an error that
 * escapes would be shown to the caller by some gateways.
 */
export const api = (bindings: readonly Binding[]): ReturnType<typeof middy<ApiEvent, APIGatewayProxyStructuredResultV2>> =>
  middy<ApiEvent, APIGatewayProxyStructuredResultV2>(
    httpRouter<ApiEvent, APIGatewayProxyStructuredResultV2>({
      routes: bindings.map(binding => ({ method: binding.route.method, path: binding.route.path, handler: logged(binding) })),
      notFoundResponse: () => {
        throw new AppError('NOT_FOUND');
      },
    }),
  ).onError(request => {
    request.response = problemAnswer(publicError(request.error), request.event.requestContext.requestId);
  });
