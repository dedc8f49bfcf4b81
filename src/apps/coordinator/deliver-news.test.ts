import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { happen, succeeded, uploadRecording, wholeStory } from '../../../test/support/recordings.ts';
import { startWebTarget, type WebTarget } from '../../../test/support/web-target.ts';
import {
  createGuardedWebClient,
  type GuardedWebClientOptions,
} from '../../adapters/web-client/guarded/guarded-web-client.ts';
import { createLogger } from '../../core/logger.ts';
import { createMetrics } from '../../core/metrics.ts';
import type { Database } from '../../db/database.ts';
import type { Happening } from '../../work/effects.ts';
import { deliverNews } from './deliver-news.ts';

const logger = createLogger({ level: (process.env['TEST_LOG'] ?? 'silent') as 'silent', format: 'json' });
const patient = { timeout: 20_000, interval: 25 };
/** Seconds; retries come with the next look at the table. */
const schedule = [0.01, 0.01, 0.01, 0.01];

let door: TestApi;
let target: WebTarget;
let metrics: ReturnType<typeof createMetrics>;
const closers: (() => Promise<void>)[] = [];

beforeEach(async () => {
  door = await startTestApi();
  target = await startWebTarget();
  metrics = createMetrics({ processMetrics: false });
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  await target.close();
  await door.close();
});

interface WebhookBody {
  readonly id: string;
  readonly secret: string;
  readonly state: string;
  readonly reason: { code: string; message: string } | null;
  readonly failures: number;
}
interface DeliveryBody {
  readonly id: string;
  readonly state: string;
  readonly tries: number;
  readonly status: number | null;
  readonly error: { code: string; message: string; hint: string } | null;
  readonly next_try_at: string | null;
  readonly body: string;
  readonly log: {
    number: number;
    status: number | null;
    error: { code: string } | null;
    answer: string | null;
  }[];
}

async function call<Body>(method: string, path: string, body?: unknown): Promise<Body> {
  const answer = await door.fetch(path, {
    key: door.key,
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Body;
}

function deliver(options: GuardedWebClientOptions & { database?: Database } = {}): {
  close(): Promise<void>;
} {
  const { database = door.db.database, ...web } = options;
  const limits = { connect: 1_000, head: 1_000, body: 300 };
  const client = createGuardedWebClient({ privateHosts: ['127.0.0.1'], limits, ...web });
  const delivering = deliverNews({ database, logger, metrics }, client, schedule);
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= delivering.close().then(() => client.close());
    return closed;
  };
  closers.push(close);
  return { close };
}

const addWebhook = (body: object = {}) =>
  call<WebhookBody>('POST', '/v1/webhooks', { url: target.url, ...body });
const sendTest = (id: string) => call<DeliveryBody>('POST', `/v1/webhooks/${id}/test`);
const look = (id: string) => call<DeliveryBody>('GET', `/v1/deliveries/${id}`);
const lookAt = (id: string) => call<WebhookBody>('GET', `/v1/webhooks/${id}`);
const waitFor = async (id: string, state: string) => {
  await expect.poll(async () => (await look(id)).state, patient).toBe(state);
  return look(id);
};
const told = (type: string) => target.received.filter(({ body }) => JSON.parse(body).type === type);

/** Ends a recording as a worker's report would, with the hint behind the commit. */
async function end(story: readonly Happening[], query = 'file_name=talk.wav'): Promise<string> {
  const { id } = await uploadRecording(door, { query });
  await happen(door, id, story);
  door.db.database.hints.send('deliveries', 'ended');
  return id;
}

/** Verifies as a receiver would, by the text of the specification and with another implementation of HMAC. */
async function verify({ headers, body }: WebTarget['received'][number], secret: string): Promise<boolean> {
  const bytes = Uint8Array.from(atob(secret.replace(/^whsec_/, '')), (char) => char.charCodeAt(0));
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['verify']);
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  for (const signature of (headers['webhook-signature'] ?? '').split(' ')) {
    const [version, text = ''] = signature.split(',');
    const given = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    const data = new TextEncoder().encode(content);
    if (version === 'v1' && (await crypto.subtle.verify('HMAC', key, given, data))) return true;
  }
  return false;
}

describe('a recording that ends', () => {
  test('is told to the webhook and to its callback, signed, with what the API would show', async () => {
    const { id: webhookId, secret } = await addWebhook();
    const { secret: callbackSecret } = await call<{ secret: string }>('POST', '/v1/callbacks/rotate-secret');
    deliver();
    const callback = encodeURIComponent(`${target.url}mine?a=b`);
    const id = await end(wholeStory, `file_name=talk.wav&callback_url=${callback}`);
    await expect.poll(() => target.received.length, patient).toBe(2);
    const hook = target.received.find(({ path }) => path === '/');
    const own = target.received.find(({ path }) => path === '/mine?a=b');
    if (!hook || !own) throw new Error('both are told');
    expect(hook.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Efir',
    });
    expect(Math.abs(Number(hook.headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(60);
    expect([await verify(hook, secret), await verify(own, callbackSecret)]).toEqual([true, true]);
    expect([await verify(hook, callbackSecret), await verify(own, secret)]).toEqual([false, false]);
    expect(await verify({ ...hook, body: `${hook.body} ` }, secret)).toBe(false);
    expect(hook.headers['webhook-id']).not.toBe(own.headers['webhook-id']);

    const news = JSON.parse(hook.body);
    expect(news).toMatchObject({
      type: 'recording.succeeded',
      data: {
        transcript: {
          url: `/v1/recordings/${id}/transcript`,
          text: 'word0 more word1 more word2 more',
          language: 'en',
          quality: 'low',
        },
      },
    });
    const shown = await call<object>('GET', `/v1/recordings/${id}`);
    expect(shown).toMatchObject(news.data.recording);
    expect(new Date(news.timestamp).getTime()).toBeGreaterThan(Date.now() - 60_000);

    const delivery = await waitFor(hook.headers['webhook-id'] ?? '', 'delivered');
    expect(delivery).toMatchObject({
      webhook_id: webhookId,
      recording_id: id,
      tries: 1,
      status: 200,
      error: null,
    });
    expect(delivery.body).toBe(hook.body);
    const log = await call<{ deliveries: unknown[] }>('GET', `/v1/deliveries?recording_id=${id}`);
    expect(log.deliveries.length).toBe(2);
  });

  test('tells nobody who did not ask, once for each end, and why it failed', async () => {
    await addWebhook({ events: ['recording.failed'] });
    deliver();
    await end(wholeStory);
    await end([{ type: 'cancelled' }]);
    const error = { code: 'media-no-audio' as const, args: { found: 'a picture' } };
    const id = await end([{ type: 'dead', error }]);
    await expect.poll(() => told('recording.failed').length, patient).toBe(1);
    await call('POST', `/v1/recordings/${id}/retry`);
    await happen(door, id, [
      { type: 'started', worker_id: 'w' },
      { type: 'dead', error },
    ]);
    await expect.poll(() => told('recording.failed').length, patient).toBe(2);
    expect(target.received.length).toBe(2);
    const [first] = target.received;
    expect(JSON.parse(first?.body ?? '').data.recording).toMatchObject({
      id,
      state: 'failed',
      error: { code: 'media-no-audio', message: expect.stringContaining('a picture') },
    });
  });

  test('by its owner’s word is told too, and one that is deleted takes its news along', async () => {
    await addWebhook();
    const { id } = await uploadRecording(door);
    await call('POST', `/v1/recordings/${id}/cancel`);
    const other = await uploadRecording(door);
    await door.fetch(`/v1/recordings/${other.id}`, { key: door.key, method: 'DELETE' });
    deliver();
    await expect.poll(() => told('recording.cancelled').length, patient).toBe(1);
    expect(await door.db.query('select 1 from deliveries where recording_id = $1', [other.id])).toEqual([]);
  });

  test('brings a short transcript along, and of a long one the address', async () => {
    await addWebhook();
    deliver();
    const long = { index: 0, start: 0, end: 1, text: 'ж'.repeat(140_000), words: [] };
    const id = await end([
      { type: 'started', worker_id: 'w' },
      { type: 'segment', piece: 0, segments: [long], processed: 1 },
      succeeded,
    ]);
    await expect.poll(() => target.received.length, patient).toBe(1);
    const { transcript } = JSON.parse(target.received[0]?.body ?? '').data;
    expect(transcript).toMatchObject({ url: `/v1/recordings/${id}/transcript`, text: null });
  });
});

describe('a delivery', () => {
  test('is tried again with the same id and the same bytes until it arrives', async () => {
    const { id, secret } = await addWebhook();
    target.answer = (_received, index) =>
      [{ status: 500, body: 'broken\0 \ud800' }, 'silence' as const, { status: 302 }][index] ?? {
        status: 204,
      };
    deliver();
    const { id: deliveryId } = await sendTest(id);
    const delivery = await waitFor(deliveryId, 'delivered');
    expect(new Set(target.received.map(({ headers }) => headers['webhook-id']))).toEqual(
      new Set([deliveryId]),
    );
    expect(new Set(target.received.map(({ body }) => body)).size).toBe(1);
    for (const received of target.received) expect(await verify(received, secret)).toBe(true);
    expect(delivery).toMatchObject({ tries: 4, status: 204, error: null, next_try_at: null });
    expect(delivery.log.map(({ status, error }) => [status, error?.code ?? null])).toEqual([
      [500, 'target-refused'],
      [null, 'target-unreachable'],
      [302, 'target-refused'],
      [204, null],
    ]);
    expect(delivery.log[0]?.answer).toContain('broken');
    expect(await lookAt(id)).toMatchObject({ state: 'active', failures: 0 });
    const figures = await metrics.registry.metrics();
    expect(figures).toContain('deliveries_total{outcome="delivered"} 1');
    expect(figures).toContain('deliveries_total{outcome="waiting"} 3');
  });

  test('is given up after four retries', async () => {
    const { id } = await addWebhook();
    target.answer = () => ({ status: 503 });
    deliver();
    const delivery = await waitFor((await sendTest(id)).id, 'failed');
    expect(delivery).toMatchObject({ tries: 5, status: 503, error: { code: 'target-refused' } });
    expect(delivery.error?.message).toContain('503');
    expect(target.received.length).toBe(5);
    expect(await lookAt(id)).toMatchObject({ state: 'active', failures: 1 });
  });

  test.each([400, 401, 404, 410, 422])('is stopped by %i', async (status) => {
    const { id } = await addWebhook();
    target.answer = () => ({ status });
    deliver();
    expect(await waitFor((await sendTest(id)).id, 'failed')).toMatchObject({ tries: 1, status });
    expect(target.received.length).toBe(1);
  });

  test.each([408, 425, 429, 503])('that is put off by %i waits as long as it is asked to', async (status) => {
    const { id } = await addWebhook();
    target.answer = () => ({ status, headers: { 'retry-after': '5000' } });
    deliver();
    const { id: deliveryId } = await sendTest(id);
    await expect.poll(async () => (await look(deliveryId)).status, patient).toBe(status);
    const { state, next_try_at: next } = await look(deliveryId);
    expect(state).toBe('waiting');
    const seconds = (new Date(next ?? 0).getTime() - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(4_800);
    expect(seconds).toBeLessThan(5_001);
  });

  test('is sent again by hand: the same bytes under the same id', async () => {
    const { id } = await addWebhook();
    target.answer = (_received, index) => ({ status: index === 0 ? 404 : 200 });
    deliver();
    const { id: deliveryId } = await sendTest(id);
    await waitFor(deliveryId, 'failed');
    for (const tries of [2, 3]) {
      await call('POST', `/v1/deliveries/${deliveryId}/resend`);
      await expect.poll(async () => (await look(deliveryId)).tries, patient).toBe(tries);
      expect(await waitFor(deliveryId, 'delivered')).toMatchObject({ tries });
    }
    expect(new Set(target.received.map(({ body, headers }) => body + headers['webhook-id'])).size).toBe(1);
    expect((await lookAt(id)).failures).toBe(0);
  });

  test('goes with its webhook', async () => {
    const { id } = await addWebhook();
    const { id: deliveryId } = await sendTest(id);
    await door.fetch(`/v1/webhooks/${id}`, { key: door.key, method: 'DELETE' });
    deliver();
    expect((await door.fetch(`/v1/deliveries/${deliveryId}`, { key: door.key })).status).toBe(404);
    expect(target.received).toEqual([]);
  });
});

describe('a webhook', () => {
  test('is paused after ten failed deliveries in a row, says why, and is resumed', async () => {
    const { id } = await addWebhook();
    let answer = 200;
    target.answer = () => ({ status: answer });
    deliver();
    const send = async (status: number, times: number) => {
      answer = status;
      for (let index = 0; index < times; index += 1)
        await waitFor((await sendTest(id)).id, status === 200 ? 'delivered' : 'failed');
    };
    await send(404, 9);
    expect(await lookAt(id)).toMatchObject({ state: 'active', failures: 9 });
    await send(200, 1);
    expect(await lookAt(id)).toMatchObject({ state: 'active', failures: 0 });
    await send(404, 10);
    const paused = await lookAt(id);
    expect(paused).toMatchObject({ state: 'paused', failures: 10, reason: { code: 'webhook-failing' } });
    expect(paused.reason?.message).toContain('10');

    const count = target.received.length;
    const recording = await end(wholeStory);
    const answerOf = (path: string) => door.fetch(path, { key: door.key, method: 'POST' });
    expect((await answerOf(`/v1/webhooks/${id}/test`)).status).toBe(409);
    const { deliveries } = await call<{ deliveries: DeliveryBody[] }>(
      'GET',
      `/v1/webhooks/${id}/deliveries?state=waiting`,
    );
    expect(deliveries).toMatchObject([{ recording_id: recording, tries: 0 }]);
    expect((await answerOf(`/v1/deliveries/${deliveries[0]?.id}/resend`)).status).toBe(409);
    expect(target.received.length).toBe(count);

    answer = 200;
    const resumed = await call<WebhookBody>('PATCH', `/v1/webhooks/${id}`, { state: 'active' });
    expect(resumed).toMatchObject({ state: 'active', reason: null, failures: 0 });
    await waitFor(deliveries[0]?.id ?? '', 'delivered');
  });

  test('signs with both secrets for a day after its secret was replaced', async () => {
    const { id, secret } = await addWebhook();
    const { secret: next } = await call<{ secret: string }>('POST', `/v1/webhooks/${id}/rotate-secret`);
    deliver();
    await waitFor((await sendTest(id)).id, 'delivered');
    await door.db.query(`update webhooks set former_until = now() - interval '1 s'`);
    await waitFor((await sendTest(id)).id, 'delivered');
    const [both, one] = target.received;
    if (!both || !one) throw new Error('two came');
    expect([await verify(both, secret), await verify(both, next)]).toEqual([true, true]);
    expect([await verify(one, secret), await verify(one, next)]).toEqual([false, true]);
  });

  test('that never answers holds up nobody else’s news', async () => {
    const good = await startWebTarget();
    closers.push(good.close);
    target.answer = () => 'silence';
    const silent = await Promise.all(Array.from({ length: 3 }, () => addWebhook()));
    for (const { id } of silent) for (let index = 0; index < 12; index += 1) await sendTest(id);
    const { id } = await addWebhook({ url: good.url });
    const own = await startWebTarget();
    closers.push(own.close);
    const stranger = await door.createKey(await door.db.createTenant('stranger'));
    const answer = await door.fetch('/v1/webhooks', {
      key: stranger,
      method: 'POST',
      body: JSON.stringify({ url: own.url }),
      headers: { 'content-type': 'application/json' },
    });
    const other = ((await answer.json()) as WebhookBody).id;
    deliver({ limits: { connect: 1_000, head: 30_000 } });
    await expect.poll(() => target.received.length, patient).toBe(12);
    await waitFor((await sendTest(id)).id, 'delivered');
    await door.fetch(`/v1/webhooks/${other}/test`, { key: stranger, method: 'POST' });
    await expect.poll(() => own.received.length, patient).toBe(1);
    expect(good.received.length).toBe(1);
    expect(target.received.length).toBe(12);
  });

  test('that answers without end, or redirects into a private network, does no harm', async () => {
    const inner = await startWebTarget();
    closers.push(inner.close);
    const { id } = await addWebhook();
    target.answer = (_received, index) =>
      index === 0 ? 'flood' : { status: 307, headers: { location: inner.url } };
    deliver();
    expect(await waitFor((await sendTest(id)).id, 'delivered')).toMatchObject({ tries: 1, status: 200 });
    expect(await waitFor((await sendTest(id)).id, 'failed')).toMatchObject({ tries: 5, status: 307 });
    expect(inner.received).toEqual([]);
  });

  test('whose name leads elsewhere since it was saved is refused when it is called', async () => {
    const { id } = await addWebhook();
    await door.db.query(`update webhooks set url = 'http://rebinding.example:${target.port}/'`);
    deliver({ privateHosts: [], resolve: async () => ['127.0.0.1'] });
    expect(await waitFor((await sendTest(id)).id, 'failed')).toMatchObject({
      tries: 1,
      status: null,
      error: { code: 'url-forbidden' },
    });
    expect(target.received).toEqual([]);
  });
});

describe('several coordinators', () => {
  test('send each delivery once between them', async () => {
    const { id } = await addWebhook();
    const ids: string[] = [];
    for (let index = 0; index < 60; index += 1) ids.push((await sendTest(id)).id);
    for (let index = 0; index < 3; index += 1) {
      const database = await door.db.connect({ poolSize: 4 });
      closers.push(() => database.close());
      deliver({ database });
    }
    await expect.poll(() => target.received.length, patient).toBe(60);
    await Promise.all(ids.map((one) => waitFor(one, 'delivered')));
    expect(target.received.map(({ headers }) => headers['webhook-id']).toSorted()).toEqual(ids.toSorted());
  });

  test('take over what one that closes has not sent, and what one that died had claimed', async () => {
    const { id } = await addWebhook();
    target.answer = () => 'silence';
    const first = deliver({ limits: { connect: 1_000, head: 30_000 } });
    const { id: deliveryId } = await sendTest(id);
    await expect.poll(() => target.received.length, patient).toBe(1);
    await first.close();
    expect(await look(deliveryId)).toMatchObject({ state: 'waiting', tries: 1 });

    await door.db.query(`update deliveries set claim = gen_random_uuid(), due_at = now() + interval '1 h'`);
    target.answer = () => ({});
    deliver();
    await call('POST', `/v1/deliveries/${deliveryId}/resend`);
    expect(await look(deliveryId)).toMatchObject({ state: 'waiting', tries: 1 });
    await door.db.query('update deliveries set due_at = now()');
    expect(await waitFor(deliveryId, 'delivered')).toMatchObject({ tries: 2 });
    expect(target.received[1]?.headers['webhook-id']).toBe(deliveryId);
  });
});
