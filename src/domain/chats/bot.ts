import type { TenantId } from '../../core/ids.ts';

/** One bot of one tenant, as everything of chats is keyed. */
export interface BotIdentity {
  readonly tenantId: TenantId;
  /** The one that Telegram gave it: the part of its token before the colon. */
  readonly id: number;
  /** Without `@`. */
  readonly username: string;
}
