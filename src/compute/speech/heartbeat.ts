/**
 * Passes events on and adds one of `beat` whenever nothing came for `interval` milliseconds. When the consumer
 * stops, `stop` is called first, so that a source that is in the middle of something can end.
 */
export async function* withHeartbeat<Event>(
  source: AsyncGenerator<Event, void, void>,
  options: { readonly interval: number; readonly beat: () => Event; readonly stop: () => void },
): AsyncGenerator<Event, void, void> {
  let ended = false;
  let upcoming = source.next();
  try {
    for (;;) {
      const result = await within(upcoming, options.interval);
      if (result === silent) yield options.beat();
      else if (result.done) break;
      else {
        yield result.value;
        upcoming = source.next();
      }
    }
    ended = true;
  } finally {
    if (!ended) {
      options.stop();
      // Nobody waits for it any more, and it may well fail of being stopped.
      upcoming.catch(() => undefined);
      await source.return();
    }
  }
}

const silent = Symbol('silent');

async function within<Value>(promise: Promise<Value>, milliseconds: number): Promise<Value | typeof silent> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<typeof silent>((resolve) => {
    timer = setTimeout(resolve, milliseconds, silent);
  });
  try {
    return await Promise.race([promise, patience]);
  } finally {
    clearTimeout(timer);
  }
}
