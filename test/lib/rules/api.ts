import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { CONTRACT } from '../../../core/src/api/contract.ts';
import { answererOf } from '../../../core/src/api/route.ts';
import { readable, refersTo, templateOf } from '../support/references.ts';
import { stages } from '../support/synthesised.ts';

const Route = z.object({
  RouteKey: z.string(),
  AuthorizationType: z.enum(['CUSTOM', 'NONE']),
  AuthorizerId: z.unknown().optional(),
  Target: z.unknown(),
});
const Authorizer = z.object({
  AuthorizerType: z.literal('REQUEST'),
  AuthorizerPayloadFormatVersion: z.literal('2.0'),
  EnableSimpleResponses: z.literal(true),
  AuthorizerResultTtlInSeconds: z.number(),
  IdentitySource: z.array(z.string()),
});
const Stage = z.object({
  StageName: z.literal('$default'),
  AutoDeploy: z.literal(true),
  AccessLogSettings: z.object({ DestinationArn: z.unknown(), Format: z.string() }),
  DefaultRouteSettings: z.object({ ThrottlingRateLimit: z.number(), ThrottlingBurstLimit: z.number() }),
});
const Cors = z.object({ CorsConfiguration: z.object({ AllowOrigins: z.array(z.string()) }).optional() });

/** The answer for addresses there are none. */
const CATCH_ALL = '$default';

describe.each(stages)('the API of stage $name', stage => {
  const template = templateOf(stage, 'app');
  const routes = stage.resources('AWS::ApiGatewayV2::Route').map(({ Properties }) => Route.parse(Properties));
  const [authorizer, ...others] = stage.resources('AWS::ApiGatewayV2::Authorizer');

  it('has every route of the contract, and one more that answers for the rest', () => {
    const declared = CONTRACT.map(({ method, path }) => `${method} ${path}`);
    expect(routes.map(({ RouteKey }) => RouteKey).sort()).toEqual([...declared, CATCH_ALL].sort());
  });

  it('asks the authorizer on every route that the contract does not call public', () => {
    const open = new Set([
      CATCH_ALL,
      ...CONTRACT.filter(({ access }) => access === 'public').map(({ method, path }) => `${method} ${path}`),
    ]);
    for (const { RouteKey, AuthorizationType, AuthorizerId } of routes) {
      const expected = open.has(RouteKey) ? 'NONE' : 'CUSTOM';
      expect(`${RouteKey} ${AuthorizationType}`).toBe(`${RouteKey} ${expected}`);
      expect(refersTo(AuthorizerId)).toBe(open.has(RouteKey) ? null : authorizer?.id);
    }
  });

  it('gives each route to the function that answers it', () => {
    const answerers = new Map<string, string>(
      CONTRACT.map(route => [`${route.method} ${route.path}`, answererOf(route).replace('/', '-')]),
    );
    for (const { RouteKey, Target } of routes) {
      const integration = template.Resources[readable(template, Target).replace(/^integrations\/<(.*)>$/, '$1')];
      const handler = template.Resources[refersTo(integration?.Properties['IntegrationUri']) ?? ''];
      expect(`${RouteKey} ${String(handler?.Properties['FunctionName'])}`).toBe(
        `${RouteKey} cutaway-${stage.config.name}-${answerers.get(RouteKey) ?? 'operations-api'}`,
      );
    }
  });

  it('keeps no answer of the authorizer, and asks it also about calls without a token', () => {
    const { AuthorizerResultTtlInSeconds, IdentitySource } = Authorizer.parse(authorizer?.Properties);
    expect({ AuthorizerResultTtlInSeconds, IdentitySource, others }).toEqual({
      AuthorizerResultTtlInSeconds: 0,
      IdentitySource: [],
      others: [],
    });
  });

  it('is throttled, and logs each call without anything that a caller sent', () => {
    const [only] = stage.resources('AWS::ApiGatewayV2::Stage').map(({ Properties }) => Stage.parse(Properties));
    expect(only?.DefaultRouteSettings).toEqual({
      ThrottlingRateLimit: stage.config.api.throttle.rate,
      ThrottlingBurstLimit: stage.config.api.throttle.burst,
    });
    const logged = Object.values(z.record(z.string(), z.string()).parse(JSON.parse(only?.AccessLogSettings.Format ?? '{}')));
    expect(logged.filter(variable => /identity|path|header|querystring|authorizer\.(?!error)/i.test(variable))).toEqual([]);
  });

  it('answers browsers of the origins that the stage names, and of no others', () => {
    const origins = stage
      .resources('AWS::ApiGatewayV2::Api')
      .flatMap(({ Properties }) => Cors.parse(Properties).CorsConfiguration?.AllowOrigins ?? []);
    expect(origins).toEqual(stage.config.api.corsOrigins);
    expect(origins).not.toContain('*');
  });

  it('lets each function be called with policies that stay far below the 20 KB Lambda allows', () => {
    const permissions = new Map<string, number>();
    for (const { Properties } of stage.resources('AWS::Lambda::Permission')) {
      const target = refersTo(Properties['FunctionName']) ?? '';
      permissions.set(target, (permissions.get(target) ?? 0) + 1);
    }
    expect(Math.max(...permissions.values())).toBeLessThanOrEqual(3);
  });
});
