import { z } from 'zod';
import type { Delivery } from '../../ports/broker.ts';
import type { Coordination } from './coordination.ts';

/** Keeps a message that nobody can use where it can be read, counts it, and says so once. */
export async function setAside(
  { logger, metrics }: Pick<Coordination, 'logger' | 'metrics'>,
  queue: string,
  delivery: Delivery,
  reason: string,
  fields: object = {},
): Promise<void> {
  metrics.messagesDropped.inc({ queue_name: queue });
  logger.warn({ ...fields, queue, reason }, 'a message is set aside');
  await delivery.setAside(reason);
}

/** What is wrong with a message, in a line or two: a huge one must not fill the log. */
export function wordFault(error: z.ZodError): string {
  return z.prettifyError(error).slice(0, 1000);
}
