import { z } from 'zod';
import { ranks, type SignedIn, scopes } from '../../../domain/identity/index.ts';

export const rankSchema = z
  .enum(ranks)
  .meta({ description: 'What they may do: each may what those before may, and more' });
const languageSchema = z.enum(['en', 'ru']);
export const idSchema = z.string().meta({ format: 'uuid' });

/** Names that turn the rest of a line around, or hold what cannot be seen, are refused; every script is welcome. */
export const personNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]*$/u);
export const emailSchema = z.email().max(254);
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
