import { Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type * as z from 'zod';
import type { AccountsApiEnv } from '../../functions/accounts/api.env.ts';
import type { AuthorizerEnv } from '../../functions/accounts/authorizer.env.ts';
import { WRITE_ITEMS } from '../constructs/access.ts';
import { AppFunction } from '../constructs/app-function.ts';
import type { StageResources } from '../constructs/stage-resources.ts';

/** Registration, login, sessions, API keys; and the authorizer that vouches for every other call. */
export class AccountsArea extends Construct {
  readonly api: AppFunction;
  readonly authorizer: AppFunction;

  constructor(scope: Construct, id: string, resources: StageResources) {
    super(scope, id);
    this.api = this.apiFunction(resources);
    this.authorizer = this.authorizerFunction(resources);
  }

  private apiFunction(resources: StageResources): AppFunction {
    const api = new AppFunction<z.input<typeof AccountsApiEnv>>(this, 'Api', {
      config: resources.config,
      key: resources.key,
      entry: 'accounts/api',
      description: 'Registration, login, sessions, API keys',
      environment: {
        MAIN_TABLE: resources.tables.main.tableName,
        USER_POOL_CLIENT_ID: resources.userPoolClientId,
        LIMITS_TABLE: resources.tables.limits.tableName,
        OPEN_REQUESTS_PER_MINUTE: String(resources.config.limits.openRequestsPerMinute),
        OWNED_SECRET_NAME: resources.secretName('owned'),
      },
      timeout: Duration.seconds(15),
    });
    const pool = Stack.of(this).formatArn({ service: 'cognito-idp', resource: 'userpool', resourceName: resources.userPoolId });
    const identity = ['SignUp', 'ConfirmSignUp', 'ResendConfirmationCode', 'InitiateAuth', 'RevokeToken'];
    resources
      .allow(api.role)
      .table('main', WRITE_ITEMS)
      .table('limits', ['UpdateItem'])
      .secret('owned')
      .to(
        identity.map(action => `cognito-idp:${action}`),
        pool,
      );
    return api;
  }

  private authorizerFunction(resources: StageResources): AppFunction {
    const { tokenIssuerOrigin } = resources.config.api;
    const issuer = `https://cognito-idp.${Stack.of(this).region}.amazonaws.com/${resources.userPoolId}`;
    const keys = tokenIssuerOrigin === null ? issuer : `${tokenIssuerOrigin.replace(/\/$/, '')}/${resources.userPoolId}`;
    const authorizer = new AppFunction<z.input<typeof AuthorizerEnv>>(this, 'Authorizer', {
      config: resources.config,
      key: resources.key,
      entry: 'accounts/authorizer',
      description: 'Vouches for the caller: access token or API key, session not ended, role of the membership',
      environment: {
        MAIN_TABLE: resources.tables.main.tableName,
        LIMITS_TABLE: resources.tables.limits.tableName,
        REQUESTS_PER_MINUTE: String(resources.config.limits.requestsPerMinute),
        OWNED_SECRET_NAME: resources.secretName('owned'),
        USER_POOL_CLIENT_ID: resources.userPoolClientId,
        TOKEN_ISSUER: issuer,
        JWKS_URL: `${keys}/.well-known/jwks.json`,
      },
      timeout: Duration.seconds(5),
    });
    resources.allow(authorizer.role).table('main', ['BatchGetItem']).table('limits', ['UpdateItem']).secret('owned');
    return authorizer;
  }
}
