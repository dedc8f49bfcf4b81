import { z } from 'zod';
import type { Tokens } from '../../../domain/identity/index.ts';

export const tokensSchema = z
  .object({
    access_token: z.string().meta({ description: 'Send it as Authorization: Bearer' }),
    token_type: z.literal('Bearer'),
    expires_in: z.int().meta({ description: 'Seconds' }),
    refresh_token: z
      .string()
      .meta({ description: 'Good for one refreshing; shown again, all tokens of this sign-in end' }),
  })
  .meta({ id: 'Tokens' });

export const refreshBody = z.strictObject({ refresh_token: z.string().min(1).max(200) });

export function presentTokens(tokens: Tokens): z.infer<typeof tokensSchema> {
  return {
    access_token: tokens.accessToken,
    token_type: 'Bearer',
    expires_in: tokens.expiresIn,
    refresh_token: tokens.refreshToken,
  };
}
