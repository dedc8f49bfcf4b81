import { randomBytes } from 'node:crypto';
import type { Logger } from '../../../core/logger.ts';
import { sleep } from '../../../core/time.ts';
import type { ConsumeOptions, DeliveryHandler } from '../../../ports/broker.ts';
import { decodeEntry } from './entry.ts';
import { type Client, isReplyError } from './open-client.ts';
import type { Outbox } from './outbox.ts';
import { claimScript, consumerPrefix, leaveScript } from './scripts.ts';
import { openDesk, type SettlingDesk } from './settling-desk.ts';
import type { Timing } from './timing.ts';

export interface Consumer {
  /** Stops deliveries and waits for handlers at work. */
  drain(): Promise<void>;
  /** Stops deliveries and gives back at once what is not settled; handlers at work are not waited for. */
  abandon(): Promise<void>;
}

export interface ConsumerOptions extends ConsumeOptions {
  readonly queue: string;
  readonly handler: DeliveryHandler;
  /** For reading alone, because reads block; closed with the consumer. */
  readonly reader: Client;
  readonly commands: Client;
  readonly outbox: Outbox;
  readonly timing: Timing;
  readonly logger: Logger;
}

interface State extends ConsumerOptions {
  readonly name: string;
  readonly desk: SettlingDesk;
  readonly atWork: Set<Promise<void>>;
  readonly stopping: AbortController;
  /** When what others left is looked for next. */
  lookAt: number;
  /** Since when the reader has been connected: entries of others age while the server is away. */
  upSince: number;
  readerId: number | undefined;
  reading: boolean;
  /** Called when a handler returned. */
  placeFreed: () => void;
  /** The last refusal that was logged. */
  complaint: string;
}

/** An id, the fields, and how often the entry was delivered. */
type Claimed = readonly [id: string, fields: readonly string[], deliveries: number];

/** Milliseconds between two tries after an error. */
const retryPause = 200;
/** Milliseconds that a goodbye may wait for the server. */
const leavePatience = 1_000;

/** Reads a queue as one consumer of a group. Rejects with `broker-unreachable` and `unavailable`. */
export async function startConsumer(options: ConsumerOptions): Promise<Consumer> {
  const name = `${consumerPrefix}${process.pid}-${randomBytes(6).toString('hex')}`;
  const state: State = {
    ...options,
    name,
    desk: openDesk({ ...options, consumer: name, returned: () => lookSoon(state) }),
    atWork: new Set(),
    stopping: new AbortController(),
    lookAt: 0,
    upSince: performance.now(),
    readerId: undefined,
    reading: false,
    placeFreed: () => undefined,
    complaint: '',
  };
  state.reader.redis.on('ready', () => greet(state));
  try {
    await state.reader.untilReady(options.timing.patience);
    greet(state);
    await createGroup(state);
  } catch (error) {
    state.reader.close();
    await state.desk.close();
    throw error;
  }
  const running = run(state);
  /** Fires when handlers at work are waited for no more. */
  const abandoned = Promise.withResolvers<void>();
  let ended: Promise<void> | undefined;
  const end = async () => {
    state.stopping.abort();
    state.placeFreed();
    void interrupt(state);
    await running;
    await Promise.race([Promise.all(state.atWork), abandoned.promise]);
    state.desk.abandon();
    await leave(state);
  };
  return {
    drain: () => (ended ??= end()),
    abandon: () => {
      abandoned.resolve();
      ended ??= end();
      return ended;
    },
  };
}

function greet(state: State): void {
  state.upSince = performance.now();
  state.readerId = undefined;
  state.reader.redis.client('ID').then(
    (id) => {
      state.readerId = id;
    },
    () => undefined,
  );
}

async function createGroup({ outbox, queue, group }: State): Promise<void> {
  const command = ['xgroup', 'CREATE', queue, group, '0', 'MKSTREAM'];
  await outbox.send(command).catch((error: Error) => {
    if (!error.message.includes('BUSYGROUP')) throw error;
  });
}

async function run(state: State): Promise<void> {
  const { signal } = state.stopping;
  while (!signal.aborted) {
    try {
      await state.reader.untilReady(Number.POSITIVE_INFINITY, signal);
      await waitForPlace(state);
      if (performance.now() >= state.lookAt) await takeOver(state);
      if (countPlaces(state) > 0 && !signal.aborted) await read(state);
    } catch (error) {
      if (!signal.aborted) await recover(state, error);
    }
  }
}

function countPlaces({ prefetch, atWork }: State): number {
  return prefetch - atWork.size;
}

async function waitForPlace(state: State): Promise<void> {
  while (countPlaces(state) <= 0 && !state.stopping.signal.aborted) {
    await new Promise<void>((resolve) => {
      state.placeFreed = resolve;
    });
  }
}

/** Waits for new entries, until it is time to look for old ones again. */
async function read(state: State): Promise<void> {
  const { reader, queue, group, name } = state;
  const block = Math.max(1, Math.ceil(state.lookAt - performance.now()));
  state.reading = true;
  try {
    const answer = (await reader.redis.xreadgroup(
      ...([
        'GROUP',
        group,
        name,
        'COUNT',
        countPlaces(state),
        'BLOCK',
        block,
        'STREAMS',
        queue,
        '>',
      ] as const),
    )) as [string, [string, string[]][]][] | null;
    for (const [, entries] of answer ?? []) for (const [id, fields] of entries) hand(state, [id, fields, 1]);
  } finally {
    state.reading = false;
  }
}

/**
 * Takes what was given back, and what silent consumers left; the latter not right after the server came back, when
 * those who work could not yet say so.
 */
async function takeOver(state: State): Promise<void> {
  const { reader, queue, group, name, timing } = state;
  const isSettled = performance.now() - state.upSince > timing.silence;
  const silence = isSettled ? timing.silence : Math.max(timing.silence, 3_600_000);
  state.lookAt = performance.now() + timing.look;
  const claimed = (await reader.redis.eval(
    claimScript,
    1,
    queue,
    group,
    name,
    countPlaces(state),
    silence,
    timing.foreignSilence,
  )) as Claimed[];
  for (const entry of claimed) hand(state, entry);
}

function hand(state: State, [id, fields, deliveries]: Claimed): void {
  const { desk, handler, logger, queue, atWork } = state;
  const { delivery, ack, giveBack } = desk.open({ id, message: decodeEntry(fields), deliveries }) ?? {};
  // It came back to us while we had it: this process was held up for longer than the others wait.
  if (!delivery) return;
  const done = callHandler(handler, delivery)
    .then(ack, (error: unknown) => {
      logger.error({ queue, error }, 'a consumer failed; the message goes back');
      giveBack?.();
    })
    .then(() => {
      atWork.delete(done);
      state.placeFreed();
    });
  atWork.add(done);
}

async function callHandler(
  handler: DeliveryHandler,
  delivery: Parameters<DeliveryHandler>[0],
): Promise<void> {
  await handler(delivery);
}

/** An emptied server has forgotten the group; whatever came since is kept for it. */
async function recover(state: State, error: unknown): Promise<void> {
  const { logger, queue, stopping } = state;
  const text = error instanceof Error ? error.message : String(error);
  if (/NOGROUP|no longer exists|UNBLOCKED/.test(text)) {
    logger.warn({ queue }, 'the broker was emptied; the queue is made again');
    await createGroup(state).catch(() => undefined);
  } else if (isReplyError(error) && text !== state.complaint) {
    state.complaint = text;
    logger.error({ queue, error }, 'the queue cannot be read; trying again');
  }
  await sleep(retryPause, stopping.signal).catch(() => undefined);
}

function lookSoon(state: State): void {
  state.lookAt = 0;
  void interrupt(state);
}

/** Ends the read that waits now. It may not have reached the server yet, so once is not always enough. */
async function interrupt(state: State): Promise<void> {
  while (state.reading && state.commands.redis.status === 'ready' && state.readerId !== undefined) {
    await state.commands.redis.client('UNBLOCK', state.readerId).catch(() => undefined);
    await sleep(20);
  }
}

/** Says goodbye, so that nobody has to wait for what this consumer held. */
async function leave({ desk, outbox, queue, group, name, reader }: State): Promise<void> {
  await desk.close();
  await outbox
    .send(['eval', leaveScript, 1, queue, group, name], { patience: leavePatience })
    .catch(() => undefined);
  reader.close();
}
