import { z } from 'zod';
import {
  type Invitation,
  type Member,
  ranks,
  type Session,
  type SignedIn,
  scopes,
} from '../../../domain/identity/index.ts';

export const rankSchema = z
  .enum(ranks)
  .meta({ description: 'What they may do: each may what those before may, and more' });
export const languageSchema = z.enum(['en', 'ru']);
export const idSchema = z.string().meta({ format: 'uuid' });

/** Names that turn the rest of a line around, or hold what cannot be seen, are refused; every script is welcome. */
export const personNameSchema = z
  .string()
  .trim()
  .min(1, 'name-unusable')
  .max(100, 'name-unusable')
  .regex(/^[^\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]*$/u, 'name-unusable');
export const emailSchema = z.email('email-unusable').max(254, 'email-unusable');
/** Judged where it is set, with sentences of its own; `sign-in` takes any text for a wrong one. */
export const passwordSchema = z.string().max(20_000);

export const userSchema = z
  .object({
    id: idSchema,
    email: z.string(),
    name: z.string(),
    language: languageSchema.nullable().meta({ description: 'null: as the browser asks' }),
  })
  .meta({ id: 'User' });

export const signedInSchema = z
  .object({
    user: userSchema,
    tenant: z.object({ id: idSchema, name: z.string() }).meta({ description: 'What is looked at now' }),
    rank: rankSchema,
    scopes: z.array(z.enum(scopes)).meta({ description: 'What the rank may do' }),
    tenants: z
      .array(z.object({ id: idSchema, name: z.string(), rank: rankSchema }))
      .meta({ description: 'All accounts that the user belongs to' }),
  })
  .meta({ id: 'SignedIn' });

export function presentSignedIn(found: SignedIn): z.infer<typeof signedInSchema> {
  return {
    ...found,
    user: { ...found.user, language: found.user.language ?? null },
    scopes: [...found.scopes],
    tenants: [...found.tenants],
  };
}

const timeSchema = z.string().meta({ format: 'date-time' });

export const sessionSchema = z
  .object({
    id: idSchema,
    address: z.string(),
    user_agent: z.string(),
    created_at: timeSchema,
    seen_at: timeSchema.meta({ description: 'To the minute' }),
    current: z.boolean().meta({ description: 'The one that asks' }),
  })
  .meta({ id: 'Session' });

export function presentSession(session: Session, current: string | undefined): z.infer<typeof sessionSchema> {
  return {
    id: session.id,
    address: session.address,
    user_agent: session.userAgent,
    created_at: session.createdAt.toISOString(),
    seen_at: session.seenAt.toISOString(),
    current: session.id === current,
  };
}

export const memberSchema = z
  .object({
    id: idSchema.meta({ description: 'Of the user' }),
    email: z.string(),
    name: z.string(),
    rank: rankSchema,
    since: timeSchema,
  })
  .meta({ id: 'Member' });

export function presentMember({ since, ...member }: Member): z.infer<typeof memberSchema> {
  return { ...member, since: since.toISOString() };
}

export const invitationSchema = z
  .object({
    id: idSchema,
    email: z.string(),
    rank: rankSchema,
    invited_by: z.string().nullable().meta({ description: 'Name of who invites; null: a program' }),
    created_at: timeSchema,
    expires_at: timeSchema,
  })
  .meta({ id: 'Invitation' });

export function presentInvitation(one: Invitation): z.infer<typeof invitationSchema> {
  return {
    id: one.id,
    email: one.email,
    rank: one.rank,
    invited_by: one.invitedBy ?? null,
    created_at: one.createdAt.toISOString(),
    expires_at: one.expiresAt.toISOString(),
  };
}

export const tenantSchema = z.object({ id: idSchema, name: z.string() }).meta({ id: 'Tenant' });
export const secretParams = z.object({ secret: z.string().max(200) });
export const idParams = z.object({ id: idSchema });
