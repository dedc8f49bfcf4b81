/** Places for tasks in work. */
export interface Slots {
  readonly total: number;
  readonly taken: number;
  /** Waits for a place, in order; false when the signal fired first. */
  take(signal: AbortSignal): Promise<boolean>;
  free(): void;
}

/** `onChange` is told whenever a place was taken or freed. */
export function createSlots(total: number, onChange: () => void): Slots {
  const waiting: (() => void)[] = [];
  let taken = 0;
  const change = (by: number) => {
    taken += by;
    onChange();
  };
  return {
    total,
    get taken() {
      return taken;
    },
    async take(signal) {
      while (taken >= total && !signal.aborted) {
        let stop: (() => void) | undefined;
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
          stop = () => resolve();
          signal.addEventListener('abort', stop, { once: true });
        });
        if (stop) signal.removeEventListener('abort', stop);
      }
      if (signal.aborted) return false;
      change(1);
      return true;
    },
    free() {
      change(-1);
      waiting.shift()?.();
    },
  };
}
