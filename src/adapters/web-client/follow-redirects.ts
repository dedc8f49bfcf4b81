import type { Readable } from 'node:stream';
import { EfirError } from '../../core/errors.ts';

/** A file, or the address where it is said to be. */
export type Hop = { readonly content: Readable } | { readonly location: string; readonly status: number };

/** Redirects that are followed. */
const mostRedirects = 5;

/** Goes from address to address until one has the file. Rejects with `target-refused` (status) after too many. */
export async function followRedirects(
  address: string,
  open: (address: string) => Promise<Hop>,
): Promise<Readable> {
  let next = address;
  for (let redirects = 0; ; redirects += 1) {
    const hop = await open(next);
    if ('content' in hop) return hop.content;
    if (redirects === mostRedirects) throw new EfirError('target-refused', { status: hop.status });
    next = hop.location;
  }
}
