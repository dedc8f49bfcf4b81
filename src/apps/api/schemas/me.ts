import { z } from 'zod';
import { EfirError } from '../../../core/errors.ts';
import type { Database } from '../../../db/database.ts';
import { findBot, findJoined } from '../../../domain/chats/index.ts';
import {
  type Caller,
  describeUser,
  listExternalLogins,
  requireUser,
} from '../../../domain/identity/index.ts';
import { userSchema } from './identity.ts';

export const meSchema = userSchema
  .extend({
    has_password: z.boolean().meta({ description: 'False: signs in otherwise' }),
    external_logins: z
      .array(z.object({ issuer: z.string(), since: z.string().meta({ format: 'date-time' }) }))
      .meta({ description: 'Accounts at identity providers that are yours' }),
    telegram: z
      .object({ bot: z.string(), since: z.string().meta({ format: 'date-time' }) })
      .nullable()
      .meta({ description: 'The bot of this account through which Telegram was joined' }),
    telegram_bot: z
      .string()
      .nullable()
      .meta({ description: 'Name of the bot, without @, that POST /v1/me/telegram-code makes codes for' }),
  })
  .meta({ id: 'Me' });

export async function describeMe(
  database: Database,
  caller: Pick<Caller, 'by' | 'tenantId'>,
): Promise<z.infer<typeof meSchema>> {
  const { userId } = requireUser(caller);
  const user = await describeUser(database, userId);
  if (!user) throw new EfirError('unauthorised');
  const { tenantId } = caller;
  const [joined, bot, logins] = await Promise.all([
    findJoined(database, { tenantId, userId }),
    findBot(database, tenantId),
    listExternalLogins(database, userId),
  ]);
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    language: user.language ?? null,
    has_password: user.hasPassword,
    external_logins: logins.map(({ issuer, since }) => ({ issuer, since: since.toISOString() })),
    telegram: joined ? { bot: joined.bot, since: joined.since.toISOString() } : null,
    telegram_bot: bot ?? null,
  };
}
