import { Duration } from 'aws-cdk-lib';
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CONTRACT } from '@cutaway/core/api/contract';
import { answererOf, type Answerer } from '@cutaway/core/api/route';
import { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';
import { acknowledge } from './acknowledged-findings.ts';
import { houseLogGroup } from './house-log-group.ts';

/**
 * One line for each call, also those that reach no function. Neither the caller's address nor anything of the request but
 * the name of its route.
 */
const CALL_LOG = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  milliseconds: '$context.responseLatency',
  integrationMilliseconds: '$context.integrationLatency',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
});

export interface ApiGatewayProps {
  readonly config: StageConfig;
  readonly key: IKey;
  readonly authorizer: IFunction;
  readonly handlers: Readonly<Record<Answerer, IFunction>>;
}

/** The HTTP API: exactly the routes of the contract; everything else is answered by `operations` as not found. */
export class ApiGateway extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, props: ApiGatewayProps) {
    super(scope, id);
    const { config } = props;
    this.api = new HttpApi(this, 'Api', {
      apiName: `cutaway-${config.name}`,
      description: 'Cutaway v1',
      createDefaultStage: false,
      ...(config.api.corsOrigins.length > 0 && {
        corsPreflight: {
          allowOrigins: config.api.corsOrigins,
          allowMethods: [CorsHttpMethod.ANY],
          allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match'],
          exposeHeaders: ['etag', 'x-request-id', 'retry-after'],
          maxAge: Duration.hours(1),
        },
      }),
    });
    // The prefix keeps the log's delivery out of a policy of the account that holds few entries.
    const calls = houseLogGroup(this, 'Calls', config, props.key, `/aws/vendedlogs/apis/cutaway-${config.name}`);
    new HttpStage(this, 'Default', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: config.api.throttle.rate, burstLimit: config.api.throttle.burst },
      accessLogSettings: { destination: new LogGroupLogDestination(calls), format: AccessLogFormat.custom(CALL_LOG) },
    });
    this.routes(props);
  }

  private routes({ authorizer, handlers }: ApiGatewayProps): void {
    const vouched = new HttpLambdaAuthorizer('Authorizer', authorizer, {
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      // Asked for every call, also those without a token: the refusal is the handler's, in the documented form.
      identitySource: [],
      // A revoked session or key has to be refused within seconds, so no answer is kept.
      resultsCacheTtl: Duration.seconds(0),
    });
    const open = new HttpNoneAuthorizer();
    const integrations = new Map<Answerer, HttpLambdaIntegration>();
    const integration = (answerer: Answerer): HttpLambdaIntegration => {
      // One permission for the whole API: one for each route would fill the function's policy, which holds 20 KB.
      const made =
        integrations.get(answerer) ??
        new HttpLambdaIntegration(answerer.replace(/\/api$/, ''), handlers[answerer], { scopePermissionToRoute: false });
      integrations.set(answerer, made);
      return made;
    };
    const add = (path: string, method: HttpMethod, answerer: Answerer, authorizer: IHttpRouteAuthorizer): readonly HttpRoute[] =>
      this.api.addRoutes({ path, methods: [method], integration: integration(answerer), authorizer });
    for (const route of CONTRACT) {
      const { path, method, access, summary } = route;
      const made = add(path, HttpMethod[method], answererOf(route), access === 'public' ? open : vouched);
      if (access === 'public') for (const one of made) acknowledge(one, { APIG4: `Public by the contract: ${summary}` });
    }
    const otherwise = new HttpRoute(this, 'Otherwise', {
      httpApi: this.api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: integration('operations/api'),
      authorizer: open,
    });
    acknowledge(otherwise, { APIG4: 'Answers addresses there are none as not found, and nothing else.' });
  }
}
