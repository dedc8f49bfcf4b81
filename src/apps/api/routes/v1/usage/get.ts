import { z } from 'zod';
import { readQuotaUse, sumSound } from '../../../../../domain/chats/index.ts';
import { failures } from '../../../schemas/error.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

const sentSchema = z.object({
  recordings: z.int(),
  seconds: z.number().meta({ description: 'Of their sound, as far as known' }),
});
const usageSchema = z
  .object({
    day: sentSchema.meta({ description: 'Within the last 24 hours' }),
    month: sentSchema.meta({ description: 'Within the last 30 days' }),
    bot_quota: z.object({ limit: z.number(), used: z.number() }).nullable().meta({
      description:
        'Seconds of sound that all together may send the Telegram bot within 24 hours; null: any amount',
    }),
  })
  .meta({ id: 'Usage' });

export function getUsage(app: ApiServer, { botQuota, database }: ApiContext): void {
  app.get(
    '/v1/usage',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['people'],
        summary: 'How much sound the account took in lately',
        description:
          'Through all doors. What failed or was cancelled before anything was heard does not count, nor what was deleted.',
        response: { 200: usageSchema, ...failures },
      },
    },
    async (request) =>
      database.readTenant(callerOf(request).tenantId, async (tx) => {
        const { day, month } = await sumSound(tx, 'everybody');
        const used = botQuota === undefined ? undefined : await readQuotaUse(tx);
        const quota = botQuota === undefined || used === undefined ? null : { limit: botQuota, used };
        return { day, month, bot_quota: quota };
      }),
  );
}
