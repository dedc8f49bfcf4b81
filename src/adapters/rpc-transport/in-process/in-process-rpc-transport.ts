import { EfirError } from '../../../core/errors.ts';
import { type Logger, silentLogger } from '../../../core/logger.ts';
import type {
  RpcHandler,
  RpcOutcome,
  RpcRequest,
  RpcSubscription,
  RpcTransport,
} from '../../../ports/rpc-transport.ts';
import { endWithin } from '../end-within.ts';

/** What somebody asks within this process. */
export interface InProcessQuestion {
  readonly body: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly correlationId?: string;
  /** False: nobody waits for an answer. */
  readonly expectsAnswer?: boolean;
}

export interface InProcessRpcHub {
  /** One server's connection. */
  connect(): RpcTransport;
  /** Resolves with the answer; undefined where none is sent. */
  ask(queue: string, question: InProcessQuestion): Promise<Buffer | undefined>;
  /** What was set aside, with the reason. */
  listSetAside(queue: string): readonly { readonly body: string; readonly reason: string }[];
}

interface Waiting {
  request: RpcRequest;
  settle(outcome: RpcOutcome): void;
}

interface Queue {
  readonly waiting: Waiting[];
  readonly servers: Set<() => void>;
  readonly setAside: { body: string; reason: string }[];
}

/** Questions and answers within a single process. */
export function createInProcessRpcHub(options: { logger?: Logger } = {}): InProcessRpcHub {
  const logger = options.logger ?? silentLogger;
  const queues = new Map<string, Queue>();
  let count = 0;
  const findQueue = (name: string): Queue => {
    const queue = queues.get(name) ?? { waiting: [], servers: new Set(), setAside: [] };
    queues.set(name, queue);
    return queue;
  };
  return {
    connect: () => connect(findQueue, logger),
    ask(name, { body, headers = {}, correlationId, expectsAnswer = true }) {
      const queue = findQueue(name);
      count += 1;
      const identity = `question ${count}`;
      const request: RpcRequest = {
        body,
        headers: lowerNames(headers),
        ...(correlationId === undefined ? {} : { correlationId }),
        ...(expectsAnswer ? { repliesTo: `asker ${count}` } : {}),
        redelivered: false,
        identify: () => identity,
      };
      return new Promise((resolve) => {
        const settle = (outcome: RpcOutcome) => {
          if (outcome.type === 'set-aside')
            queue.setAside.push({ body: body.toString(), reason: outcome.reason });
          resolve(outcome.type === 'answer' && expectsAnswer ? outcome.body : undefined);
        };
        queue.waiting.push({ request, settle });
        wake(queue);
      });
    },
    listSetAside: (name) => findQueue(name).setAside,
  };
}

function connect(findQueue: (name: string) => Queue, logger: Logger): RpcTransport {
  const subscriptions = new Set<RpcSubscription>();
  let open = true;
  const assertOpen = () => {
    if (!open) throw new EfirError('unavailable', { detail: 'the connection for calls is closed' });
  };
  return {
    capabilities: { reach: 'process', largestAnswer: Number.MAX_SAFE_INTEGER },
    async serve(name, { concurrency }, handler) {
      assertOpen();
      const subscription = subscribe(findQueue(name), concurrency, handler, logger);
      subscriptions.add(subscription);
      return subscription;
    },
    async check() {
      assertOpen();
    },
    async close() {
      open = false;
      await Promise.all([...subscriptions].map((subscription) => subscription.close(0)));
    },
  };
}

function subscribe(queue: Queue, concurrency: number, handler: RpcHandler, logger: Logger): RpcSubscription {
  const atWork = new Map<Waiting, Promise<void>>();
  const leaving = new AbortController();
  let open = true;

  const work = async (waiting: Waiting) => {
    const outcome = await handler(waiting.request, leaving.signal).catch((error: unknown): RpcOutcome => {
      logger.error({ error }, 'a call could not be handled');
      return { type: 'set-aside', reason: error instanceof Error ? error.message : String(error) };
    });
    if (atWork.delete(waiting)) waiting.settle(outcome);
    take();
  };
  const take = () => {
    while (open && atWork.size < concurrency) {
      const waiting = queue.waiting.shift();
      if (!waiting) return;
      // Later, so that the entry exists when the work ends at once.
      const done = Promise.resolve().then(() => work(waiting));
      atWork.set(waiting, done);
    }
  };
  queue.servers.add(take);
  take();
  return {
    async close(graceMilliseconds = 0) {
      open = false;
      queue.servers.delete(take);
      await endWithin(graceMilliseconds, [...atWork.values()]);
      const left = [...atWork.keys()];
      atWork.clear();
      leaving.abort();
      for (const waiting of left) waiting.request = { ...waiting.request, redelivered: true };
      queue.waiting.unshift(...left);
      wake(queue);
    },
  };
}

function wake(queue: Queue): void {
  for (const take of queue.servers) take();
}

function lowerNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
