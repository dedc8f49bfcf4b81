import { noteRefusal, noteStream } from './connection.ts';

/** What to do with each kind of event; `data` is what the server wrote, as JSON. */
export type EventHandlers = Readonly<Record<string, (data: never) => void>>;

/** Milliseconds before a stream that was refused is asked for again. */
const pause = 5_000;

/**
 * Listens to server-sent events until it is closed. Browsers come back by themselves after a cut, with the last event's
 * id; a stream that was refused, ended for who listens, or has nothing more to tell, is asked for again after a pause
 * while `wanted` says so.
 */
export function followEvents(
  path: string,
  handlers: EventHandlers,
  wanted: () => boolean = () => true,
): { close(): void } {
  const stream = {};
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  const comeAgain = () => {
    source?.close();
    timer = setTimeout(() => wanted() && open(), pause);
  };
  const open = () => {
    source = new EventSource(path);
    for (const [type, handle] of Object.entries(handlers))
      source.addEventListener(type, ({ data }: MessageEvent<string>) => handle(JSON.parse(data) as never));
    source.addEventListener('end', ({ data }: MessageEvent<string>) => {
      // A browser would be back at once, as whoever it is by now.
      if (!data.includes('"gone"')) return;
      comeAgain();
      noteRefusal();
    });
    source.onopen = () => noteStream(stream, 'flows');
    source.onerror = () => {
      if (closed) return;
      const refused = source?.readyState === EventSource.CLOSED;
      noteStream(stream, wanted() ? 'cut' : 'closed');
      if (!refused) return;
      comeAgain();
      noteRefusal();
    };
  };
  open();
  return {
    close() {
      closed = true;
      clearTimeout(timer);
      source?.close();
      noteStream(stream, 'closed');
    },
  };
}
