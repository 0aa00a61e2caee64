import * as z from 'zod';
import { LIMITS } from '../platform/limits.ts';
import { Role } from '../accounts/owner-scope.ts';
import { ContentTopic } from '../images/content-topic.ts';
import { WorkspacePolicy } from '../images/rights-record.ts';
import { page, PageQuery } from './page.ts';
import { route } from './route.ts';

const Email = z
  .email()
  .max(254)
  .transform(email => email.trim().toLowerCase());
const Password = z.string().min(1).max(256);
const Code = z.string().regex(/^\d{6}$/, 'six digits');

const Tokens = z
  .object({
    accessToken: z.string(),
    /** Used once; each refresh gives the next one. Using an old one ends the session. */
    refreshToken: z.string(),
    expiresInSeconds: z.int().positive(),
    tokenType: z.literal('Bearer'),
  })
  .meta({ id: 'Tokens' });

const Me = z
  .object({ userId: z.string(), workspaceId: z.string(), role: Role })
  .meta({ id: 'Me', description: 'Who the caller is, and in which workspace.' });

const ApiKey = z
  .object({
    id: z.string(),
    name: z.string(),
    /** First characters of the key, to tell keys apart. */
    prefix: z.string(),
    role: Role,
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    revokedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ApiKey' });

const PicturePolicy = z
  .strictObject({ ...WorkspacePolicy.shape, avoid: z.array(ContentTopic).max(ContentTopic.options.length).optional() })
  .meta({
    id: 'PicturePolicy',
    description:
      'What the workspace asks of its pictures beyond what the operator does. What is left out is as the operator has it; of each rule the stricter one holds.',
  });

export const accountsRoutes = {
  register: route({
    id: 'register',
    method: 'POST',
    path: '/v1/auth/register',
    area: 'accounts',
    access: 'public',
    summary: 'Register an address; a code is mailed to it',
    body: z.strictObject({ email: Email, password: Password }).meta({ id: 'Registration' }),
    status: 202,
    output: z.object({ state: z.literal('confirmation-sent') }),
    errors: ['WEAK_PASSWORD'],
  }),
  confirm: route({
    id: 'confirm',
    method: 'POST',
    path: '/v1/auth/confirm',
    area: 'accounts',
    access: 'public',
    summary: 'Confirm the address with the mailed code',
    body: z.strictObject({ email: Email, code: Code }).meta({ id: 'Confirmation' }),
    status: 200,
    output: z.object({ state: z.literal('confirmed') }),
    errors: ['BAD_CODE'],
  }),
  resend: route({
    id: 'resendCode',
    method: 'POST',
    path: '/v1/auth/resend',
    area: 'accounts',
    access: 'public',
    summary: 'Mail a new code',
    body: z.strictObject({ email: Email }).meta({ id: 'Resend' }),
    status: 202,
    output: z.object({ state: z.literal('confirmation-sent') }),
    errors: [],
  }),
  login: route({
    id: 'login',
    method: 'POST',
    path: '/v1/auth/login',
    area: 'accounts',
    access: 'public',
    summary: 'Log in with address and password',
    body: z.strictObject({ email: Email, password: Password }).meta({ id: 'Credentials' }),
    status: 200,
    output: Tokens,
    errors: ['BAD_CREDENTIALS', 'NOT_CONFIRMED'],
  }),
  refresh: route({
    id: 'refresh',
    method: 'POST',
    path: '/v1/auth/refresh',
    area: 'accounts',
    access: 'public',
    summary: 'Exchange the refresh token for new tokens',
    body: z.strictObject({ refreshToken: z.string().min(1).max(8_000) }).meta({ id: 'Refresh' }),
    status: 200,
    output: Tokens,
    errors: ['SESSION_ENDED'],
  }),
  logout: route({
    id: 'logout',
    method: 'POST',
    path: '/v1/auth/logout',
    area: 'accounts',
    access: 'viewer',
    summary: 'End this session; its tokens are refused from now on',
    status: 204,
    errors: [],
  }),
  me: route({
    id: 'getMe',
    method: 'GET',
    path: '/v1/me',
    area: 'accounts',
    access: 'viewer',
    summary: 'Who am I',
    status: 200,
    output: Me,
    errors: [],
  }),
  getPicturePolicy: route({
    id: 'getPicturePolicy',
    method: 'GET',
    path: '/v1/workspace/picture-policy',
    area: 'accounts',
    access: 'viewer',
    summary: 'What the workspace asks of its pictures',
    status: 200,
    output: PicturePolicy,
    errors: [],
  }),
  setPicturePolicy: route({
    id: 'setPicturePolicy',
    method: 'PUT',
    path: '/v1/workspace/picture-policy',
    area: 'accounts',
    access: 'admin',
    summary: 'Say what the workspace asks of its pictures; it holds for those chosen from now on',
    body: PicturePolicy,
    status: 200,
    output: PicturePolicy,
    errors: [],
  }),
  createApiKey: route({
    id: 'createApiKey',
    method: 'POST',
    path: '/v1/api-keys',
    area: 'accounts',
    access: 'admin',
    summary: 'Make an API key; its secret is shown this once',
    body: z
      .strictObject({
        name: z.string().trim().min(1).max(80),
        role: Role.default('editor'),
        expiresInDays: z.int().min(1).max(LIMITS.apiKeyDays.value).default(90),
      })
      .meta({ id: 'NewApiKey' }),
    status: 201,
    output: ApiKey.extend({ key: z.string() }).meta({ id: 'ApiKeyWithSecret' }),
    errors: [],
  }),
  listApiKeys: route({
    id: 'listApiKeys',
    method: 'GET',
    path: '/v1/api-keys',
    area: 'accounts',
    access: 'admin',
    summary: 'The workspace’s API keys, newest first; ended ones included',
    query: PageQuery,
    status: 200,
    output: page(ApiKey).meta({ id: 'ApiKeyPage' }),
    errors: [],
  }),
  revokeApiKey: route({
    id: 'revokeApiKey',
    method: 'DELETE',
    path: '/v1/api-keys/{keyId}',
    area: 'accounts',
    access: 'admin',
    summary: 'Revoke an API key; it is refused within seconds',
    params: z.object({ keyId: z.string().regex(/^key_[0-9A-Z]+$/) }),
    status: 204,
    errors: [],
  }),
};
