/**
 * Key templates of what the authorizer reads: shared by the ElectroDB models and by the authorizer's own reader, which
 * goes without ElectroDB to stay small. A credential is found before its workspace is known, so these start with the user
 * or the key; everything else in the table starts with the workspace.
 */
export const ACCOUNT_KEYS = {
  user: 'user#${userId}',
  member: 'member',
  session: 'session#${sessionId}',
  apiKey: 'api-key#${keyId}',
  apiKeyItem: 'api-key',
} as const;

/** Fills the one name of a template. */
export const filled = (template: string, value: string): string => template.replace(/\$\{\w+\}/, () => value);
