import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { storeUpdates } from '../../domain/chats/index.ts';
import type { BotWork, TelegramConfig } from './bot-work.ts';
import { noteStored } from './note-stored.ts';

/** Bytes of an update; real ones have some thousand. */
const mostBytes = 1024 * 1024;
/** Milliseconds until a body must be there. */
const bodyLimit = 10_000;

/** The secret that Telegram shows with each update. */
export function findWebhookSecret({ token, webhookSecret }: TelegramConfig): string {
  return webhookSecret ?? createHmac('sha256', token).update('efir webhook secret').digest('hex');
}

/**
 * Takes updates in that Telegram brings: 200 only when the update is stored, so that otherwise it comes again. 401
 * without the secret, 400 for what is no update, 413 beyond a megabyte, 500 when it cannot be stored. False where the
 * request is for something else.
 */
export function createWebhookAnswer(
  telegram: TelegramConfig,
  findWork: () => BotWork | undefined,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  if (telegram.webhookUrl === undefined) return async () => false;
  const { pathname } = new URL(telegram.webhookUrl);
  const secret = findWebhookSecret(telegram);
  return async (request, response) => {
    if (request.method !== 'POST' || (request.url ?? '').split('?')[0] !== pathname) return false;
    const status = await takeIn(request, secret, findWork);
    // What was not read is not waited for.
    if (!request.complete) response.setHeader('connection', 'close');
    response.writeHead(status).end();
    return true;
  };
}

async function takeIn(
  request: IncomingMessage,
  secret: string,
  findWork: () => BotWork | undefined,
): Promise<number> {
  if (!isSame(request.headers['x-telegram-bot-api-secret-token'], secret)) return 401;
  const text = await readBody(request);
  if (text === undefined) return 413;
  const work = findWork();
  if (!work) return 503;
  try {
    const stored = await storeUpdates(work.database, work.bot, [parseJson(text)]);
    if (stored.unreadable > 0) return 400;
    noteStored(work, stored);
    return 200;
  } catch (error) {
    work.logger.warn({ error }, 'an update could not be stored; Telegram brings it again');
    return 500;
  }
}

/** In a time that tells nothing of where they differ. */
function isSame(given: string | string[] | undefined, secret: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(typeof given === 'string' ? given : ''), hash(secret));
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const late = setTimeout(() => request.destroy(), bodyLimit);
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.byteLength;
      if (bytes > mostBytes) return undefined;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  } finally {
    clearTimeout(late);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
