import { abortPoll } from '../poll.ts';
import { badRequest, Refusal } from '../refusal.ts';
import { deliverToWebhook, describeWebhook } from '../webhook.ts';
import { rememberAllowed } from './account.ts';
import type { BuiltMethods, MethodCall } from './call.ts';

/** Telegram's own server connects to these only; one's own server to any. The sandbox takes any port, and http. */
const mostConnections = 100;
const betweenCalls = 1000;

export const webhookMethods = {
  setWebhook(call) {
    const { world, bot, args } = call;
    const address = args.text('url').trim();
    if (address === '') return removeWebhook(call);
    const secret = args.text('secret_token');
    if (secret.length > 256) throw badRequest('secret token is too long');
    if (!/^[\w-]*$/.test(secret)) throw badRequest('secret token contains unallowed characters');
    if (!isUrl(address)) throw badRequest('invalid webhook URL specified');
    const now = world.clock.now();
    if (now < bot.lastWebhookCall + betweenCalls)
      throw new Refusal(429, 'Too Many Requests: retry after 1', { retry_after: 1 });
    bot.lastWebhookCall = now;
    rememberAllowed(bot, args.json('allowed_updates'));
    if (args.flag('drop_pending_updates')) bot.queue.length = 0;
    bot.webhook?.stop.abort();
    const wanted = args.integer('max_connections', 40);
    bot.webhook = {
      url: address,
      secret: secret === '' ? undefined : secret,
      maxConnections: Math.min(mostConnections, Math.max(1, wanted)),
      certificate: args.file('certificate') !== undefined,
      ipAddress: args.has('ip_address') ? args.text('ip_address') : undefined,
      stop: new AbortController(),
      busy: 0,
      lastError: undefined,
    };
    for (const waiting of bot.queue) Object.assign(waiting, { due: 0, sending: false, tries: 0 });
    abortPoll(bot, 'terminated by setWebhook request');
    deliverToWebhook(world, bot);
    return true;
  },

  deleteWebhook: (call) => removeWebhook(call),

  getWebhookInfo: ({ bot }) => describeWebhook(bot),
} satisfies BuiltMethods;

function removeWebhook({ bot, args }: MethodCall): true {
  bot.webhook?.stop.abort();
  bot.webhook = undefined;
  if (args.flag('drop_pending_updates')) bot.queue.length = 0;
  for (const waiting of bot.queue) waiting.sending = false;
  return true;
}

function isUrl(address: string): boolean {
  return URL.canParse(address) && ['http:', 'https:'].includes(new URL(address).protocol);
}
