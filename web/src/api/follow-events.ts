/** What to do with each kind of event; `data` is what the server wrote, as JSON. */
export type EventHandlers = Readonly<Record<string, (data: never) => void>>;

/** Milliseconds before a stream that was refused is asked for again. */
const pause = 5_000;

/**
 * Listens to server-sent events until it is closed. Browsers come back by themselves after a cut, with the last event's
 * id; a stream that was refused, or has nothing more to tell, is asked for again after a pause while `wanted` says so.
 */
export function followEvents(
  path: string,
  handlers: EventHandlers,
  wanted: () => boolean = () => true,
): { close(): void } {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  const open = () => {
    source = new EventSource(path);
    for (const [type, handle] of Object.entries(handlers))
      source.addEventListener(type, ({ data }: MessageEvent<string>) => handle(JSON.parse(data) as never));
    source.onerror = () => {
      if (source?.readyState !== EventSource.CLOSED || closed) return;
      timer = setTimeout(() => wanted() && open(), pause);
    };
  };
  open();
  return {
    close() {
      closed = true;
      clearTimeout(timer);
      source?.close();
    },
  };
}
