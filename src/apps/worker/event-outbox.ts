import { performance } from 'node:perf_hooks';
import type { Logger } from '../../core/logger.ts';
import type { Broker } from '../../ports/broker.ts';
import type { EventMessage, WorkerEvent } from '../../wire/event-message.ts';

/** The events of one run, kept until a coordinator says that they are stored. */
export interface EventOutbox {
  /**
   * Numbers an event and sends it; resolves when the broker has it, or could not take it (it is sent again then).
   * Waits first while too many are not acknowledged; does nothing once the run is not wanted.
   */
  report(event: WorkerEvent): Promise<void>;
  /** All events up to this number are stored. */
  forget(seq: number): void;
  /** Nobody wants the rest: drops what is kept and lets nothing more in. */
  discard(): void;
  /** True when everything sent is stored, or not wanted. */
  readonly empty: boolean;
  /** Milliseconds since the last event was reported. */
  quietFor(): number;
  /** Resolves as soon as it is empty. */
  waitUntilEmpty(): Promise<void>;
}

export interface OutboxOptions {
  readonly broker: Pick<Broker, 'publish'>;
  readonly queue: string;
  /** What every event of the run carries. */
  readonly envelope: Omit<EventMessage, 'seq' | 'event'>;
  /** Milliseconds after which an event that nobody acknowledged is sent again. */
  readonly resendAfter: number;
  readonly logger: Logger;
}

/** Events of a run that may be on their way; beyond that the work waits. A piece is about 2 kB. */
const mostKept = 200;

export function createEventOutbox(options: OutboxOptions): EventOutbox {
  const kept = new Map<number, EventMessage>();
  const waiters = new Set<() => void>();
  let lastSeq = 0;
  let lastReport = performance.now();
  const sender = createSender(options);
  let wanted = true;

  const resend = setInterval(() => {
    if (kept.size > 0 && sender.quietFor() >= options.resendAfter * 0.9) void sender.send([...kept.values()]);
  }, options.resendAfter);
  resend.unref();

  const tellWaiters = () => {
    for (const tell of waiters) tell();
    waiters.clear();
  };
  const waitForChange = () => new Promise<void>((resolve) => waiters.add(resolve));

  return {
    async report(event) {
      while (wanted && kept.size >= mostKept) await waitForChange();
      if (!wanted) return;
      lastSeq += 1;
      lastReport = performance.now();
      const message = { ...options.envelope, seq: lastSeq, event } as EventMessage;
      kept.set(lastSeq, message);
      await sender.send([message]);
    },
    forget(seq) {
      for (const known of kept.keys()) if (known <= seq) kept.delete(known);
      tellWaiters();
    },
    discard() {
      wanted = false;
      clearInterval(resend);
      kept.clear();
      tellWaiters();
    },
    get empty() {
      return kept.size === 0;
    },
    quietFor: () => performance.now() - lastReport,
    async waitUntilEmpty() {
      while (kept.size > 0) await waitForChange();
    },
  };
}

/** Sends one thing after the other: most brokers keep that order, and order saves sending again. */
function createSender({ broker, queue, logger }: OutboxOptions) {
  let sending: Promise<void> = Promise.resolve();
  let underWay = 0;
  let lastSend = performance.now();
  return {
    /** Resolves when the broker has them, or could not take them. */
    send(messages: readonly EventMessage[]): Promise<void> {
      lastSend = performance.now();
      underWay += 1;
      sending = sending
        .then(async () => {
          for (const message of messages) await broker.publish(queue, message);
        })
        .catch((error: unknown) => logger.warn({ error }, 'an event could not be sent; it will be again'))
        .finally(() => {
          underWay -= 1;
        });
      return sending;
    },
    /** Milliseconds since something was sent; 0 while something is under way. */
    quietFor: () => (underWay > 0 ? 0 : performance.now() - lastSend),
  };
}
