import type { Selectable } from 'kysely';
import type { DeliveryId, RecordingId, WebhookId } from '../../core/ids.ts';
import type { DeliveryState, Schema, StoredError } from '../../db/schema.ts';

/** News on its way to one target, as the log of deliveries shows it. */
export interface Delivery {
  readonly id: DeliveryId;
  /** Absent for the callback of a recording, which has a `url` instead. */
  readonly webhookId: WebhookId | undefined;
  readonly url: string | undefined;
  readonly recordingId: RecordingId | undefined;
  readonly type: string;
  readonly state: DeliveryState;
  /** How often it was sent, or may have been when its process died. */
  readonly tries: number;
  /** Of the last try. */
  readonly status: number | undefined;
  readonly error: StoredError | undefined;
  /** When it is tried next; while a try is under way, when that counts as lost. */
  readonly dueAt: Date;
  readonly createdAt: Date;
  readonly finishedAt: Date | undefined;
}

export const deliveryColumns = [
  'id',
  'webhook_id',
  'url',
  'recording_id',
  'type',
  'state',
  'tries',
  'status',
  'error',
  'due_at',
  'created_at',
  'finished_at',
] as const;

export function toDelivery(
  row: Pick<Selectable<Schema['deliveries']>, (typeof deliveryColumns)[number]>,
): Delivery {
  return {
    id: row.id,
    webhookId: row.webhook_id ?? undefined,
    url: row.url ?? undefined,
    recordingId: row.recording_id ?? undefined,
    type: row.type,
    state: row.state,
    tries: row.tries,
    status: row.status ?? undefined,
    error: row.error ?? undefined,
    dueAt: row.due_at,
    createdAt: row.created_at,
    finishedAt: row.finished_at ?? undefined,
  };
}

/** One sending of a delivery. */
export interface DeliveryTry {
  readonly number: number;
  readonly startedAt: Date;
  /** Absent while it is under way, and for ever when its process died. */
  readonly milliseconds: number | undefined;
  readonly status: number | undefined;
  readonly error: StoredError | undefined;
  /** The first characters of the answer. */
  readonly answer: string | undefined;
}
