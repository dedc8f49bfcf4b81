import { z } from 'zod';
import { partTelegram } from '../../../../../../domain/chats/index.ts';
import { requireUser } from '../../../../../../domain/identity/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

export function deleteTelegram(app: ApiServer, { database }: ApiContext): void {
  app.delete(
    '/v1/me/telegram',
    {
      config: { person: true },
      schema: {
        tags: ['people'],
        summary: 'Part from your account of Telegram; may be repeated',
        response: { 204: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      const { by, tenantId } = callerOf(request);
      await partTelegram(database, { tenantId, userId: requireUser({ by }).userId });
      return reply.code(204).send(null);
    },
  );
}
