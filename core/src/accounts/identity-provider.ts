/** Tokens of one log-in, as the user pool gives them. */
export interface IssuedTokens {
  /** `sub` of the user. */
  readonly userId: string;
  readonly email: string;
  /** `origin_jti`: the same for every token of the log-in. */
  readonly sessionId: string;
  readonly accessToken: string;
  /** The pool's own; it never leaves us in the clear. */
  readonly refreshToken: string;
  readonly expiresInSeconds: number;
}

/** Who knows passwords: the user pool. Throws AppError with the codes of the accounts area. */
export interface IdentityProvider {
  /** Mails a code. A known address answers alike, so that nobody can ask who is registered. @throws WEAK_PASSWORD */
  register(email: string, password: string): Promise<void>;
  /** @throws BAD_CODE */
  confirm(email: string, code: string): Promise<void>;
  /** Answers alike for unknown and confirmed addresses. */
  resendCode(email: string): Promise<void>;
  /** @throws BAD_CREDENTIALS, NOT_CONFIRMED */
  login(email: string, password: string): Promise<IssuedTokens>;
  /** @throws SESSION_ENDED */
  refresh(refreshToken: string): Promise<IssuedTokens>;
  /** Ends the log-in at the pool; twice is harmless. */
  revoke(refreshToken: string): Promise<void>;
}
