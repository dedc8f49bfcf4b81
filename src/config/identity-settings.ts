import { z } from 'zod';
import { list, optional, setting, text, url } from './setting.ts';

/** Settings of sign-in by an identity provider. */
export const identitySettings = {
  OIDC_ISSUER: optional({
    accepts: 'an https:// URL (http:// for a provider of your own)',
    about:
      'Identity provider (OpenID Connect) by which people may sign in, with OIDC_CLIENT_ID and OIDC_CLIENT_SECRET. Register PUBLIC_URL/v1/auth/oidc/callback there',
    schema: url('http', 'https'),
  }),
  OIDC_CLIENT_ID: optional({
    accepts: 'an id as the provider gives it',
    about: 'Id under which Efir is registered at the identity provider',
    schema: text,
  }),
  OIDC_CLIENT_SECRET: optional({
    accepts: 'a secret as the provider gives it',
    about: 'Secret that belongs to OIDC_CLIENT_ID',
    schema: text,
  }),
  OIDC_NAME: optional({
    accepts: 'a name',
    about: 'What people call the identity provider; its host unless given',
    schema: text.max(60),
  }),
  OIDC_DOMAINS: setting({
    accepts: 'domains separated by commas, such as example.com',
    about:
      'Whoever the identity provider knows under an address of these, and says so for sure, becomes a member at the first sign-in; others need an invitation',
    schema: list
      .transform((domains) => domains.map((domain) => domain.toLowerCase()))
      .refine((domains) => domains.every((domain) => /^[^\s@,]+\.[^\s@,.]+$/.test(domain))),
    standard: '',
  }),
  OIDC_RANK: setting({
    accepts: 'viewer, member, manager',
    about: 'What those members may do',
    schema: z.enum(['viewer', 'member', 'manager']),
    standard: 'member',
  }),
  OIDC_TENANT: optional({
    accepts: 'the id of a tenant',
    about: 'Tenant that they become members of; the first one unless given',
    schema: z.uuid(),
  }),
} as const;
