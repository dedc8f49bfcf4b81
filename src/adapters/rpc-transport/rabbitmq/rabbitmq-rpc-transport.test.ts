import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type RabbitmqServer, startRabbitmq } from '../../../../test/support/rabbitmq.ts';
import { openRpcAsker, type RpcAsker } from '../../../../test/support/rpc-asker.ts';
import type { RpcHandler, RpcRequest, RpcTransport } from '../../../ports/rpc-transport.ts';
import { createRabbitmqRpcTransport } from './rabbitmq-rpc-transport.ts';

/* What only a server that may change, go and come back asks of the adapter; the rest is in the conformance suite. */

let server: RabbitmqServer;
let asker: RpcAsker;
const opened: RpcTransport[] = [];
beforeAll(async () => {
  server = await startRabbitmq();
  asker = await openRpcAsker(server.url);
}, 300_000);
afterEach(async () => {
  for (const transport of opened.splice(0)) await transport.close();
});
afterAll(async () => {
  await asker?.close();
  await server?.close();
});

const patience = { timeout: 60_000 };
const echo: RpcHandler = async ({ body }) => ({ type: 'answer', body });
const connect = () => {
  const transport = createRabbitmqRpcTransport({ url: server.url });
  opened.push(transport);
  return transport;
};

describe('a queue', () => {
  test('that another program declared in its own way is served as it is', async () => {
    const queue = `calls:${randomUUID()}`;
    await asker.connection.queueDeclare({ queue, durable: false, arguments: { 'x-max-length': 5 } });
    await connect().serve(queue, { concurrency: 1 }, echo);
    const client = asker.connection.createRPCClient({ timeout: 30_000 });
    const { body } = await client.send(queue, 'hello');
    expect(String(body)).toBe('hello');
    await client.close();
  });

  test('that somebody deletes is there again', async () => {
    const queue = `calls:${randomUUID()}`;
    const transport = connect();
    await transport.serve(queue, { concurrency: 1 }, echo);
    expect(await asker.ask(queue, 'before')).toBe('before');
    await asker.connection.queueDelete(queue);
    await expect
      .poll(
        () =>
          asker.count(queue).then(
            () => true,
            () => false,
          ),
        patience,
      )
      .toBe(true);
    expect(await asker.ask(queue, 'after')).toBe('after');
  });
});

test('a server whose address names nobody is entered as guest, as it is by the broker', async () => {
  const all = '<<".*">>';
  await server.evaluate(
    `rabbit_auth_backend_internal:add_user(<<"guest">>, <<"guest">>, <<"test">>),
     rabbit_auth_backend_internal:set_permissions(<<"guest">>, <<"/">>, ${all}, ${all}, ${all}, <<"test">>)`,
  );
  const transport = createRabbitmqRpcTransport({ url: `amqp://127.0.0.1:${new URL(server.url).port}` });
  opened.push(transport);
  const queue = `calls:${randomUUID()}`;
  await transport.serve(queue, { concurrency: 1 }, echo);
  expect(await asker.ask(queue, 'hello')).toBe('hello');
});

describe('a request', () => {
  test('tells how long its asker waits, and what it has in common with itself', async () => {
    const queue = `calls:${randomUUID()}`;
    const seen: RpcRequest[] = [];
    await connect().serve(queue, { concurrency: 5 }, async (request) => {
      seen.push(request);
      return { type: 'answer', body: Buffer.from('seen') };
    });
    const same = { correlationId: 'c', timestamp: 1_700_000_000 };
    await asker.tell(queue, 'one', { ...same, expiration: '30000' });
    await asker.tell(queue, 'one', same);
    await asker.tell(queue, 'two', same);
    await asker.tell(queue, 'one', { ...same, timestamp: 1_700_000_001 });
    await asker.tell(queue, 'one');
    await expect.poll(() => seen.length, patience).toBe(5);
    expect(seen[0]?.patience).toBe(30);
    const [first, again, ...others] = seen.map((request) => request.identify());
    expect(again).toBe(first);
    expect(others[2]).toBeUndefined();
    expect(new Set([first, ...others]).size).toBe(4);
  });

  test('in work when the server is killed is left, and comes again', async () => {
    const queue = `calls:${randomUUID()}`;
    const seen: { redelivered: boolean; signal: AbortSignal }[] = [];
    const transport = connect();
    await transport.serve(queue, { concurrency: 1 }, async ({ redelivered }, signal) => {
      seen.push({ redelivered, signal });
      if (seen.length === 1) await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return { type: 'silence' };
    });
    await asker.tell(queue, 'durable', { durable: true });
    await expect.poll(() => seen.length, patience).toBe(1);
    await server.kill();
    await expect.poll(() => seen[0]?.signal.aborted, patience).toBe(true);
    await expect(transport.check()).rejects.toMatchObject({ code: 'unavailable' });
    await server.start();
    await expect.poll(() => seen.map(({ redelivered }) => redelivered), patience).toEqual([false, true]);
    await expect.poll(() => transport.check().then(() => 'ok', String), patience).toBe('ok');
  }, 200_000);

  test('is taken by a transport that was there before its server', async () => {
    const queue = `calls:${randomUUID()}`;
    await server.stop();
    const transport = connect();
    const serving = transport.serve(queue, { concurrency: 1 }, echo);
    await expect(transport.check()).rejects.toMatchObject({ code: 'unavailable' });
    await server.start();
    await serving;
    const late = await openRpcAsker(server.url);
    expect(await late.ask(queue, 'hello')).toBe('hello');
    await late.close();
  }, 200_000);
});
