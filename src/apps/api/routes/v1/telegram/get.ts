import { z } from 'zod';
import { type DescribedBot, describeBots } from '../../../../../domain/chats/index.ts';
import { failures } from '../../../schemas/error.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

const botSchema = z
  .object({
    username: z.string().meta({ description: 'Without @' }),
    since: z.string().meta({ format: 'date-time' }),
    state: z.enum(['ok', 'degraded', 'failed']).nullable().meta({
      description: 'How it stands with Telegram; null: it runs in another process, whose /ready says so',
    }),
    private_chats: z.int(),
    groups: z.int(),
    unreachable: z.int().meta({ description: 'Chats that blocked or removed it' }),
    recordings: z.int().meta({ description: 'That came through it within 30 days' }),
    seconds: z.number().meta({ description: 'Of sound, within 30 days' }),
    waiting_seconds: z.number().meta({ description: 'For how long the oldest message waits; 0: none does' }),
  })
  .meta({ id: 'TelegramBot' });

export function getTelegram(app: ApiServer, { database, ready }: ApiContext): void {
  app.get(
    '/v1/telegram',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['people'],
        summary: 'The Telegram bot of the account and how much it is used, in numbers',
        response: {
          200: z.object({ bots: z.array(botSchema).meta({ description: 'The newest, which works, first' }) }),
          ...failures,
        },
      },
    },
    async (request) => {
      const bots = await describeBots(database, callerOf(request).tenantId);
      const state = bots.length > 0 ? (await ready()).dependencies['bot']?.state : undefined;
      return { bots: bots.map((bot, place) => presentBot(bot, place === 0 ? state : undefined)) };
    },
  );
}

function presentBot(
  bot: DescribedBot,
  state: z.infer<typeof botSchema>['state'] | undefined,
): z.infer<typeof botSchema> {
  return {
    username: bot.username,
    since: bot.since.toISOString(),
    state: state ?? null,
    private_chats: bot.privateChats,
    groups: bot.groups,
    unreachable: bot.unreachable,
    recordings: bot.recordings,
    seconds: bot.seconds,
    waiting_seconds: bot.waiting,
  };
}
