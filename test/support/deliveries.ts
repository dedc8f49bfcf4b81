// A door, a target and senders of news for a test file:
//
//   const post = useDeliveries();
//   … post.deliver(); const { id } = await post.sendTest((await post.addWebhook()).id); …

import { afterEach, beforeEach, expect } from 'vitest';
import {
  createGuardedWebClient,
  type GuardedWebClientOptions,
} from '../../src/adapters/web-client/guarded/guarded-web-client.ts';
import { deliverNews } from '../../src/apps/coordinator/deliver-news.ts';
import { createLogger } from '../../src/core/logger.ts';
import { createMetrics, type Metrics } from '../../src/core/metrics.ts';
import type { Database } from '../../src/db/database.ts';
import type { Happening } from '../../src/work/effects.ts';
import { startTestApi, type TestApi } from './api.ts';
import { happen, uploadRecording } from './recordings.ts';
import { type Received, startWebTarget, type WebTarget } from './web-target.ts';

const logger = createLogger({ level: (process.env['TEST_LOG'] ?? 'silent') as 'silent', format: 'json' });
export const patient = { timeout: 20_000, interval: 25 };
/** Seconds; retries come with the next look at the table. */
const schedule = [0.01, 0.01, 0.01, 0.01];

export interface WebhookBody {
  readonly id: string;
  readonly secret: string;
  readonly state: string;
  readonly reason: { code: string; message: string } | null;
  readonly failures: number;
}

export interface DeliveryBody {
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

export interface Deliveries {
  readonly door: TestApi;
  readonly target: WebTarget;
  readonly metrics: Metrics;
  call<Body>(method: string, path: string, body?: unknown): Promise<Body>;
  /** A sender of news as a coordinator has it, by short limits. */
  deliver(options?: GuardedWebClientOptions & { database?: Database }): { close(): Promise<void> };
  addWebhook(body?: object): Promise<WebhookBody>;
  sendTest(webhookId: string): Promise<DeliveryBody>;
  look(deliveryId: string): Promise<DeliveryBody>;
  lookAt(webhookId: string): Promise<WebhookBody>;
  waitFor(deliveryId: string, state: string): Promise<DeliveryBody>;
  /** What came of a type. */
  told(type: string): Received[];
  /** Ends a recording as a worker's report would, with the hint behind the commit. */
  end(story: readonly Happening[], query?: string): Promise<string>;
  /** Closed with the test, in the reverse order. */
  closers: (() => Promise<void>)[];
}

/** Fresh ones for each test of the file. */
export function useDeliveries(): Deliveries {
  const closers: (() => Promise<void>)[] = [];
  let door: TestApi;
  let target: WebTarget;
  let metrics: Metrics;
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

  const call: Deliveries['call'] = async (method, path, body) => {
    const answer = await door.fetch(path, {
      key: door.key,
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as never;
  };
  const look: Deliveries['look'] = (id) => call('GET', `/v1/deliveries/${id}`);

  return {
    get door() {
      return door;
    },
    get target() {
      return target;
    },
    get metrics() {
      return metrics;
    },
    closers,
    call,
    look,
    deliver({ database = door.db.database, ...web } = {}) {
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
    },
    addWebhook: (body = {}) => call('POST', '/v1/webhooks', { url: target.url, ...body }),
    sendTest: (id) => call('POST', `/v1/webhooks/${id}/test`),
    lookAt: (id) => call('GET', `/v1/webhooks/${id}`),
    async waitFor(id, state) {
      await expect.poll(async () => (await look(id)).state, patient).toBe(state);
      return look(id);
    },
    told: (type) => target.received.filter(({ body }) => JSON.parse(body).type === type),
    async end(story, query = 'file_name=talk.wav') {
      const { id } = await uploadRecording(door, { query });
      await happen(door, id, story);
      door.db.database.hints.send('deliveries', 'ended');
      return id;
    },
  };
}

/** Verifies as a receiver would, by the text of the specification and with another implementation of HMAC than ours. */
export async function verifySignature({ headers, body }: Received, secret: string): Promise<boolean> {
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
