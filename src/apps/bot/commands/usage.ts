import { findQuotaOverrun, type SentSound, sumSound } from '../../../domain/chats/index.ts';
import type { BotContext } from '../bot-context.ts';
import { writeTitled } from '../menus/show-menu.ts';
import { readPerson } from '../person.ts';

/** `/usage`: how much sound this person sent, and in a group everybody there, and how much more may come. */
export async function tellUsage(context: BotContext): Promise<void> {
  const { bot, chatRow, texts, tx } = context;
  const person = readPerson(context);
  const lines: string[] = [];
  const write = (id: string, { recordings, seconds }: SentSound) =>
    lines.push(texts.text(id, { recordings, seconds: Math.round(seconds) }));
  if (person) {
    const own = await sumSound(tx, { bot, userId: person.id });
    write('bot-usage-day', own.day);
    write('bot-usage-month', own.month);
    const quota = await describeQuota(context, person.id, own.day.seconds);
    if (quota !== undefined) lines.push('', quota);
  }
  if (chatRow.kind !== 'private') {
    const all = await sumSound(tx, { bot, chatId: chatRow.id });
    if (lines.length > 0) lines.push('');
    write('bot-usage-chat-day', all.day);
    write('bot-usage-chat-month', all.month);
  }
  await context.say({ kind: 'text', ...writeTitled(texts.text('bot-usage'), lines.join('\n')) });
}

/** What of the person's own quota is left, or when it opens; undefined where there is none. */
async function describeQuota(context: BotContext, userId: number, used: number): Promise<string | undefined> {
  const { bot, config, texts, tx } = context;
  const { tenantQuota, userQuota } = config.telegram;
  const quotas = { user: userQuota, tenant: tenantQuota };
  const overrun = await findQuotaOverrun(tx, { bot, userId, quotas, seconds: 0 });
  if (overrun) {
    const seconds = overrun.opensAt ? Math.max(60, (overrun.opensAt.getTime() - Date.now()) / 1000) : 86_400;
    return texts.text(`bot-usage-full-${overrun.whose}`, { limit: overrun.limit, seconds });
  }
  if (userQuota === undefined) return undefined;
  return texts.text('bot-usage-left', { limit: userQuota, left: Math.max(0, userQuota - used) });
}
