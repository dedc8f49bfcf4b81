import { EfirError } from '../../../core/errors.ts';
import { sleep } from '../../../core/time.ts';
import { askHealth, type Server, unreachable } from './server.ts';

/** The servers of one engine: who gets the next piece, who is left out, who is back. */
export interface ServerPool {
  readonly servers: readonly Server[];
  /**
   * Takes the server with the least to do, among those that `without` does not name unless nobody else is left; to be
   * given back with `release`. Waits while all that work have full queues. Rejects with
   * `transcribe-server-unreachable` when none works, and with `cancelled`.
   */
  acquire(without: ReadonlySet<Server>, signal: AbortSignal | undefined): Promise<Server>;
  release(server: Server): void;
  /** Leaves a server out, longer with every failure, until its /health is good again. */
  reportFailure(server: Server, error: EfirError): void;
  reportSuccess(server: Server): void;
  /** Its queue is full: nothing for it during so many seconds. */
  reportFull(server: Server, seconds: number): void;
  close(): void;
}

/** Milliseconds: after the first failure, and at most. */
const firstPause = 500;
const longestPause = 30_000;
/** Between two looks at what working servers have to do for others. */
const lookPause = 3_000;

export function createPool(servers: readonly Server[]): ServerPool {
  const closing = new AbortController();
  const reasons = new Map<Server, EfirError>();

  const reportFailure: ServerPool['reportFailure'] = (server, error) => {
    reasons.set(server, error);
    server.failures += 1;
    const pause = Math.min(longestPause, firstPause * 2 ** Math.min(server.failures - 1, 10));
    server.restsUntil = performance.now() + pause * (0.75 + Math.random() / 2);
    if (server.down) return;
    server.down = true;
    void bringBack(server);
  };

  /** Looks at a server that failed, with growing pauses, until it is well. */
  async function bringBack(server: Server): Promise<void> {
    while (server.down) {
      await sleep(Math.max(0, server.restsUntil - performance.now()), closing.signal).catch(() => {});
      if (closing.signal.aborted) return;
      await askHealth(server, closing.signal).then(
        (health) => {
          if (health.status !== 'ok')
            reportFailure(server, unreachable(server, health.error ?? health.status));
          // Its failures are kept until it has done a piece: /health alone proves little.
          else server.down = false;
        },
        (thrown: unknown) => reportFailure(server, thrown as EfirError),
      );
    }
  }

  const looking = setInterval(() => {
    for (const server of servers) if (!server.down && server.inFlight > 0) void look(server);
  }, lookPause);
  looking.unref();
  const look = (server: Server) => askHealth(server, closing.signal).catch(() => {});

  return {
    servers,
    reportFailure,
    acquire: async (without, signal) => {
      for (;;) {
        const working = servers.filter((server) => !server.down);
        if (working.length === 0) throw firstReason(servers, reasons);
        const others = working.filter((server) => !without.has(server));
        const server = chooseFreest(others.length > 0 ? others : working);
        if (server) {
          server.inFlight += 1;
          return server;
        }
        await waitForQueue(working, signal);
      }
    },
    release: (server) => {
      server.inFlight -= 1;
    },
    reportSuccess: (server) => {
      server.failures = 0;
      reasons.delete(server);
    },
    reportFull: (server, seconds) => {
      server.restsUntil = performance.now() + seconds * 1000;
    },
    close: () => {
      closing.abort();
      clearInterval(looking);
      for (const { agent } of servers) void agent.destroy().catch(() => {});
    },
  };
}

/** The one with the least to do, of those whose queues are not full. */
function chooseFreest(servers: readonly Server[]): Server | undefined {
  const now = performance.now();
  const free = servers.filter((server) => server.restsUntil <= now);
  return free.toSorted((one, other) => one.inFlight + one.foreign - other.inFlight - other.foreign)[0];
}

async function waitForQueue(working: readonly Server[], signal: AbortSignal | undefined): Promise<void> {
  const soonest = Math.min(...working.map((server) => server.restsUntil)) - performance.now();
  await sleep(Math.max(20, soonest), signal).catch((thrown: unknown) => {
    throw new EfirError('cancelled', {}, { cause: thrown });
  });
}

function firstReason(servers: readonly Server[], reasons: ReadonlyMap<Server, EfirError>): EfirError {
  const [reason] = servers.flatMap((server) => reasons.get(server) ?? []);
  const server = servers.map(({ url }) => url).join(', ');
  return (
    reason ?? new EfirError('transcribe-server-unreachable', { server, detail: 'no server is configured' })
  );
}
