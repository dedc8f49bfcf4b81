import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { sleep } from '../../src/core/time.ts';
import type { RpcHandler, RpcOutcome, RpcRequest, RpcTransport } from '../../src/ports/rpc-transport.ts';

export interface RpcTransportUnderTest {
  /** A server's connection of its own. */
  connect(): Promise<RpcTransport>;
  /** Asks as another program would, and waits for the answer. */
  ask(queue: string, body: string, headers?: Readonly<Record<string, string>>): Promise<string>;
  /** Sends a request that expects no answer. */
  tell(queue: string, body: string): Promise<void>;
  listSetAside(queue: string): Promise<readonly { readonly body: string; readonly reason: string }[]>;
  readonly capabilities: RpcTransport['capabilities'];
}

/** What every adapter that brings calls has to keep. */
export function describeRpcTransport(name: string, findSubject: () => RpcTransportUnderTest): void {
  describe(`rpc-transport: ${name}`, () => {
    const opened: RpcTransport[] = [];
    const connect = async () => {
      const transport = await findSubject().connect();
      opened.push(transport);
      return transport;
    };
    afterEach(async () => {
      for (const transport of opened.splice(0)) await transport.close();
    });

    describeAnswers(connect, findSubject);
    describeOddRequests(connect, findSubject);
    describeSharing(connect, findSubject);
    describeLeaving(connect, findSubject);
  });
}

type Connect = () => Promise<RpcTransport>;
type Find = () => RpcTransportUnderTest;

const nameQueue = () => `calls:${randomUUID()}`;
const answer = (text: string): RpcOutcome => ({ type: 'answer', body: Buffer.from(text) });
const echo: RpcHandler = async ({ body }) => answer(`echo ${body.toString()}`);
const one = { concurrency: 1 };

function describeAnswers(connect: Connect, find: Find): void {
  it('brings each answer to who asked', async () => {
    const queue = nameQueue();
    await (await connect()).serve(queue, { concurrency: 5 }, echo);
    const questions = range(20).map((number) => `question ${number}`);
    const answers = await Promise.all(questions.map((question) => find().ask(queue, question)));
    expect(answers).toEqual(questions.map((question) => `echo ${question}`));
  });

  it('hands over body, headers and what the asker needs for telling answers apart', async () => {
    const queue = nameQueue();
    const seen: RpcRequest[] = [];
    await (await connect()).serve(queue, one, async (request) => {
      seen.push(request);
      return echo(request, new AbortController().signal);
    });
    const body = JSON.stringify({ text: 'эфир', list: [1, { a: null }] });
    expect(await find().ask(queue, body, { 'X-Api-Key': 'a key', Authorization: 'Bearer b' })).toBe(
      `echo ${body}`,
    );
    const [request] = seen;
    expect(request?.body.toString()).toBe(body);
    expect(request?.headers).toMatchObject({ 'x-api-key': 'a key', authorization: 'Bearer b' });
    expect(request?.redelivered).toBe(false);
    expect(request?.repliesTo).toEqual(expect.any(String));
    expect(request?.identify()).toEqual(expect.any(String));
  });

  it('declares what it can', async () => {
    expect((await connect()).capabilities).toEqual(find().capabilities);
  });
}

function describeOddRequests(connect: Connect, find: Find): void {
  it('goes on after requests that nobody answers', async () => {
    const queue = nameQueue();
    const seen: string[] = [];
    const transport = await connect();
    await transport.serve(queue, one, async ({ body, repliesTo }) => {
      seen.push(body.toString());
      return repliesTo === undefined ? { type: 'silence' } : answer('heard');
    });
    await find().tell(queue, 'a notification');
    expect(await find().ask(queue, 'a question')).toBe('heard');
    expect(seen).toEqual(['a notification', 'a question']);
  });

  it('keeps what is set aside where it can be read', async () => {
    const queue = nameQueue();
    await (await connect()).serve(queue, one, async ({ body }) =>
      body.toString() === 'odd' ? { type: 'set-aside', reason: 'not understood' } : answer('fine'),
    );
    await find().tell(queue, 'odd');
    expect(await find().ask(queue, 'even')).toBe('fine');
    await expect
      .poll(() => find().listSetAside(queue), { timeout: 10_000 })
      .toEqual([{ body: 'odd', reason: 'not understood' }]);
  });

  it('sets aside what its handler fails of, once', async () => {
    const queue = nameQueue();
    const seen: string[] = [];
    await (await connect()).serve(queue, one, async ({ body }) => {
      seen.push(body.toString());
      if (body.toString() === 'bad') throw new Error('no idea');
      return answer('fine');
    });
    await find().tell(queue, 'bad');
    expect(await find().ask(queue, 'good')).toBe('fine');
    await expect
      .poll(() => find().listSetAside(queue), { timeout: 10_000 })
      .toEqual([{ body: 'bad', reason: 'no idea' }]);
    expect(seen).toEqual(['bad', 'good']);
  });
}

function describeSharing(connect: Connect, find: Find): void {
  it('has no more requests at work than it was told', async () => {
    const queue = nameQueue();
    let running = 0;
    let most = 0;
    await (await connect()).serve(queue, { concurrency: 3 }, async () => {
      running += 1;
      most = Math.max(most, running);
      await sleep(20);
      running -= 1;
      return answer('done');
    });
    await Promise.all(range(12).map(() => find().ask(queue, 'work')));
    expect(most).toBe(3);
  });

  it('shares the requests of a queue between its servers', async () => {
    const queue = nameQueue();
    const serve = async (name: string) =>
      (await connect()).serve(queue, one, async () => {
        await sleep(20);
        return answer(name);
      });
    await serve('first');
    await serve('second');
    const answers = await Promise.all(range(10).map(() => find().ask(queue, 'who')));
    expect(new Set(answers)).toEqual(new Set(['first', 'second']));
  });
}

function describeLeaving(connect: Connect, find: Find): void {
  it('lets what is at work end when it closes with grace, and takes no more', async () => {
    const queue = nameQueue();
    const subscription = await (await connect()).serve(queue, one, async () => {
      await sleep(200);
      return answer('in time');
    });
    const asked = find().ask(queue, 'slow');
    await sleep(100);
    await subscription.close(10_000);
    expect(await asked).toBe('in time');
    const waiting = find().ask(queue, 'for the next');
    await (await connect()).serve(queue, one, echo);
    expect(await waiting).toBe('echo for the next');
  });

  it('gives what is not done to the next server, which is told', async () => {
    const queue = nameQueue();
    const seen: RpcRequest[] = [];
    let left: AbortSignal | undefined;
    const first = await connect();
    await first.serve(queue, one, (request, signal) => {
      seen.push(request);
      left = signal;
      return new Promise(() => {});
    });
    const asked = find().ask(queue, 'please');
    await expect.poll(() => seen.length, { timeout: 10_000 }).toBe(1);
    await first.close();
    expect(left?.aborted).toBe(true);
    await (await connect()).serve(queue, one, async (request) => {
      seen.push(request);
      return answer('from the second');
    });
    expect(await asked).toBe('from the second');
    expect(seen.map(({ redelivered }) => redelivered)).toEqual([false, true]);
    expect(seen[0]?.identify()).toBe(seen[1]?.identify());
  });

  it('says that it is closed', async () => {
    const transport = await connect();
    const state = () =>
      transport.check().then(
        () => 'ok',
        (error: Error) => error.message,
      );
    await expect.poll(state, { timeout: 20_000 }).toBe('ok');
    await transport.close();
    await expect(transport.check()).rejects.toMatchObject({ code: 'unavailable' });
    await expect(transport.serve(nameQueue(), one, echo)).rejects.toMatchObject({ code: 'unavailable' });
  });
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
