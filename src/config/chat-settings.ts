import { z } from 'zod';
import { duration, durationWords, flag, list, optional, setting, url, whole } from './setting.ts';

/** Settings of the Telegram bot. */
export const chatSettings = {
  TELEGRAM_BOT_TOKEN: optional({
    accepts: 'a token as BotFather gives it, such as 123456789:AA…',
    about: 'Token of the Telegram bot; with it `efir up` runs the bot, too',
    schema: z.string().regex(/^\d{1,20}:[\w-]{1,200}$/),
  }),
  TELEGRAM_TENANT: optional({
    accepts: 'the id of a tenant',
    about: 'Tenant whose recordings come in through the bot; the first one unless given',
    schema: z.uuid(),
  }),
  TELEGRAM_API_URL: setting({
    accepts: 'an http:// or https:// URL',
    about: 'Server of the Bot API: Telegram’s own, or yours (`telegram-bot-api`)',
    schema: url('http', 'https'),
    standard: 'https://api.telegram.org',
  }),
  TELEGRAM_LOCAL_FILES: optional({
    accepts: 'a folder, as an absolute path',
    about:
      'With a Bot API server of your own in --local mode: the folder of its files, shared with the bot. Files of up to 2 GB come in then, instead of 20 MB',
    schema: z.string().startsWith('/'),
  }),
  TELEGRAM_WEBHOOK_URL: optional({
    accepts: 'an https:// URL (http:// for a Bot API server of your own)',
    about: 'Address at which Telegram reaches the bot; without it the bot asks for updates (polling)',
    schema: url('http', 'https'),
  }),
  TELEGRAM_WEBHOOK_SECRET: optional({
    accepts: '1 to 256 of A-Z, a-z, 0-9, _ and -',
    about: 'Secret that Telegram shows with each update; made from the token unless given',
    schema: z.string().regex(/^[\w-]{1,256}$/),
  }),
  TELEGRAM_PORT: optional({
    accepts: 'a port, 0 to 65535 (0: any free one)',
    about:
      'Port at which the bot listens for the webhook and answers health and metrics; PORT + 4 unless given',
    schema: whole(0, 65_535),
  }),
  TELEGRAM_ALLOWED: optional({
    accepts: 'ids of people and groups, and @names of people, with commas between them',
    about:
      'Who may use the bot: themselves anywhere, and everybody in groups that are named. Without it everybody; others are told their id',
    schema: list.refine((names) => names.every((name) => /^(-?\d{1,20}|@\w{1,32})$/.test(name))),
  }),
  TELEGRAM_USER_QUOTA: optional({
    accepts: durationWords,
    about: 'Sound that one person may send the bot within 24 hours; without it any amount',
    schema: duration,
  }),
  TELEGRAM_TENANT_QUOTA: optional({
    accepts: durationWords,
    about: 'The same for all who write to the bot together',
    schema: duration,
  }),
  TELEGRAM_DRAFTS: setting({
    accepts: 'true or false',
    about: 'Whether the text also streams as a native draft in private chats, where the client shows it',
    schema: flag,
    standard: 'false',
  }),
  PUBLIC_URL: optional({
    accepts: 'an http:// or https:// URL',
    about:
      'Address at which people reach the api from outside: for upload links; without it http://HOST:PORT',
    schema: url('http', 'https'),
  }),
  TELEGRAM_SANDBOX_PORT: setting({
    accepts: 'a port, 0 to 65535 (0: any free one)',
    about: 'Port of `efir telegram-sandbox`, a Bot API without Telegram',
    schema: whole(0, 65_535),
    standard: '8081',
  }),
} as const;
