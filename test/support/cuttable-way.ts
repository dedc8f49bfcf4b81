import { connect, createServer, type Socket } from 'node:net';

/** A way to a server that can be cut, as a network is: nobody says goodbye, and nobody gets through any more. */
export interface CuttableWay {
  /** The server's URL by this way. */
  readonly url: string;
  cut(): void;
  /** Lets everybody through again. */
  mend(): void;
  close(): Promise<void>;
}

export async function openCuttableWay(target: string): Promise<CuttableWay> {
  const url = new URL(target);
  const port = Number(url.port);
  const sockets = new Set<Socket>();
  let whole = true;
  const server = createServer((inner) => {
    if (!whole) return void inner.destroy();
    const outer = connect(port, '127.0.0.1');
    for (const socket of [inner, outer]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        inner.destroy();
        outer.destroy();
      });
    }
    inner.pipe(outer).pipe(inner);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url.port = typeof address === 'object' && address ? String(address.port) : '';
  const cut = () => {
    whole = false;
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    url: url.href,
    cut,
    mend: () => {
      whole = true;
    },
    close: () => {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
