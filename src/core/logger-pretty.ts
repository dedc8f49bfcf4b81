import pretty from 'pino-pretty';

/** Readable lines on a terminal, on stderr. */
export function pinoPretty() {
  return pretty({
    colorize: process.stderr.isTTY === true && process.stderr.hasColors(),
    destination: 2,
    sync: true,
    ignore: 'pid,hostname',
    translateTime: 'HH:MM:ss.l',
    customPrettifiers: { error: writeError },
  });
}

/** A failure as one line, as it came to the logger; with its stack where it has one. */
export function writeError(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return String(thrown);
  const { message, stack } = thrown as { readonly message?: unknown; readonly stack?: unknown };
  if (typeof stack === 'string') return stack;
  // What caused it often says the same as its detail.
  return String(message ?? '').replace(/^(.*"([^"]+)"): \2$/s, '$1');
}
