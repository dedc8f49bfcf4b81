/** Proxies and phones cut connections that stay silent for about half a minute. */
const heartbeatMilliseconds = 15_000;

/** Comments of server-sent events for a stream that has had nothing to tell for a while. */
export function createHeartbeat() {
  let spokenAt = Date.now();
  return {
    /** To be asked every few seconds; `spoken`: something else was just told. */
    *beat(spoken: boolean): Generator<string, void, void> {
      if (!spoken && Date.now() - spokenAt < heartbeatMilliseconds) return;
      if (!spoken) yield ': still here\n\n';
      spokenAt = Date.now();
    },
  };
}
