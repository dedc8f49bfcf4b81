import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** A real message server, private to a test file, that can fall ill in every way that servers do. */
export interface BrokerServer {
  readonly url: string;
  readonly pid: number;
  /** Ends it as `kill -9` and a power cut of the process do; resolves when the process is gone. */
  kill(): Promise<void>;
  /** Ends it as its operator does. */
  stop(): Promise<void>;
  /** Starts it again, on the same port and data; resolves when it answers. */
  start(): Promise<void>;
  /** Takes away everything that it holds: messages, queues, groups. */
  flush(): Promise<void>;
  /** Stops it in its tracks (SIGSTOP): connections stay open and nobody answers. */
  pause(): void;
  /** Lets it run on (SIGCONT). */
  resume(): void;
  /** Ends it, whatever its state, and removes its data. */
  close(): Promise<void>;
}

/** A program that tests run and that somebody has to install. */
export interface NeededProgram {
  readonly program: string;
  /** The Debian package that brings it. */
  readonly debianPackage: string;
}

export const redisProgram: NeededProgram = { program: 'redis-server', debianPackage: 'redis-server' };
export const rabbitmqProgram: NeededProgram = {
  program: 'rabbitmq-server',
  debianPackage: 'rabbitmq-server',
};

/** Where the program lies; an ordinary user's PATH lacks the folders of the system's own programs. */
export function findServerProgram({ program }: NeededProgram): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

/** Rejects the start of a server that is not installed, with what to do. */
export function requireServerProgram(needed: NeededProgram): string {
  const path = findServerProgram(needed);
  if (path !== undefined) return path;
  throw new Error(
    `${needed.program} is not installed: as root, run \`apt-get install ${needed.debianPackage}\``,
  );
}

/**
 * A free port of 127.0.0.1, outside the range from which the system gives ports to outgoing connections: while a
 * server is down nobody takes its port by chance.
 */
export async function findServerPort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
