import type { Texts } from '../../../texts/texts.ts';
import type { FeedListener } from './feed-listener.ts';
import type { FeedMessage } from './feed-messages.ts';
import { createHeartbeat } from './heartbeat.ts';

/** Milliseconds until a listener is to come again: a key that was revoked, or a session that ended, is noticed then. */
const lifetime = 5 * 60 * 1000;
/** Milliseconds until something is said although nothing happens. */
const patience = 5_000;

/** A listener's news as server-sent events, as fast as they are taken. Closes the listener when nobody reads any more. */
export async function* streamFeed(
  listener: FeedListener,
  texts: Texts,
  signal: AbortSignal,
): AsyncGenerator<string, void, void> {
  const heartbeat = createHeartbeat();
  const renewing = setTimeout(() => listener.end('renew'), lifetime);
  const leave = () => listener.close();
  signal.addEventListener('abort', leave, { once: true });
  try {
    yield 'retry: 1000\n\n';
    while (!signal.aborted) {
      const messages = await listener.take(patience);
      if (!messages) return;
      for (const message of messages) yield writeMessage(message, texts);
      yield* heartbeat.beat(messages.length > 0);
    }
  } finally {
    clearTimeout(renewing);
    signal.removeEventListener('abort', leave);
    listener.close();
  }
}

function writeMessage(message: FeedMessage, texts: Texts): string {
  const id = 'place' in message ? `id: ${message.place}\n` : '';
  return `${id}event: ${message.type}\ndata: ${writeData(message, texts)}\n\n`;
}

function writeData(message: FeedMessage, texts: Texts): string {
  switch (message.type) {
    case 'created':
    case 'changed':
      return message.data(texts);
    case 'standings':
      return message.data;
    case 'deleted':
      return JSON.stringify({ id: message.id });
    case 'end':
      return JSON.stringify({ reason: message.reason });
    case 'ready':
      return JSON.stringify({ resumed: message.resumed });
    case 'reset':
      return '{}';
  }
}
