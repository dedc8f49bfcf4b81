import type { Logger } from '../../../core/logger.ts';
import type { Client } from './open-client.ts';

type Listener = (text: string) => void;

/** What one connection listens to. It is opened with the first listener, and subscribes again by itself. */
export interface Topics {
  /** Rejects with `broker-unreachable`. Resolves with how to leave. */
  listen(topic: string, listener: Listener): Promise<() => Promise<void>>;
  close(): void;
}

export function createTopics(open: () => Client, patience: number, logger: Logger): Topics {
  const listeners = new Map<string, Set<Listener>>();
  let client: Client | undefined;

  const connect = () => {
    const opened = open();
    opened.redis.on('message', (topic: string, text: string) => {
      for (const listener of listeners.get(topic) ?? []) listener(text);
    });
    return opened;
  };
  const remove = (topic: string, listener: Listener) => {
    const known = listeners.get(topic);
    known?.delete(listener);
    if (known?.size !== 0) return false;
    listeners.delete(topic);
    return true;
  };

  return {
    async listen(topic, listener) {
      client ??= connect();
      const subscriber = client;
      listeners.set(topic, (listeners.get(topic) ?? new Set()).add(listener));
      try {
        await subscribe(subscriber, topic, patience);
      } catch (error) {
        remove(topic, listener);
        throw error;
      }
      return async () => {
        if (!remove(topic, listener) || subscriber.redis.status !== 'ready') return;
        await subscriber.redis
          .unsubscribe(topic)
          .catch((error: unknown) => logger.debug({ topic, error }, 'a topic could not be left'));
      };
    },
    close: () => client?.close(),
  };
}

/** Again where the connection broke meanwhile. */
async function subscribe(client: Client, topic: string, patience: number): Promise<void> {
  const end = performance.now() + patience;
  for (;;) {
    await client.untilReady(Math.max(0, end - performance.now()));
    try {
      await client.redis.subscribe(topic);
      return;
    } catch (error) {
      if (client.redis.status === 'ready') throw error;
    }
  }
}
