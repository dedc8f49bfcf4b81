import { noteRefusal, noteStream } from './connection.ts';

/** What to do with each kind of event; `data` is what the server wrote, as JSON. */
export type EventHandlers = Readonly<Record<string, (data: never) => void>>;

/** Milliseconds before a stream that was refused is asked for again. */
const pause = 5_000;
/** Milliseconds for which a tab that nobody sees keeps its stream. */
const unseen = 10_000;

/**
 * Listens to server-sent events until it is closed. Browsers come back by themselves after a cut, with the last event's
 * id; a stream that was refused, ended for who listens, or has nothing more to tell, is asked for again after a pause
 * while `wanted` says so. A tab that is not seen listens to nothing, as browsers give all tabs together six connections
 * where there is no TLS; when it is seen again, the stream begins anew and tells so.
 */
export function followEvents(
  path: string,
  handlers: EventHandlers,
  wanted: () => boolean = () => true,
): { close(): void } {
  const stream = {};
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const leave = () => {
    clearTimeout(timer);
    source?.close();
    source = undefined;
  };
  const comeAgain = () => {
    leave();
    timer = setTimeout(() => wanted() && open(), pause);
  };
  const open = () => {
    const opened = new EventSource(path);
    source = opened;
    for (const [type, handle] of Object.entries(handlers))
      opened.addEventListener(type, ({ data }: MessageEvent<string>) => handle(JSON.parse(data) as never));
    opened.addEventListener('end', ({ data }: MessageEvent<string>) => {
      // A browser would be back at once, as whoever it is by now.
      if (!data.includes('"gone"')) return;
      comeAgain();
      noteRefusal();
    });
    opened.onopen = () => noteStream(stream, 'flows');
    opened.onerror = () => {
      if (source !== opened) return;
      const refused = opened.readyState === EventSource.CLOSED;
      noteStream(stream, wanted() ? 'cut' : 'closed');
      if (!refused) return;
      comeAgain();
      noteRefusal();
    };
  };
  const sight = followSight(
    () => {
      leave();
      noteStream(stream, 'closed');
    },
    () => wanted() && open(),
  );
  open();
  return {
    close() {
      sight.close();
      leave();
      noteStream(stream, 'closed');
    },
  };
}

/** Tells that the tab has not been seen for a while, and then that it is seen again. */
function followSight(onUnseen: () => void, onSeen: () => void): { close(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = false;
  const look = () => {
    clearTimeout(timer);
    if (document.visibilityState === 'hidden')
      timer = setTimeout(() => {
        told = true;
        onUnseen();
      }, unseen);
    else if (told) {
      told = false;
      onSeen();
    }
  };
  document.addEventListener('visibilitychange', look);
  // It may have been opened behind another.
  look();
  return {
    close() {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    },
  };
}
