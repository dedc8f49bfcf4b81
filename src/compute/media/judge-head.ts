import { EfirError } from '../../core/errors.ts';
import { type Sniffed, sniffContent } from './sniff-content.ts';

/**
 * Judges what is sent in by its first `sniffLength` bytes, before anything of it is stored. `unknown` comes out only
 * where a decoder `canProbe` it once it is stored. Rejects with `media-empty` and `media-unrecognised` {found}.
 */
export async function judgeHead(head: Uint8Array, canProbe: boolean): Promise<Sniffed> {
  if (head.byteLength === 0) throw new EfirError('media-empty');
  const sniffed = await sniffContent(head);
  if (sniffed.verdict === 'other' || (sniffed.verdict === 'unknown' && !canProbe)) {
    throw new EfirError('media-unrecognised', { found: sniffed.found });
  }
  return sniffed;
}
