import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { CONTRACT } from '../../../core/src/api/contract.ts';
import { errorCodesOf } from '../../../core/src/api/openapi.ts';
import { Problem } from '../../../core/src/api/problem.ts';
import { answererOf, type Answerer, type Route } from '../../../core/src/api/route.ts';
import type { ApiEvent } from '../../../functions/http/request.ts';
import { eventOf, LAMBDA } from './api-event.ts';
import { FailingAws } from './failing-aws.ts';

type Handle = (event: ApiEvent, lambda: Context) => Promise<APIGatewayProxyStructuredResultV2>;

const ANSWERERS: ReadonlySet<Answerer> = new Set(CONTRACT.map(answererOf));
const handlers = new Map<Answerer, Handle>();
let aws: FailingAws;

beforeAll(async () => {
  const started = await FailingAws.start();
  aws = started.aws;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: started.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    // What is refused is tried once: the retries are the SDK's own and are not what is tested.
    AWS_MAX_ATTEMPTS: '1',
    MAIN_TABLE: 'main',
    CACHE_TABLE: 'cache',
    LIMITS_TABLE: 'limits',
    IDEMPOTENCY_TABLE: 'idempotency',
    MEDIA_BUCKET: 'media',
    CATALOGUE_BUCKET: 'catalogue',
    OWNED_SECRET_NAME: 'owned',
    USER_POOL_CLIENT_ID: 'client',
    OPEN_REQUESTS_PER_MINUTE: '10',
    REQUESTS_PER_MINUTE: '10',
    UPKEEP_FUNCTION: 'upkeep',
    PROVIDER_KEYS_SECRET_NAME: 'provider-keys',
    TOKEN_ISSUER: started.url,
    JWKS_URL: `${started.url}/jwks.json`,
    STATE_MACHINE_ARN: 'arn:aws:states:us-east-1:000000000000:stateMachine:process-video',
    CONCURRENT_JOBS: '3',
    SPEECH_QUEUE_URL: `${started.url}/queue`,
    PROVIDERS: JSON.stringify({
      config: { contact: 'https://example.org/contact; ops@example.org', version: '1.0.0' },
      policy: { commercialUse: true, derivatives: true, allowShareAlike: true, mlUse: false, approval: 'automatic' },
      privateOrigins: [],
      quotaOverrides: '',
    }),
  });
  for (const answerer of ANSWERERS) {
    const { handler } = (await import(`../../../functions/${answerer}.handler.ts`)) as { handler: Handle };
    handlers.set(answerer, handler);
  }
}, 60_000);
afterAll(() => aws.stop());

/** What the authorizer hands on for a caller whose key or session it cannot look up. */
const failure = async (): Promise<unknown> => {
  const { handler } = await import('../../../functions/accounts/authorizer.handler.ts');
  const event = {
    headers: { authorization: `Bearer ctw_${'0'.repeat(26)}_${'A'.repeat(43)}` },
    requestContext: { requestId: 'request-1' },
  };
  let context: unknown;
  await written(async () => {
    ({ context } = await handler(event as never));
  });
  return context;
};

/** Every line that was written while `work` ran. */
const written = async (work: () => Promise<void>): Promise<string> => {
  const lines: string[] = [];
  const streams = [process.stdout, process.stderr].map(stream => ({ stream, write: stream.write.bind(stream) }));
  for (const { stream } of streams)
    stream.write = (chunk: string | Uint8Array) => {
      lines.push(String(chunk));
      return true;
    };
  try {
    await work();
  } finally {
    for (const { stream, write } of streams) stream.write = write;
  }
  return lines.join('');
};

const answerOf = async (route: Route) => {
  // What needs a token asks the authorizer first, which needs the same services.
  const context = route.id === 'getMe' ? await failure() : undefined;
  let answer: APIGatewayProxyStructuredResultV2 | undefined;
  const log = await written(async () => {
    answer = await handlers.get(answererOf(route))?.(eventOf(route, context), LAMBDA);
  });
  return { status: answer?.statusCode ?? 0, type: answer?.headers?.['content-type'], body: answer?.body ?? '', log };
};

const named = CONTRACT.map(route => [route.id, route] as const);

describe('while no service of AWS answers', () => {
  it.each(named)('%s says that it is unavailable, or needs none of them', async (_, route) => {
    aws.failure = 'unavailable';
    const { status, type, body } = await answerOf(route);
    if (route.selfContained === true) expect(status).toBe(route.status);
    else expect([type, Problem.parse(JSON.parse(body)).code, status]).toEqual(['application/problem+json', 'UNAVAILABLE', 503]);
    expect(errorCodesOf(route).includes('UNAVAILABLE')).toBe(route.selfContained !== true);
    expect(body).not.toContain(FailingAws.secret);
  });
});

describe('where a service refuses us', () => {
  it.each(named.filter(([id, route]) => route.selfContained !== true && id !== 'getReadiness'))(
    '%s says that something went wrong on our side, and what it was only to the operator',
    async (_, route) => {
      aws.failure = 'denied';
      const { status, body, log } = await answerOf(route);
      const problem = Problem.parse(JSON.parse(body));
      expect([problem.code, status]).toEqual(['INTERNAL', 500]);
      expect(Object.keys(problem).sort()).toEqual(['code', 'requestId', 'status', 'title', 'type']);
      if (route.id !== 'getMe') expect(log).toContain(FailingAws.secret);
    },
  );
});
