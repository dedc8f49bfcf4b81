import { EfirError } from '../../../core/errors.ts';
import { sleep } from '../../../core/time.ts';
import { type Client, isReplyError } from './open-client.ts';

/** A command with its arguments, as it goes over the wire. */
export type Command = readonly (string | number)[];

/** Commands on their way: those of one moment share a round trip, and those of an outage wait for its end. */
export interface Outbox {
  /**
   * Resolves with the server's answer. A command whose answer was lost with the connection is sent again, so it may
   * happen twice. Rejects with `unavailable` when the server was away for too long, or too much waits for it.
   */
  send(command: Command, options?: { readonly patience?: number }): Promise<unknown>;
  /** Waits for what is under way, some milliseconds at most, and rejects the rest and all that comes. */
  close(limit: number): Promise<void>;
}

interface Item {
  readonly command: Command;
  readonly bytes: number;
  readonly deadline: number;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: EfirError) => void;
  done: boolean;
}

/** Bytes that may wait for a lost server. */
const mostWaiting = 64 * 2 ** 20;
/** Commands and bytes of one round trip. */
const mostCommands = 1_000;
const mostBytes = 8 * 2 ** 20;
/** Milliseconds between two looks at what waits too long, and before a busy server is asked again. */
const lookInterval = 100;
/** Refusals that pass: the server is loading its data, full, or has another leader at the moment. */
const passing = /^(LOADING|BUSY|MASTERDOWN|READONLY|MISCONF|OOM|CLUSTERDOWN|TRYAGAIN|NOREPLICAS)\b|\bOOM\b/;

const closed = 'the broker connection is closed';

export function createOutbox(client: Client, standardPatience: number): Outbox {
  const state: State = { client, waiting: [], bytes: 0, sending: undefined, scheduled: false, open: true };
  const look = setInterval(() => giveUpLate(state), lookInterval);
  look.unref();
  client.redis.on('ready', () => schedule(state));
  return {
    send(command, { patience = standardPatience } = {}) {
      const bytes = command.reduce<number>((sum, word) => sum + String(word).length, 0);
      if (!state.open || state.bytes + bytes > mostWaiting) {
        const full = `too much waits for ${client.tellFailure()}`;
        return Promise.reject(new EfirError('unavailable', { detail: state.open ? full : closed }));
      }
      return new Promise((resolve, reject) => {
        state.bytes += bytes;
        const deadline = performance.now() + patience;
        state.waiting.push({ command, bytes, deadline, resolve, reject, done: false });
        schedule(state);
      });
    },
    async close(limit) {
      state.open = false;
      const end = performance.now() + limit;
      while ((state.waiting.length > 0 || state.sending) && performance.now() < end) await sleep(5);
      clearInterval(look);
      for (const item of state.waiting.splice(0)) fail(state, item, closed);
    },
  };
}

interface State {
  readonly client: Client;
  waiting: Item[];
  /** Of all that is not answered. */
  bytes: number;
  /** The round trip under way: there is one at a time, so that the order holds when one fails. */
  sending: Promise<void> | undefined;
  scheduled: boolean;
  open: boolean;
}

/** At the end of this turn of the event loop, so that what is sent in it goes together. */
function schedule(state: State): void {
  if (state.scheduled || state.sending || state.waiting.length === 0) return;
  if (state.client.redis.status !== 'ready') return;
  state.scheduled = true;
  setImmediate(() => {
    state.scheduled = false;
    const batch = state.sending || state.client.redis.status !== 'ready' ? [] : takeBatch(state.waiting);
    if (batch.length === 0) return;
    state.sending = exchange(state, batch).finally(() => {
      state.sending = undefined;
      schedule(state);
    });
  });
}

async function exchange(state: State, batch: readonly Item[]): Promise<void> {
  const { client } = state;
  const answers = (await client.redis.pipeline(batch.map((item) => [...item.command])).exec()) ?? [];
  const again = batch.filter((item, index) => {
    const [error, answer] = answers[index] ?? [new Error('no answer')];
    if (!error) settle(state, item, () => item.resolve(answer));
    else if (!isPassing(error) || isLate(item)) fail(state, item, client.tellFailure(error));
    else return true;
    return false;
  });
  if (again.length === 0) return;
  state.waiting = [...again, ...state.waiting];
  // A server that refuses for now is not asked without a pause.
  await sleep(lookInterval / 2);
}

function giveUpLate(state: State): void {
  for (const item of state.waiting) if (isLate(item)) fail(state, item, state.client.tellFailure());
  state.waiting = state.waiting.filter((item) => !item.done);
  schedule(state);
}

function isLate({ deadline }: Item): boolean {
  return deadline < performance.now();
}

function isPassing(error: Error): boolean {
  return !isReplyError(error) || passing.test(error.message);
}

function fail(state: State, item: Item, detail: string): void {
  settle(state, item, () => item.reject(new EfirError('unavailable', { detail })));
}

function settle(state: State, item: Item, finish: () => void): void {
  if (item.done) return;
  item.done = true;
  state.bytes -= item.bytes;
  finish();
}

function takeBatch(waiting: Item[]): Item[] {
  let [count, bytes] = [0, 0];
  for (const item of waiting) {
    if (count > 0 && (count >= mostCommands || bytes + item.bytes > mostBytes)) break;
    count += 1;
    bytes += item.bytes;
  }
  return waiting.splice(0, count);
}
