import type { ChatRecordingId, TenantId, UploadLinkId } from '../../core/ids.ts';
import type { RecordingOptions } from '../../db/schema.ts';
import type { ChatSource } from '../../wire/chat.ts';

/** A one-time address where somebody sends what is too large for Telegram, and what it is for. */
export interface UploadLink {
  readonly id: UploadLinkId;
  readonly tenantId: TenantId;
  readonly chatRecordingId: ChatRecordingId;
  readonly botId: number;
  /** What the message in the chat says of the file: claims of a stranger. */
  readonly source: ChatSource;
  readonly options: RecordingOptions;
  /** Seconds for which an upload may still begin. */
  readonly secondsLeft: number;
}

/** Seconds behind the end of a link within which an upload that began in time may still come to its end. */
export const uploadGrace = 2 * 3600;
