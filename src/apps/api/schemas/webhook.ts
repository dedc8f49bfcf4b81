import { z } from 'zod';
import { EfirError } from '../../../core/errors.ts';
import { isUuid, type WebhookId } from '../../../core/ids.ts';
import { newsTypes, type Webhook } from '../../../domain/delivery/index.ts';
import type { Texts } from '../../../texts/texts.ts';
import { faultSchema, presentFault } from './fault.ts';

export const webhookSchema = z
  .object({
    id: z.string().meta({ format: 'uuid' }),
    url: z.string().meta({ format: 'uri' }),
    events: z.array(z.enum(newsTypes)).meta({ description: 'What it is told' }),
    state: z.enum(['active', 'paused']).meta({ description: 'Nothing is sent while it is paused' }),
    reason: faultSchema.nullable().meta({ description: 'Why it is paused, where nobody asked for it' }),
    failures: z.int().meta({ description: 'Deliveries in a row that were given up; with 10 it is paused' }),
    created_at: z.string().meta({ format: 'date-time' }),
  })
  .meta({ id: 'Webhook' });

export const webhookSecretSchema = z
  .string()
  .meta({ description: 'Signs what is sent: shown now and never again', example: 'whsec_…' });

export const newsTypesSchema = z.array(z.enum(newsTypes)).min(1).max(newsTypes.length);
/** What is called is judged by the use case; this is to bound it. */
export const targetUrlSchema = z.string().min(1).max(2000).meta({ format: 'uri' });

export function presentWebhook(webhook: Webhook, texts: Texts): z.infer<typeof webhookSchema> {
  return {
    id: webhook.id,
    url: webhook.url,
    events: [...webhook.events],
    state: webhook.state,
    reason: presentFault(webhook.reason, texts),
    failures: webhook.failures,
    created_at: webhook.createdAt.toISOString(),
  };
}

export const webhookParams = z.object({ id: z.string().meta({ format: 'uuid' }) });

/** An id that is none belongs to no webhook: the same answer as for one of another tenant. */
export function readWebhookId(params: z.infer<typeof webhookParams>): WebhookId {
  if (!isUuid(params.id)) throw new EfirError('webhook-not-found', { id: params.id });
  return params.id as WebhookId;
}
