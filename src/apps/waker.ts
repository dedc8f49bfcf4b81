/** Lets one loop wait until it is needed. */
export interface Waker {
  /** Ends the wait under way, or the next one at once: no call is lost. */
  wake(): void;
  /** Waits for a call, for some milliseconds, or for the signal. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export function createWaker(): Waker {
  let called = false;
  let ring: (() => void) | undefined;
  return {
    wake() {
      called = true;
      ring?.();
    },
    async wait(milliseconds, signal) {
      if (!called && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds);
          const end = () => resolve();
          signal.addEventListener('abort', end, { once: true });
          ring = () => {
            clearTimeout(timer);
            signal.removeEventListener('abort', end);
            resolve();
          };
        });
        ring?.();
        ring = undefined;
      }
      called = false;
    },
  };
}
