import pretty from 'pino-pretty';

/** Readable lines on a terminal, on stderr. */
export function pinoPretty() {
  return pretty({
    colorize: process.stderr.isTTY === true && process.stderr.hasColors(),
    destination: 2,
    sync: true,
    ignore: 'pid,hostname',
    translateTime: 'HH:MM:ss.l',
  });
}
