import type { AddressInfo } from 'node:net';
import { EfirError, isNodeError } from '../core/errors.ts';

/** Runs a server's listen; a port that is taken becomes `port-in-use`. */
export async function listenAt<Result>(port: number, listen: () => Promise<Result>): Promise<Result> {
  try {
    return await listen();
  } catch (thrown) {
    if (isNodeError(thrown) && thrown.code === 'EADDRINUSE')
      throw new EfirError('port-in-use', { port }, { cause: thrown });
    throw thrown;
  }
}

/** Where a server is to be found; one that listens everywhere is told by its name on this machine. */
export function writeUrl({ address, family, port }: AddressInfo): string {
  if (address === '0.0.0.0' || address === '::') return `http://localhost:${port}`;
  return family === 'IPv6' ? `http://[${address}]:${port}` : `http://${address}:${port}`;
}
