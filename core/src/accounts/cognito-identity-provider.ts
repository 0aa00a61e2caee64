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

/** Waits for work that may fail with one code without the caller being told. */
const unless = async (code: ErrorCode, work: Promise<unknown>): Promise<void> => {
  await work.catch((error: unknown) => {
    if (!isAppError(error, code)) throw error;
  });
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

/** The user pool behind the port. */
export class CognitoIdentityProvider implements IdentityProvider {
  readonly #cognito: CognitoIdentityProviderClient;
  readonly #clientId: string;

  /** @param clientId of the pool's client without a secret */
  constructor(cognito: CognitoIdentityProviderClient, clientId: string) {
    this.#cognito = cognito;
    this.#clientId = clientId;
  }

  async register(email: string, password: string): Promise<void> {
    const UserAttributes = [{ Name: 'email', Value: email }];
    const signUp = new SignUpCommand({ ClientId: this.#clientId, Username: email, Password: password, UserAttributes });
    const known: readonly Known[] = [
      [InvalidPasswordException, 'WEAK_PASSWORD'],
      [UsernameExistsException, 'EMAIL_TAKEN'],
    ];
    await unless('EMAIL_TAKEN', translated(this.#cognito.send(signUp), known));
  }

  async confirm(email: string, code: string): Promise<void> {
    const types = [CodeMismatchException, ExpiredCodeException, UserNotFoundException, NotAuthorizedException, InvalidParameterException];
    const command = new ConfirmSignUpCommand({ ClientId: this.#clientId, Username: email, ConfirmationCode: code });
    await translated(
      this.#cognito.send(command),
      types.map((type): Known => [type, 'BAD_CODE']),
    );
  }

  async resendCode(email: string): Promise<void> {
    const known: readonly Known[] = [
      [UserNotFoundException, 'NOT_FOUND'],
      [InvalidParameterException, 'NOT_FOUND'],
    ];
    const command = new ResendConfirmationCodeCommand({ ClientId: this.#clientId, Username: email });
    await unless('NOT_FOUND', translated(this.#cognito.send(command), known));
  }

  async login(email: string, password: string): Promise<IssuedTokens> {
    const known: readonly Known[] = [
      [NotAuthorizedException, 'BAD_CREDENTIALS'],
      [UserNotFoundException, 'BAD_CREDENTIALS'],
      [UserNotConfirmedException, 'NOT_CONFIRMED'],
    ];
    const AuthParameters = { USERNAME: email, PASSWORD: password };
    const command = new InitiateAuthCommand({ ClientId: this.#clientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
    return tokens((await translated(this.#cognito.send(command), known)).AuthenticationResult);
  }

  async refresh(refreshToken: string): Promise<IssuedTokens> {
    const AuthParameters = { REFRESH_TOKEN: refreshToken };
    const command = new InitiateAuthCommand({ ClientId: this.#clientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters });
    const answer = await translated(this.#cognito.send(command), [[NotAuthorizedException, 'SESSION_ENDED']]);
    return tokens(answer.AuthenticationResult, refreshToken);
  }

  async revoke(refreshToken: string): Promise<void> {
    const command = new RevokeTokenCommand({ ClientId: this.#clientId, Token: refreshToken });
    await unless('SESSION_ENDED', translated(this.#cognito.send(command), [[NotAuthorizedException, 'SESSION_ENDED']]));
  }
}
