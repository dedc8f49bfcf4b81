import { z } from 'zod';
import { EfirError } from '../../../core/errors.ts';
import { type DeliveryId, isUuid } from '../../../core/ids.ts';
import { deliveryStates } from '../../../db/schema.ts';
import type { Delivery, DeliveryPage, DeliveryTry } from '../../../domain/delivery/index.ts';
import type { Texts } from '../../../texts/texts.ts';
import { faultSchema, presentFault } from './fault.ts';

const uuid = z.string().meta({ format: 'uuid' });
const time = z.string().meta({ format: 'date-time' });

export const deliverySchema = z
  .object({
    id: uuid.meta({ format: 'uuid', description: 'The header webhook-id of every try' }),
    webhook_id: uuid.nullable().meta({ description: 'Null for the callback of a recording' }),
    url: z.string().nullable().meta({ description: 'Of a callback' }),
    recording_id: uuid.nullable(),
    type: z.string().meta({ example: 'recording.succeeded' }),
    state: z.enum(deliveryStates),
    tries: z.int().meta({ description: 'How often it was sent' }),
    status: z.int().nullable().meta({ description: 'The last answer' }),
    error: faultSchema.nullable().meta({ description: 'Why the last try failed' }),
    next_try_at: time.nullable(),
    created_at: time,
    finished_at: time.nullable(),
  })
  .meta({ id: 'Delivery' });

const trySchema = z.object({
  number: z.int(),
  started_at: time,
  milliseconds: z
    .int()
    .nullable()
    .meta({ description: 'Null while it is under way, and when its process died' }),
  status: z.int().nullable(),
  error: faultSchema.nullable(),
  answer: z.string().nullable().meta({ description: 'The first characters of the answer' }),
});

export const deliveryDetailSchema = deliverySchema
  .extend({
    body: z.string().meta({ description: 'What is sent, byte for byte' }),
    log: z.array(trySchema).meta({ description: 'Every try, oldest first' }),
  })
  .meta({ id: 'DeliveryDetail' });

export const deliveryPageSchema = z.object({
  deliveries: z.array(deliverySchema),
  next_cursor: z.string().nullable().meta({ description: 'Null on the last page' }),
});

export const deliveryQuerySchema = z.strictObject({
  state: z.enum(deliveryStates).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(200).optional().meta({ description: '`next_cursor` of the page before' }),
});

export function presentDelivery(delivery: Delivery, texts: Texts): z.infer<typeof deliverySchema> {
  return {
    id: delivery.id,
    webhook_id: delivery.webhookId ?? null,
    url: delivery.url ?? null,
    recording_id: delivery.recordingId ?? null,
    type: delivery.type,
    state: delivery.state,
    tries: delivery.tries,
    status: delivery.status ?? null,
    error: presentFault(delivery.error, texts),
    next_try_at: delivery.state === 'waiting' ? delivery.dueAt.toISOString() : null,
    created_at: delivery.createdAt.toISOString(),
    finished_at: delivery.finishedAt?.toISOString() ?? null,
  };
}

export function presentDeliveryPage(
  { deliveries, nextCursor }: DeliveryPage,
  texts: Texts,
): z.infer<typeof deliveryPageSchema> {
  return {
    deliveries: deliveries.map((delivery) => presentDelivery(delivery, texts)),
    next_cursor: nextCursor ?? null,
  };
}

export function presentTry(one: DeliveryTry, texts: Texts): z.infer<typeof trySchema> {
  return {
    number: one.number,
    started_at: one.startedAt.toISOString(),
    milliseconds: one.milliseconds ?? null,
    status: one.status ?? null,
    error: presentFault(one.error, texts),
    answer: one.answer ?? null,
  };
}

export const deliveryParams = z.object({ id: uuid });

/** An id that is none belongs to no delivery: the same answer as for one of another tenant. */
export function readDeliveryId(params: z.infer<typeof deliveryParams>): DeliveryId {
  if (!isUuid(params.id)) throw new EfirError('delivery-not-found', { id: params.id });
  return params.id as DeliveryId;
}
