/** What a password has to hold. The user pool is made from it, and the API checks it first. */
export const PASSWORD_POLICY = { minLength: 12, requireLowercase: true, requireUppercase: true, requireDigits: true } as const;

/**
 * Checked before the user pool is asked: the pool looks for the address first, so a weak password would tell an address
 * that is registered from one that is not.
 */
export const isStrongPassword = (password: string): boolean =>
  password.length >= PASSWORD_POLICY.minLength && /[a-z]/.test(password) && /[A-Z]/.test(password) && /\d/.test(password);
