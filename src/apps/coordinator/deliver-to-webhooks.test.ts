import { describe, expect, test } from 'vitest';
import {
  type DeliveryBody,
  patient,
  useDeliveries,
  verifySignature,
  type WebhookBody,
} from '../../../test/support/deliveries.ts';
import { wholeStory } from '../../../test/support/recordings.ts';
import { startWebTarget } from '../../../test/support/web-target.ts';
import { readOldestWaiting } from '../../domain/delivery/index.ts';

const post = useDeliveries();

describe('a webhook', () => {
  test('is paused after ten failed deliveries in a row, says why, and is resumed', async () => {
    const { id } = await post.addWebhook();
    let answer = 200;
    post.target.answer = () => ({ status: answer });
    post.deliver();
    const send = async (status: number, times: number) => {
      answer = status;
      for (let index = 0; index < times; index += 1)
        await post.waitFor((await post.sendTest(id)).id, status === 200 ? 'delivered' : 'failed');
    };
    await send(404, 9);
    expect(await post.lookAt(id)).toMatchObject({ state: 'active', failures: 9 });
    await send(200, 1);
    expect(await post.lookAt(id)).toMatchObject({ state: 'active', failures: 0 });
    await send(404, 10);
    const paused = await post.lookAt(id);
    expect(paused).toMatchObject({ state: 'paused', failures: 10, reason: { code: 'webhook-failing' } });
    expect(paused.reason?.message).toContain('10');

    const count = post.target.received.length;
    const recording = await post.end(wholeStory);
    const answerOf = (path: string) => post.door.fetch(path, { key: post.door.key, method: 'POST' });
    expect((await answerOf(`/v1/webhooks/${id}/test`)).status).toBe(409);
    const { deliveries } = await post.call<{ deliveries: DeliveryBody[] }>(
      'GET',
      `/v1/webhooks/${id}/deliveries?state=waiting`,
    );
    expect(deliveries).toMatchObject([{ recording_id: recording, tries: 0 }]);
    expect((await answerOf(`/v1/deliveries/${deliveries[0]?.id}/resend`)).status).toBe(409);
    expect(post.target.received.length).toBe(count);

    answer = 200;
    const resumed = await post.call<WebhookBody>('PATCH', `/v1/webhooks/${id}`, { state: 'active' });
    expect(resumed).toMatchObject({ state: 'active', reason: null, failures: 0 });
    await post.waitFor(deliveries[0]?.id ?? '', 'delivered');
  });

  test('signs with both secrets for a day after its secret was replaced', async () => {
    const { id, secret } = await post.addWebhook();
    const { secret: next } = await post.call<{ secret: string }>('POST', `/v1/webhooks/${id}/rotate-secret`);
    post.deliver();
    await post.waitFor((await post.sendTest(id)).id, 'delivered');
    await post.door.db.query(`update webhooks set former_until = now() - interval '1 s'`);
    await post.waitFor((await post.sendTest(id)).id, 'delivered');
    const [both, one] = post.target.received;
    if (!both || !one) throw new Error('two came');
    expect([await verifySignature(both, secret), await verifySignature(both, next)]).toEqual([true, true]);
    expect([await verifySignature(one, secret), await verifySignature(one, next)]).toEqual([false, true]);
  });

  test('that never answers holds up nobody else’s news', async () => {
    const good = await startWebTarget();
    post.closers.push(good.close);
    post.target.answer = () => 'silence';
    const silent = await Promise.all(Array.from({ length: 3 }, () => post.addWebhook()));
    for (const { id } of silent) for (let index = 0; index < 12; index += 1) await post.sendTest(id);
    const { id } = await post.addWebhook({ url: good.url });
    const own = await startWebTarget();
    post.closers.push(own.close);
    const stranger = await post.door.createKey(await post.door.db.createTenant('stranger'));
    const answer = await post.door.fetch('/v1/webhooks', {
      key: stranger,
      method: 'POST',
      body: JSON.stringify({ url: own.url }),
      headers: { 'content-type': 'application/json' },
    });
    const other = ((await answer.json()) as WebhookBody).id;
    post.deliver({ limits: { connect: 1_000, head: 30_000 } });
    await expect.poll(() => post.target.received.length, patient).toBe(12);
    await post.waitFor((await post.sendTest(id)).id, 'delivered');
    await post.door.fetch(`/v1/webhooks/${other}/test`, { key: stranger, method: 'POST' });
    await expect.poll(() => own.received.length, patient).toBe(1);
    expect(good.received.length).toBe(1);
    expect(post.target.received.length).toBe(12);
  });

  test('that answers without end, or redirects into a private network, does no harm', async () => {
    const inner = await startWebTarget();
    post.closers.push(inner.close);
    const { id } = await post.addWebhook();
    post.target.answer = (_received, index) =>
      index === 0 ? 'flood' : { status: 307, headers: { location: inner.url } };
    post.deliver();
    expect(await post.waitFor((await post.sendTest(id)).id, 'delivered')).toMatchObject({
      tries: 1,
      status: 200,
    });
    expect(await post.waitFor((await post.sendTest(id)).id, 'failed')).toMatchObject({
      tries: 5,
      status: 307,
    });
    expect(inner.received).toEqual([]);
  });

  test('whose name leads elsewhere since it was saved is refused when it is called', async () => {
    const { id } = await post.addWebhook();
    await post.door.db.query(`update webhooks set url = 'http://rebinding.example:${post.target.port}/'`);
    post.deliver({ privateHosts: [], resolve: async () => ['127.0.0.1'] });
    expect(await post.waitFor((await post.sendTest(id)).id, 'failed')).toMatchObject({
      tries: 1,
      status: null,
      error: { code: 'url-forbidden' },
    });
    expect(post.target.received).toEqual([]);
  });
});

describe('several coordinators', () => {
  test('send each delivery once between them', async () => {
    const { id } = await post.addWebhook();
    const ids: string[] = [];
    for (let index = 0; index < 60; index += 1) ids.push((await post.sendTest(id)).id);
    for (let index = 0; index < 3; index += 1) {
      const database = await post.door.db.connect({ poolSize: 4 });
      post.closers.push(() => database.close());
      post.deliver({ database });
    }
    await expect.poll(() => post.target.received.length, patient).toBe(60);
    await Promise.all(ids.map((one) => post.waitFor(one, 'delivered')));
    expect(post.target.received.map(({ headers }) => headers['webhook-id']).toSorted()).toEqual(
      ids.toSorted(),
    );
  });

  test('take over what one that closes has not sent, and what one that died had claimed', async () => {
    const { id } = await post.addWebhook();
    post.target.answer = () => 'silence';
    const first = post.deliver({ limits: { connect: 1_000, head: 30_000 } });
    const { id: deliveryId } = await post.sendTest(id);
    await expect.poll(() => post.target.received.length, patient).toBe(1);
    await first.close();
    expect(await post.look(deliveryId)).toMatchObject({ state: 'waiting', tries: 1 });

    await post.door.db.query(
      `update deliveries set claim = gen_random_uuid(), due_at = now() + interval '1 h'`,
    );
    post.target.answer = () => ({});
    post.deliver();
    await post.call('POST', `/v1/deliveries/${deliveryId}/resend`);
    expect(await post.look(deliveryId)).toMatchObject({ state: 'waiting', tries: 1 });
    await post.door.db.query('update deliveries set due_at = now()');
    expect(await post.waitFor(deliveryId, 'delivered')).toMatchObject({ tries: 2 });
    expect(post.target.received[1]?.headers['webhook-id']).toBe(deliveryId);
  });
});

test('the age of the oldest news that waits is known, that of paused webhooks aside', async () => {
  const oldest = () => readOldestWaiting(post.door.db.database);
  expect(await oldest()).toBe(0);
  const [one, two] = [await post.addWebhook(), await post.addWebhook()];
  const ids = [(await post.sendTest(one.id)).id, (await post.sendTest(two.id)).id];
  for (const [index, id] of ids.entries()) {
    const age = `${(index + 1) * 100} s`;
    await post.door.db.query('update deliveries set created_at = now() - $1::interval where id = $2', [
      age,
      id,
    ]);
  }
  expect(await oldest()).toBeCloseTo(200, -1);
  await post.call('PATCH', `/v1/webhooks/${two.id}`, { state: 'paused' });
  expect(await oldest()).toBeCloseTo(100, -1);
  post.deliver();
  await post.waitFor(ids[0] ?? '', 'delivered');
  expect(await oldest()).toBe(0);
  expect((await post.look(ids[1] ?? '')).state).toBe('waiting');
});
