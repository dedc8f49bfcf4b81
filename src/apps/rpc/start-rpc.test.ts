import { randomUUID } from 'node:crypto';
import { Connection } from 'rabbitmq-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { standardConfig, startTestApi, type TestApi } from '../../../test/support/api.ts';
import { type RabbitmqServer, startRabbitmq } from '../../../test/support/rabbitmq.ts';
import { uploadRecording } from '../../../test/support/recordings.ts';
import { openRpcAsker, type RpcAsker } from '../../../test/support/rpc-asker.ts';
import { createRabbitmqRpcTransport } from '../../adapters/rpc-transport/rabbitmq/rabbitmq-rpc-transport.ts';
import { createLogger, type Logger } from '../../core/logger.ts';
import { createMetrics, type Metrics } from '../../core/metrics.ts';
import { revokeApiKey } from '../../domain/identity/index.ts';
import { getTexts } from '../../texts/texts.ts';
import type { Role } from '../role.ts';
import { startRpc } from './start-rpc.ts';

/*
 * What strangers write into the queue, over a real RabbitMQ: each message is answered or set aside, counted, logged
 * once, and the next one is answered.
 */
const queue = 'rpc_queue';
const patience = { timeout: 30_000 };

let door: TestApi;
let server: RabbitmqServer;
let asker: RpcAsker;
let rpc: Role;
let metrics: Metrics;
const lines: Record<string, unknown>[] = [];

beforeAll(async () => {
  [door, server] = await Promise.all([startTestApi(), startRabbitmq()]);
  metrics = createMetrics({ processMetrics: false });
  asker = await openRpcAsker(server.url);
  rpc = await start();
}, 300_000);
afterAll(async () => {
  await rpc?.close();
  await asker?.close();
  await door?.close();
  await server?.close();
});

function start(): Promise<Role> {
  const logger: Logger = createLogger({
    level: 'info',
    format: 'json',
    destination: { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
  });
  return startRpc({
    config: { ...standardConfig, rpcQueue: queue },
    database: door.db.database,
    ports: { blobs: door.blobs },
    transport: createRabbitmqRpcTransport({ url: server.url, logger }),
    logger,
    metrics,
    texts: getTexts,
  });
}

interface Answer {
  readonly id: unknown;
  readonly result?: Record<string, unknown>;
  readonly error?: { code: number; data: { code: string; message: string; request_id: string } };
}

const write = (method: string, params: object = {}, id: unknown = 1) =>
  JSON.stringify({ jsonrpc: '2.0', method, params, ...(id === undefined ? {} : { id }) });

async function ask(body: string | Buffer, headers: Record<string, string> = { 'x-api-key': door.key }) {
  return JSON.parse(await asker.ask(queue, body, { headers })) as Answer;
}

async function readCounter(name: 'rpcCalls' | 'messagesDropped', labels: object): Promise<number> {
  const { values } = await metrics[name].get();
  const wanted = JSON.stringify(labels);
  return values.find((one) => JSON.stringify(one.labels) === wanted)?.value ?? 0;
}

const expectAlive = async () =>
  expect((await ask(write('system.ping'))).result).toMatchObject({ pong: true });

describe('a caller', () => {
  test('is known by its key, in either header, with its scopes', async () => {
    const { id } = await uploadRecording(door);
    const status = write('media.status', { recording_id: id });
    expect((await ask(status)).result).toMatchObject({ recording_id: id, state: 'queued' });
    expect((await ask(status, { authorization: `Bearer ${door.key}` })).result).toMatchObject({
      state: 'queued',
    });
    const reader = await door.createKey(door.tenantId, ['recordings:read']);
    const refused = await ask(write('media.cancel', { recording_id: id }), { 'x-api-key': reader });
    expect(refused.error).toMatchObject({ code: -32003, data: { code: 'forbidden' } });
    const stranger = await door.createKey(await door.db.createTenant('stranger'));
    for (const method of ['media.status', 'media.cancel', 'media.transcribe']) {
      const answer = await ask(write(method, { recording_id: id }), { 'x-api-key': stranger });
      expect(answer.error?.data.code, method).toBe('recording-not-found');
    }
    expect((await ask(status)).result).toMatchObject({ state: 'queued' });
  });

  test('without a key, or with a wrong one, learns nothing', async () => {
    const wrong = `${door.key.slice(0, -6)}AAAAAA`;
    for (const headers of [
      {},
      { 'x-api-key': wrong },
      { 'x-api-key': '' },
      { authorization: 'Basic eA==' },
    ]) {
      for (const method of ['media.status', 'system.ping', 'no.method']) {
        const { error } = await ask(write(method), headers as Record<string, string>);
        expect(error).toMatchObject({ code: -32001, data: { code: 'unauthorised' } });
      }
    }
    await expectAlive();
  });

  test('whose key is revoked is let in for five seconds more at most', async () => {
    const key = await door.createKey(door.tenantId);
    expect((await ask(write('system.ping'), { 'x-api-key': key })).result).toBeDefined();
    const keys = await door.db.query<{ id: string }>(
      'select id from api_keys order by created_at desc limit 1',
    );
    await revokeApiKey(door.db.database, door.tenantId, keys[0]?.id as never);
    const code = async () => (await ask(write('system.ping'), { 'x-api-key': key })).error?.data.code;
    await expect.poll(code, { timeout: 20_000, interval: 500 }).toBe('unauthorised');
  });

  test('is answered over direct reply-to as well', async () => {
    const client = asker.connection.createRPCClient({ timeout: 30_000 });
    const { body } = await client.send(
      { routingKey: queue, headers: { 'X-API-Key': door.key } },
      { jsonrpc: '2.0', method: 'system.ping', id: 'direct' },
    );
    await client.close();
    expect(body).toMatchObject({ id: 'direct', result: { pong: true } });
  });
});

describe('what nobody can read', () => {
  test('is answered where it has a place for answers, and counted', async () => {
    const before = await readCounter('messagesDropped', { queue_name: queue });
    const bodies = ['{"jsonrpc":', '', 'null', '[]', `${'['.repeat(50_000)}`, 'x'.repeat(3_000_000)];
    const codes = await Promise.all(bodies.map(async (body) => (await ask(body, {})).error?.code));
    expect(codes).toEqual([-32700, -32700, -32600, -32600, -32600, -32600]);
    expect(await readCounter('messagesDropped', { queue_name: queue })).toBe(before + bodies.length);
    await expectAlive();
  });

  test('is set aside where it has none, and logged once', async () => {
    lines.length = 0;
    await asker.tell(queue, 'no JSON at all', {});
    await asker.tell(queue, Buffer.from([0xff, 0xfe, 0x00]), {});
    await asker.tell(queue, '{"method": "older"}', { contentType: 'application/json' });
    const found: string[] = [];
    await expect
      .poll(async () => {
        found.push(...(await asker.listSetAside(queue)).map(({ body }) => body));
        return found.length;
      }, patience)
      .toBe(3);
    expect(found).toContain('no JSON at all');
    expect(found).toContain('{"method":"older"}');
    expect(lines.filter(({ msg }) => msg === 'a message holds no call').length).toBe(3);
    await expectAlive();
  });

  test.each([
    ['nested JSON that says it is JSON', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, 'application/json'],
    ['JSON that is cut and says it is JSON', '{"jsonrpc": "2.0", "meth', 'application/json'],
    ['text', 'hello', 'text/plain'],
  ])('is told so whatever it calls itself: %s', async (_what, body, contentType) => {
    const answer = JSON.parse(await asker.ask(queue, body, { contentType })) as Answer;
    expect([-32700, -32600]).toContain(answer.error?.code);
    await expectAlive();
  });
});

describe('a call', () => {
  test('with wrong parameters or an unknown method is told what is wrong', async () => {
    const wrong = await ask(write('media.status', { recording_id: 'x', more: 1 }));
    expect(wrong.error).toMatchObject({ code: -32602, data: { code: 'request-invalid' } });
    expect(wrong.error?.data.message).toContain('recording_id');
    const unknown = await ask(write('media.explode'), { 'x-api-key': door.key, 'x-request-id': 'mine-1' });
    expect(unknown.error).toMatchObject({ code: -32601, data: { request_id: 'mine-1' } });
    expect(await readCounter('rpcCalls', { method: 'unknown', outcome: 'method-unknown' })).toBeGreaterThan(
      0,
    );
    expect(await readCounter('rpcCalls', { method: 'media.status', outcome: 'request-invalid' })).toBe(1);
  });

  test.each([
    ['that does not exist', () => `gone:${randomUUID()}`],
    ['of nobody', () => 'amq.rabbitmq.reply-to.nonsense'],
    [
      'that looks like a direct one',
      () => 'amq.rabbitmq.reply-to.g1h2AA5yZXBseUAyNTI1ODA1MAAADNgAAAAAX.abc==',
    ],
    ['without a name', () => ''],
    ['that is as long as can be', () => 'x'.repeat(255)],
  ])('whose answer goes to a queue %s harms nobody', async (_what, nameQueue) => {
    const before = await readCounter('rpcCalls', { method: 'system.ping', outcome: 'ok' });
    await asker.tell(queue, write('system.ping'), {
      headers: { 'x-api-key': door.key },
      replyTo: nameQueue(),
    });
    const counted = () => readCounter('rpcCalls', { method: 'system.ping', outcome: 'ok' });
    await expect.poll(counted, patience).toBe(before + 1);
    await expectAlive();
    expect(await asker.count(queue)).toBe(0);
  });

  test('whose asker went away goes to nobody, and the next is answered', async () => {
    const leaving = new Connection({ url: server.url });
    leaving.on('error', () => {});
    const { queue: callback } = await leaving.queueDeclare({ exclusive: true });
    const request = { headers: { 'x-api-key': door.key }, replyTo: callback };
    await leaving.close();
    await asker.tell(queue, write('system.ping'), request);
    await expectAlive();
  });

  test('of a notification is not answered, but done', async () => {
    const { id } = await uploadRecording(door);
    const notification = write('media.cancel', { recording_id: id }, undefined);
    await asker.tell(queue, notification, { headers: { 'x-api-key': door.key } });
    const state = async () => (await ask(write('media.status', { recording_id: id }))).result?.['state'];
    await expect.poll(state, patience).toBe('cancelled');
  });

  test('whose time was over before it was taken is not done', async () => {
    const { id } = await uploadRecording(door);
    await rpc.close();
    const headers = { 'x-api-key': door.key };
    const expired = { headers, expiration: '100' };
    await asker.tell(queue, write('media.cancel', { recording_id: id }), expired);
    await new Promise((resolve) => setTimeout(resolve, 300));
    rpc = await start();
    expect((await ask(write('media.status', { recording_id: id }))).result).toMatchObject({
      state: 'queued',
    });
    expect(await asker.count(queue)).toBe(0);
  });
});

describe('the role', () => {
  test('goes on when RabbitMQ was killed and is back, and says so in between', async () => {
    expect(await rpc.ready()).toMatchObject({ state: 'ready' });
    await server.kill();
    await expect.poll(async () => (await rpc.ready()).state, patience).toBe('unready');
    await server.start();
    const state = async () => (await rpc.ready()).state;
    await expect.poll(state, { timeout: 60_000 }).toBe('ready');
    const again = await openRpcAsker(server.url);
    const answer = await again.ask(queue, write('system.ping'), { headers: { 'x-api-key': door.key } });
    await again.close();
    expect(JSON.parse(answer)).toMatchObject({ result: { pong: true } });
  }, 200_000);

  test('does not start with a service that does not exist', async () => {
    const transport = createRabbitmqRpcTransport({ url: server.url });
    const options = { services: ['media', 'ml'] };
    const started = startRpc({
      config: { ...standardConfig, rpc: { ...standardConfig.rpc, ...options }, rpcQueue: queue },
      database: door.db.database,
      ports: { blobs: door.blobs },
      transport,
      logger: createLogger({ level: 'silent', format: 'json' }),
      metrics,
      texts: getTexts,
    });
    await expect(started).rejects.toMatchObject({ code: 'setting-invalid', args: { value: 'ml' } });
    await transport.close();
  });
});
