import type { Logger } from '../../../core/logger.ts';
import type { Client } from './open-client.ts';
import { upkeepScript } from './scripts.ts';
import { isKept, settledSet } from './settled.ts';
import type { Timing } from './timing.ts';

/** Housekeeping of the queues that one connection uses, and what the server says of itself. */
export interface Upkeep {
  watch(queue: string): void;
  /** Whether the server writes its data down; false before it said so. */
  isDurable(): boolean;
  close(): void;
}

/** Queues looked after by one connection; there are a handful. */
const mostQueues = 1_000;

export function keepUp(commands: Client, timing: Timing, logger: Logger): Upkeep {
  const queues = new Set<string>();
  const warned = new Set<string>();
  let durable = false;

  const work = async () => {
    if (commands.redis.status !== 'ready') return;
    for (const queue of queues) {
      await commands.redis
        .eval(upkeepScript, 2, queue, settledSet(queue), ...describeLimits(queue, timing))
        .catch((error: unknown) => logger.debug({ queue, error }, 'housekeeping of a queue failed'));
    }
  };
  const timer = setInterval(() => void work(), timing.upkeep);
  timer.unref();

  const warn = (text: string) => {
    if (!warned.has(text)) logger.warn(text);
    warned.add(text);
  };
  const meet = async () => {
    const facts = await commands.redis.info().catch(() => '');
    durable = /^aof_enabled:1/m.test(facts);
    if (/^aof_enabled:0/m.test(facts)) {
      warn('Redis does not write its data down (appendonly no): a restart of it delays the tasks under way');
    }
    const policy = /^maxmemory_policy:(\S+)/m.exec(facts)?.[1] ?? 'noeviction';
    if (policy !== 'noeviction') {
      warn(`Redis may throw queues away when it is full (maxmemory-policy ${policy}): use noeviction`);
    }
  };
  commands.redis.on('ready', () => void meet());

  return {
    watch(queue) {
      if (queues.size < mostQueues) queues.add(queue);
    },
    isDurable: () => durable,
    close: () => clearInterval(timer),
  };
}

function describeLimits(queue: string, timing: Timing): (string | number)[] {
  const keep = isKept(queue) ? 'keep' : '';
  return [keep, timing.keepSettled / 1000, timing.foreignSilence, timing.forgetAfter];
}
