import { Duration } from 'aws-cdk-lib';
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CONTRACT } from '@cutaway/core/api/contract';
import type { Area } from '@cutaway/core/api/route';
import { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';

export interface ApiGatewayProps {
  readonly config: StageConfig;
  readonly authorizer: IFunction;
  /** The Lambda that answers each area's routes. */
  readonly handlers: Readonly<Record<Area, IFunction>>;
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
    new HttpStage(this, 'Default', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: config.api.throttle.rate, burstLimit: config.api.throttle.burst },
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
    const integrations = new Map<Area, HttpLambdaIntegration>();
    const integration = (area: Area): HttpLambdaIntegration => {
      const made = integrations.get(area) ?? new HttpLambdaIntegration(area, handlers[area]);
      integrations.set(area, made);
      return made;
    };
    const add = (path: string, method: HttpMethod, area: Area, routeAuthorizer: IHttpRouteAuthorizer): void => {
      this.api.addRoutes({ path, methods: [method], integration: integration(area), authorizer: routeAuthorizer });
    };
    for (const route of CONTRACT) add(route.path, HttpMethod[route.method], route.area, route.access === 'public' ? open : vouched);
    add('/{proxy+}', HttpMethod.ANY, 'operations', open);
  }
}
