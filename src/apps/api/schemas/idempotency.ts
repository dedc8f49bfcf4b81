import { z } from 'zod';

/** Headers of routes that take recordings in. */
export const idempotencyHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/)
    .optional()
    .meta({ description: 'The same key with the same request gives the same recording, for 24 hours' }),
});
