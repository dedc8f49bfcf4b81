import type { WebhookInfo } from '@grammyjs/types';
import type { Bot, WaitingUpdate, Webhook, World } from './world.ts';

/** Longer than that nobody waits for an answer. Milliseconds of the real clock. */
const answerLimit = 60_000;
/** Pauses between tries, seconds of the sandbox's clock; after the last the update stays for a day. */
const pauses = [1, 2, 4, 8, 16, 32, 60];

/**
 * Sends what waits to the webhook, as many at once as it allows; those of one chat one after the other. Only an answer
 * 2xx takes an update off the queue; otherwise it comes again, under the same number.
 */
export function deliverToWebhook(world: World, bot: Bot): void {
  const { webhook } = bot;
  if (!webhook) return;
  const now = world.clock.now();
  const busy = new Set(bot.queue.filter(({ sending }) => sending).map(({ lane }) => lane));
  for (const waiting of bot.queue) {
    if (webhook.busy >= webhook.maxConnections) return;
    const { lane } = waiting;
    if (waiting.sending || busy.has(lane)) continue;
    // What waits for its next try holds back what came later in its chat.
    busy.add(lane);
    if (waiting.due > now) continue;
    waiting.sending = true;
    webhook.busy += 1;
    void send(world, bot, webhook, waiting);
  }
}

async function send(world: World, bot: Bot, webhook: Webhook, waiting: WaitingUpdate): Promise<void> {
  const fault = world.faults.meet({ bot: bot.user.id, method: 'webhook' });
  const failure = await post(world, bot, webhook, waiting);
  if (fault?.kind === 'duplicate-updates') await post(world, bot, webhook, waiting);
  webhook.busy -= 1;
  waiting.sending = false;
  waiting.tries += 1;
  if (bot.webhook !== webhook || webhook.stop.signal.aborted) return;
  if (failure === undefined) {
    const place = bot.queue.indexOf(waiting);
    if (place >= 0) bot.queue.splice(place, 1);
  } else {
    webhook.lastError = { at: world.clock.now(), message: failure };
    const pause = (pauses[waiting.tries - 1] ?? pauses.at(-1) ?? 60) * 1000;
    waiting.due = world.clock.now() + pause;
    void world.clock
      .sleep(pause, AbortSignal.any([webhook.stop.signal, world.closing]))
      .then(() => deliverToWebhook(world, bot));
  }
  deliverToWebhook(world, bot);
}

/** The failure in Telegram's words; undefined: it was taken. */
async function post(
  world: World,
  bot: Bot,
  webhook: Webhook,
  { update }: WaitingUpdate,
): Promise<string | undefined> {
  const call = world.journal.open({
    bot: bot.user.id,
    method: 'webhook',
    time: world.clock.now(),
    parameters: { update },
  });
  const started = performance.now();
  try {
    const response = await fetch(webhook.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(webhook.secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': webhook.secret }),
      },
      body: JSON.stringify(update),
      redirect: 'manual',
      signal: AbortSignal.any([webhook.stop.signal, world.closing, AbortSignal.timeout(answerLimit)]),
    });
    await response.arrayBuffer();
    call.status = response.status;
    call.done = response.ok;
    return response.ok
      ? undefined
      : `Wrong response from the webhook: ${response.status} ${response.statusText}`;
  } catch (thrown) {
    const timedOut = thrown instanceof Error && thrown.name === 'TimeoutError';
    return timedOut ? 'Read timeout expired' : 'Connection refused';
  } finally {
    call.milliseconds = Math.round(performance.now() - started);
  }
}

/** What getWebhookInfo tells. */
export function describeWebhook({ webhook, queue, allowed }: Bot): WebhookInfo {
  return {
    url: webhook?.url ?? '',
    has_custom_certificate: webhook?.certificate ?? false,
    pending_update_count: queue.length,
    ...(webhook
      ? { max_connections: webhook.maxConnections, ip_address: webhook.ipAddress ?? '127.0.0.1' }
      : {}),
    ...(webhook?.lastError
      ? {
          last_error_date: Math.floor(webhook.lastError.at / 1000),
          last_error_message: webhook.lastError.message,
        }
      : {}),
    ...(allowed ? { allowed_updates: [...allowed] as NonNullable<WebhookInfo['allowed_updates']> } : {}),
  };
}
