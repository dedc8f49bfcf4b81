import { describe, expect, test } from 'vitest';
import { patient, useDeliveries, verifySignature } from '../../../test/support/deliveries.ts';
import { happen, succeeded, uploadRecording, wholeStory } from '../../../test/support/recordings.ts';

const post = useDeliveries();

describe('a recording that ends', () => {
  test('is told to the webhook and to its callback, signed, with what the API would show', async () => {
    const { id: webhookId, secret } = await post.addWebhook();
    const { secret: callbackSecret } = await post.call<{ secret: string }>(
      'POST',
      '/v1/callbacks/rotate-secret',
    );
    post.deliver();
    const callback = encodeURIComponent(`${post.target.url}mine?a=b`);
    const id = await post.end(wholeStory, `file_name=talk.wav&callback_url=${callback}`);
    await expect.poll(() => post.target.received.length, patient).toBe(2);
    const hook = post.target.received.find(({ path }) => path === '/');
    const own = post.target.received.find(({ path }) => path === '/mine?a=b');
    if (!hook || !own) throw new Error('both are told');
    expect(hook.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Efir',
    });
    expect(Math.abs(Number(hook.headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(60);
    expect([await verifySignature(hook, secret), await verifySignature(own, callbackSecret)]).toEqual([
      true,
      true,
    ]);
    expect([await verifySignature(hook, callbackSecret), await verifySignature(own, secret)]).toEqual([
      false,
      false,
    ]);
    expect(await verifySignature({ ...hook, body: `${hook.body} ` }, secret)).toBe(false);
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
    const shown = await post.call<object>('GET', `/v1/recordings/${id}`);
    expect(shown).toMatchObject(news.data.recording);
    expect(new Date(news.timestamp).getTime()).toBeGreaterThan(Date.now() - 60_000);

    const delivery = await post.waitFor(hook.headers['webhook-id'] ?? '', 'delivered');
    expect(delivery).toMatchObject({
      webhook_id: webhookId,
      recording_id: id,
      tries: 1,
      status: 200,
      error: null,
    });
    expect(delivery.body).toBe(hook.body);
    const log = await post.call<{ deliveries: unknown[] }>('GET', `/v1/deliveries?recording_id=${id}`);
    expect(log.deliveries.length).toBe(2);
  });

  test('tells nobody who did not ask, once for each end, and why it failed', async () => {
    await post.addWebhook({ events: ['recording.failed'] });
    post.deliver();
    await post.end(wholeStory);
    await post.end([{ type: 'cancelled' }]);
    const error = { code: 'media-no-audio' as const, args: { found: 'a picture' } };
    const id = await post.end([{ type: 'dead', error }]);
    await expect.poll(() => post.told('recording.failed').length, patient).toBe(1);
    await post.call('POST', `/v1/recordings/${id}/retry`);
    await happen(post.door, id, [
      { type: 'started', worker_id: 'w' },
      { type: 'dead', error },
    ]);
    await expect.poll(() => post.told('recording.failed').length, patient).toBe(2);
    expect(post.target.received.length).toBe(2);
    const [first] = post.target.received;
    expect(JSON.parse(first?.body ?? '').data.recording).toMatchObject({
      id,
      state: 'failed',
      error: { code: 'media-no-audio', message: expect.stringContaining('a picture') },
    });
  });

  test('by its owner’s word is told too, and one that is deleted takes its news along', async () => {
    await post.addWebhook();
    const { id } = await uploadRecording(post.door);
    await post.call('POST', `/v1/recordings/${id}/cancel`);
    const other = await uploadRecording(post.door);
    await post.door.fetch(`/v1/recordings/${other.id}`, { key: post.door.key, method: 'DELETE' });
    post.deliver();
    await expect.poll(() => post.told('recording.cancelled').length, patient).toBe(1);
    expect(await post.door.db.query('select 1 from deliveries where recording_id = $1', [other.id])).toEqual(
      [],
    );
  });

  test('brings a short transcript along, and of a long one the address', async () => {
    await post.addWebhook();
    post.deliver();
    const long = { index: 0, start: 0, end: 1, text: 'ж'.repeat(140_000), words: [] };
    const id = await post.end([
      { type: 'started', worker_id: 'w' },
      { type: 'segment', piece: 0, segments: [long], processed: 1 },
      succeeded,
    ]);
    await expect.poll(() => post.target.received.length, patient).toBe(1);
    const { transcript } = JSON.parse(post.target.received[0]?.body ?? '').data;
    expect(transcript).toMatchObject({ url: `/v1/recordings/${id}/transcript`, text: null });
  });
});

describe('a delivery', () => {
  test('is tried again with the same id and the same bytes until it arrives', async () => {
    const { id, secret } = await post.addWebhook();
    post.target.answer = (_received, index) =>
      [{ status: 500, body: 'broken\0 \ud800' }, 'silence' as const, { status: 302 }][index] ?? {
        status: 204,
      };
    post.deliver();
    const { id: deliveryId } = await post.sendTest(id);
    const delivery = await post.waitFor(deliveryId, 'delivered');
    expect(new Set(post.target.received.map(({ headers }) => headers['webhook-id']))).toEqual(
      new Set([deliveryId]),
    );
    expect(new Set(post.target.received.map(({ body }) => body)).size).toBe(1);
    for (const received of post.target.received) expect(await verifySignature(received, secret)).toBe(true);
    expect(delivery).toMatchObject({ tries: 4, status: 204, error: null, next_try_at: null });
    expect(delivery.log.map(({ status, error }) => [status, error?.code ?? null])).toEqual([
      [500, 'target-refused'],
      [null, 'target-unreachable'],
      [302, 'target-refused'],
      [204, null],
    ]);
    expect(delivery.log[0]?.answer).toContain('broken');
    expect(await post.lookAt(id)).toMatchObject({ state: 'active', failures: 0 });
    const figures = await post.metrics.registry.metrics();
    expect(figures).toContain('deliveries_total{outcome="delivered"} 1');
    expect(figures).toContain('deliveries_total{outcome="waiting"} 3');
  });

  test('is given up after four retries', async () => {
    const { id } = await post.addWebhook();
    post.target.answer = () => ({ status: 503 });
    post.deliver();
    const delivery = await post.waitFor((await post.sendTest(id)).id, 'failed');
    expect(delivery).toMatchObject({ tries: 5, status: 503, error: { code: 'target-refused' } });
    expect(delivery.error?.message).toContain('503');
    expect(post.target.received.length).toBe(5);
    expect(await post.lookAt(id)).toMatchObject({ state: 'active', failures: 1 });
  });

  test.each([400, 401, 404, 410, 422])('is stopped by %i', async (status) => {
    const { id } = await post.addWebhook();
    post.target.answer = () => ({ status });
    post.deliver();
    expect(await post.waitFor((await post.sendTest(id)).id, 'failed')).toMatchObject({ tries: 1, status });
    expect(post.target.received.length).toBe(1);
  });

  test.each([408, 425, 429, 503])('that is put off by %i waits as long as it is asked to', async (status) => {
    const { id } = await post.addWebhook();
    post.target.answer = () => ({ status, headers: { 'retry-after': '5000' } });
    post.deliver();
    const { id: deliveryId } = await post.sendTest(id);
    await expect.poll(async () => (await post.look(deliveryId)).status, patient).toBe(status);
    const { state, next_try_at: next } = await post.look(deliveryId);
    expect(state).toBe('waiting');
    const seconds = (new Date(next ?? 0).getTime() - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(4_800);
    expect(seconds).toBeLessThan(5_001);
  });

  test('is sent again by hand: the same bytes under the same id', async () => {
    const { id } = await post.addWebhook();
    post.target.answer = (_received, index) => ({ status: index === 0 ? 404 : 200 });
    post.deliver();
    const { id: deliveryId } = await post.sendTest(id);
    await post.waitFor(deliveryId, 'failed');
    for (const tries of [2, 3]) {
      await post.call('POST', `/v1/deliveries/${deliveryId}/resend`);
      await expect.poll(async () => (await post.look(deliveryId)).tries, patient).toBe(tries);
      expect(await post.waitFor(deliveryId, 'delivered')).toMatchObject({ tries });
    }
    expect(new Set(post.target.received.map(({ body, headers }) => body + headers['webhook-id'])).size).toBe(
      1,
    );
    expect((await post.lookAt(id)).failures).toBe(0);
  });

  test('goes with its webhook', async () => {
    const { id } = await post.addWebhook();
    const { id: deliveryId } = await post.sendTest(id);
    await post.door.fetch(`/v1/webhooks/${id}`, { key: post.door.key, method: 'DELETE' });
    post.deliver();
    expect((await post.door.fetch(`/v1/deliveries/${deliveryId}`, { key: post.door.key })).status).toBe(404);
    expect(post.target.received).toEqual([]);
  });
});
