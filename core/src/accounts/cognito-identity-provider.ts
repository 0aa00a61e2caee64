import {
  CodeMismatchException,
  ConfirmSignUpCommand,
  ExpiredCodeException,
  InitiateAuthCommand,
  InvalidParameterException,
  InvalidPasswordException,
  LimitExceededException,
  NotAuthorizedException,
  ResendConfirmationCodeCommand,
  RevokeTokenCommand,
  SignUpCommand,
  TooManyRequestsException,
  UsernameExistsException,
  UserNotConfirmedException,
  UserNotFoundException,
  type CognitoIdentityProviderClient,
  type AuthenticationResultType,
} from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import * as z from 'zod';
import { AppError, isAppError } from '../errors/app-error.ts';
import type { ErrorCode } from '../errors/catalogue.ts';
import type { IdentityProvider, IssuedTokens } from './identity-provider.ts';

const Result = z.object({
  AccessToken: z.string(),
  IdToken: z.string(),
  RefreshToken: z.string().optional(),
  ExpiresIn: z.int().positive(),
});
const Claims = z.object({ sub: z.string(), origin_jti: z.string(), email: z.email() });

type Known = readonly [new (...args: never[]) => Error, ErrorCode];

const SLOW_DOWN: readonly Known[] = [
  [LimitExceededException, 'RATE_LIMITED'],
  [TooManyRequestsException, 'RATE_LIMITED'],
];

/** @throws AppError for what the pool answers on purpose; everything else as it came */
const translated = async <T>(work: Promise<T>, known: readonly Known[]): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    const match = [...known, ...SLOW_DOWN].find(([type]) => error instanceof type);
    throw match === undefined ? error : new AppError(match[1], { cause: error });
  }
};

/** The pool's own signature was made a moment ago in the same answer, so the claims are read without checking it again. */
const tokens = (result: AuthenticationResultType | undefined, givenRefreshToken?: string): IssuedTokens => {
  const { AccessToken, IdToken, RefreshToken, ExpiresIn } = Result.parse(result);
  const claims = Claims.parse(decodeJwt(IdToken));
  // Without rotation at the pool the answer holds no new refresh token, and the one we have stays good.
  const refreshToken = RefreshToken ?? givenRefreshToken;
  if (refreshToken === undefined) throw new AppError('INTERNAL', { internal: 'the user pool gave no refresh token' });
  return {
    userId: claims.sub,
    email: claims.email,
    sessionId: claims.origin_jti,
    accessToken: AccessToken,
    refreshToken,
    expiresInSeconds: ExpiresIn,
  };
};

/** The user pool behind the port. @param clientId of the pool's client without a secret */
export const cognitoIdentityProvider = (cognito: CognitoIdentityProviderClient, clientId: string): IdentityProvider => ({
  register: async (email, password) => {
    const signUp = new SignUpCommand({
      ClientId: clientId,
      Username: email,
      Password: password,
      UserAttributes: [{ Name: 'email', Value: email }],
    });
    const known: readonly Known[] = [
      [InvalidPasswordException, 'WEAK_PASSWORD'],
      [UsernameExistsException, 'EMAIL_TAKEN'],
    ];
    await translated(cognito.send(signUp), known).catch((error: unknown) => {
      if (!isAppError(error, 'EMAIL_TAKEN')) throw error;
    });
  },

  confirm: async (email, code) => {
    const known: readonly Known[] = [
      [CodeMismatchException, 'BAD_CODE'],
      [ExpiredCodeException, 'BAD_CODE'],
      [UserNotFoundException, 'BAD_CODE'],
      [NotAuthorizedException, 'BAD_CODE'],
      [InvalidParameterException, 'BAD_CODE'],
    ];
    await translated(cognito.send(new ConfirmSignUpCommand({ ClientId: clientId, Username: email, ConfirmationCode: code })), known);
  },

  resendCode: async email => {
    const known: readonly Known[] = [
      [UserNotFoundException, 'NOT_FOUND'],
      [InvalidParameterException, 'NOT_FOUND'],
    ];
    await translated(cognito.send(new ResendConfirmationCodeCommand({ ClientId: clientId, Username: email })), known).catch(
      (error: unknown) => {
        if (!isAppError(error, 'NOT_FOUND')) throw error;
      },
    );
  },

  login: async (email, password) => {
    const known: readonly Known[] = [
      [NotAuthorizedException, 'BAD_CREDENTIALS'],
      [UserNotFoundException, 'BAD_CREDENTIALS'],
      [UserNotConfirmedException, 'NOT_CONFIRMED'],
    ];
    const command = new InitiateAuthCommand({
      ClientId: clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: email, PASSWORD: password },
    });
    return tokens((await translated(cognito.send(command), known)).AuthenticationResult);
  },

  refresh: async refreshToken => {
    const command = new InitiateAuthCommand({
      ClientId: clientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: refreshToken },
    });
    return tokens(
      (await translated(cognito.send(command), [[NotAuthorizedException, 'SESSION_ENDED']])).AuthenticationResult,
      refreshToken,
    );
  },

  revoke: async refreshToken => {
    await translated(cognito.send(new RevokeTokenCommand({ ClientId: clientId, Token: refreshToken })), [
      [NotAuthorizedException, 'SESSION_ENDED'],
    ]).catch((error: unknown) => {
      if (!isAppError(error, 'SESSION_ENDED')) throw error;
    });
  },
});
