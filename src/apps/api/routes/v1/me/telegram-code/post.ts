import { z } from 'zod';
import { createJoiningCode } from '../../../../../../domain/chats/index.ts';
import { requireUser } from '../../../../../../domain/identity/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

const codeSchema = z.object({
  bot: z.string().meta({ description: 'Name of the bot, without @' }),
  code: z.string().meta({ description: 'Works once' }),
  expires_at: z.string().meta({ format: 'date-time' }),
});

export function postTelegramCode(app: ApiServer, { database }: ApiContext): void {
  app.post(
    '/v1/me/telegram-code',
    {
      config: { person: true },
      schema: {
        tags: ['people'],
        summary: 'Make a code that joins your account of Telegram: write /link and the code to the bot',
        response: { 201: codeSchema, ...failures },
      },
    },
    async (request, reply) => {
      const { by, tenantId } = callerOf(request);
      const { userId } = requireUser({ by });
      const { bot, code, expiresAt } = await createJoiningCode(database, { tenantId, userId });
      reply.code(201).header('cache-control', 'no-store');
      return { bot, code, expires_at: expiresAt.toISOString() };
    },
  );
}
