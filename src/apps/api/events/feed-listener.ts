import { EfirError } from '../../../core/errors.ts';
import type { TenantId } from '../../../core/ids.ts';
import type { FeedEnd, FeedMessage } from './feed-messages.ts';

/** One connection that is told what happens to a tenant's recordings. */
export interface FeedListener {
  readonly tenantId: TenantId;
  /** The last place that it heard before; undefined for a new one. */
  readonly after: string | undefined;
  /** It was told where it stands: from then on it hears everything. */
  welcomed: boolean;
  push(messages: readonly FeedMessage[]): void;
  /** The next messages as soon as there are some; none after `milliseconds`; undefined when nothing comes any more. */
  take(milliseconds: number): Promise<readonly FeedMessage[] | undefined>;
  /** Says why and ends it: what was not taken by then is not told. */
  end(reason: FeedEnd): void;
  /** It is gone. */
  close(): void;
}

/** Messages that wait for one listener: about 2 MB. Behind them the newest list is sooner read than all that led to it. */
const mostWaiting = 2_000;
/** Of one tenant, in one process. */
const mostListeners = 200;

export function createListener(
  { after, mates, tenantId }: { readonly mates: number } & Pick<FeedListener, 'after' | 'tenantId'>,
  leave: () => void,
): FeedListener {
  if (mates >= mostListeners) throw new EfirError('streams-full', { limit: mostListeners });
  let waiting: FeedMessage[] = [];
  let ended = false;
  let wake: (() => void) | undefined;
  const listener: FeedListener = {
    tenantId,
    after,
    welcomed: false,
    push(messages) {
      if (ended) return;
      if (waiting.length + messages.length > mostWaiting) return listener.end('slow');
      waiting.push(...messages);
      wake?.();
    },
    async take(milliseconds) {
      if (waiting.length === 0 && !ended) await sleep(milliseconds);
      const taken = waiting;
      waiting = [];
      return taken.length === 0 && ended ? undefined : taken;
    },
    end(reason) {
      if (ended) return;
      ended = true;
      waiting = [{ type: 'end', reason }];
      leave();
      wake?.();
    },
    close() {
      ended = true;
      waiting = [];
      leave();
      wake?.();
    },
  };

  function sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => wake?.(), milliseconds);
      wake = () => {
        clearTimeout(timer);
        wake = undefined;
        resolve();
      };
    });
  }
  return listener;
}
