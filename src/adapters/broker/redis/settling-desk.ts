import type { Logger } from '../../../core/logger.ts';
import type { Delivery } from '../../../ports/broker.ts';
import { rejectedQueue } from '../../../wire/names.ts';
import { describeRejected, mostRejected } from '../describe-rejected.ts';
import type { Client } from './open-client.ts';
import type { Outbox } from './outbox.ts';
import { giveBackScript, renewScript, setAsideScript, settleAndKeepScript, settleScript } from './scripts.ts';
import { isKept, settledSet } from './settled.ts';
import type { Timing } from './timing.ts';

/** What one consumer holds, and how it is settled. */
export interface SettlingDesk {
  /** Undefined for an entry that is held already. */
  open(entry: Entry): OpenDelivery | undefined;
  /** Nothing that is held can be settled any more. */
  abandon(): void;
  /** Resolves when what was settled is on its way. */
  close(): Promise<void>;
}

interface Entry {
  readonly id: string;
  readonly message: unknown;
  /** This delivery counted. */
  readonly deliveries: number;
}

interface OpenDelivery {
  readonly delivery: Delivery;
  readonly ack: () => void;
  readonly giveBack: () => void;
}

export interface DeskOptions {
  readonly queue: string;
  readonly group: string;
  readonly consumer: string;
  readonly commands: Client;
  readonly outbox: Outbox;
  readonly timing: Timing;
  readonly logger: Logger;
  /** Told when something was given back. */
  readonly returned: () => void;
}

/** Milliseconds before the second redelivery, doubling, so that a message nobody wants does not spin. */
const redeliveryPause = 50;
const longestPause = 1_000;
/** Entries settled or renewed by one command. */
const mostAtOnce = 500;

export function openDesk(options: DeskOptions): SettlingDesk {
  const { queue, group, consumer, outbox, logger } = options;
  const held = new Set<string>();
  const acknowledge = createAcknowledger(options);
  const stopRenewing = keepRenewing(options, held);

  const trySettling = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => logger.warn({ queue, error }, 'a message could not be settled; it comes again'),
    );
  const putBack = async (entry: Entry) => {
    const pause = Math.min(longestPause, redeliveryPause * (2 ** (entry.deliveries - 1) - 1));
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause).unref());
    await trySettling(outbox.send(['eval', giveBackScript, 1, queue, group, consumer, entry.id]));
    options.returned();
  };
  const keepAside = (entry: Entry, reason: string) => {
    const json = JSON.stringify(describeRejected(queue, entry.message, reason));
    const keys = [2, queue, rejectedQueue(queue)];
    return outbox.send(['eval', setAsideScript, ...keys, group, entry.id, mostRejected, json]);
  };

  return {
    open(entry) {
      if (held.has(entry.id)) return undefined;
      held.add(entry.id);
      /** The first word counts. */
      const settle = (finish: () => Promise<void>) => (held.delete(entry.id) ? finish() : Promise.resolve());
      const ack = () => settle(() => trySettling(acknowledge(entry.id)));
      const giveBack = () => settle(() => putBack(entry));
      return {
        delivery: {
          message: entry.message,
          redelivered: entry.deliveries > 1,
          ack,
          giveBack,
          setAside: (reason) => settle(() => trySettling(keepAside(entry, reason))),
        },
        ack: () => void ack(),
        giveBack: () => void giveBack(),
      };
    },
    abandon: () => held.clear(),
    async close() {
      stopRenewing();
      // What was acknowledged in this turn is sent at its end.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

/** All that is acknowledged in one turn of the event loop goes in one command. */
function createAcknowledger({ queue, group, outbox }: DeskOptions): (id: string) => Promise<unknown> {
  let ids: string[] = [];
  let sent: Promise<unknown> | undefined;
  const send = () => {
    const batches = Array.from({ length: Math.ceil(ids.length / mostAtOnce) }, (_, index) =>
      ids.slice(index * mostAtOnce, (index + 1) * mostAtOnce),
    );
    ids = [];
    sent = undefined;
    return Promise.all(batches.map((batch) => outbox.send(describeSettling(queue, group, batch))));
  };
  return (id) => {
    ids.push(id);
    sent ??= new Promise((resolve, reject) => setImmediate(() => send().then(resolve, reject)));
    return sent;
  };
}

function describeSettling(queue: string, group: string, ids: readonly string[]) {
  return isKept(queue)
    ? ['eval', settleAndKeepScript, 2, queue, settledSet(queue), group, ...ids]
    : ['eval', settleScript, 1, queue, group, ...ids];
}

/** Says of what is held that it is in work, again and again, and at once when the server is back. */
function keepRenewing({ queue, group, consumer, commands, timing }: DeskOptions, held: ReadonlySet<string>) {
  const renew = () => {
    if (held.size === 0 || commands.redis.status !== 'ready') return;
    const ids = [...held];
    for (let from = 0; from < ids.length; from += mostAtOnce) {
      const some = ids.slice(from, from + mostAtOnce);
      commands.redis.eval(renewScript, 1, queue, group, consumer, ...some).catch(() => undefined);
    }
  };
  const timer = setInterval(renew, timing.silence / 4);
  timer.unref();
  commands.redis.on('ready', renew);
  return () => {
    clearInterval(timer);
    commands.redis.off('ready', renew);
  };
}
