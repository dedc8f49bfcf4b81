import { crashPoint } from '../../core/crash-points.ts';
import { toEfirError } from '../../core/errors.ts';
import { sleep } from '../../core/time.ts';
import {
  type ClaimedDelivery,
  type DeliveryTryResult,
  type RecordedTry,
  recordTry,
  releaseClaim,
  signMessage,
} from '../../domain/delivery/index.ts';
import type { WebClient } from '../../ports/web-client.ts';
import type { Coordination } from './coordination.ts';

export interface SendingTerms {
  readonly web: WebClient;
  /** Seconds before each retry. */
  readonly schedule: readonly number[];
  /** Breaks the sending off: the delivery goes to another coordinator then. */
  readonly signal: AbortSignal;
}

type Sender = Pick<Coordination, 'database' | 'logger' | 'metrics'>;

/** Tries and milliseconds to store what came of a sending; what cannot be stored is sent again. */
const recordTries = 5;
const recordPause = 1_000;

/** Sends one claimed delivery and stores what came of it. Never rejects: what fails here is sent again later. */
export async function sendNews(
  coordination: Sender,
  delivery: ClaimedDelivery,
  terms: SendingTerms,
): Promise<void> {
  const { database, logger } = coordination;
  const fields = {
    tenant_id: delivery.tenantId,
    delivery_id: delivery.id,
    recording_id: delivery.recordingId,
    webhook_id: delivery.webhookId,
    news: delivery.type,
    try: delivery.number,
  };
  try {
    crashPoint('delivery-claimed');
    const result = await send(delivery, terms);
    crashPoint('delivery-sent');
    if (!result) {
      await releaseClaim(database, delivery);
      return;
    }
    const recorded = await record(coordination, delivery, { result, schedule: terms.schedule });
    const { error, milliseconds, status } = result;
    tell(coordination, { ...fields, status, code: error?.code, milliseconds }, recorded);
    if (error && recorded.state !== 'delivered') {
      logger.debug({ ...fields, error }, 'why a delivery failed');
    }
  } catch (error) {
    logger.warn({ ...fields, error }, 'what came of a delivery could not be stored; it is sent again');
  }
}

/** Undefined when it was broken off. */
async function send(
  delivery: ClaimedDelivery,
  { web, signal }: SendingTerms,
): Promise<DeliveryTryResult | undefined> {
  const began = performance.now();
  const { id, body, secrets, url } = delivery;
  try {
    const answer = await web.send({
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Efir',
        ...signMessage({ id, body, secrets }),
      },
      body,
      signal,
    });
    const { status, milliseconds } = answer;
    const retryAfter = readRetryAfter(answer.headers['retry-after']);
    return { status, milliseconds, retryAfter, answer: answer.body };
  } catch (thrown) {
    if (signal.aborted) return undefined;
    return { milliseconds: Math.round(performance.now() - began), error: toEfirError(thrown) };
  }
}

/** Seconds, from either form of the header; undefined for what is neither. */
function readRetryAfter(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - Date.now()) / 1000);
}

async function record(
  { database, logger }: Sender,
  delivery: ClaimedDelivery,
  tried: Parameters<typeof recordTry>[2],
): Promise<RecordedTry> {
  for (let left = recordTries - 1; ; left -= 1) {
    try {
      return await recordTry(database, delivery, tried);
    } catch (error) {
      if (left <= 0) throw error;
      logger.warn({ error, delivery_id: delivery.id }, 'what came of a delivery could not be stored yet');
      await sleep(recordPause);
    }
  }
}

function tell({ logger, metrics }: Sender, fields: object, recorded: RecordedTry): void {
  if (recorded.state !== 'superseded') metrics.deliveries.inc({ outcome: recorded.state });
  if (recorded.state === 'delivered') logger.info(fields, 'news delivered');
  if (recorded.state === 'waiting') logger.warn(fields, 'news not delivered; it is tried again');
  if (recorded.state === 'failed') logger.warn(fields, 'news not delivered; given up');
  if (recorded.pausedWebhook) logger.warn(fields, 'a webhook failed too often and is paused');
}
