import { Readable } from 'node:stream';

export interface Part {
  /** The next bytes of the source, at most so many; it ends whole also where the source breaks off. */
  readonly content: Readable;
  /** How the part ended: there is more, that was all, or the source broke off. Settled when the content is read. */
  readonly end: Promise<'more' | 'whole' | 'cut'>;
  /** Lets go of the source, for a part that nobody reads on: what follows in it is its owner's. */
  readonly release: () => void;
}

/**
 * Takes at most `mostBytes` off a stream, as fast as they are wanted. What was read too much goes back into the source, so that
 * the next part begins behind this one.
 */
export function takePart(source: Readable, mostBytes: number): Part {
  const { promise: end, resolve } = Promise.withResolvers<'more' | 'whole' | 'cut'>();
  let left = mostBytes;
  const content = new Readable({ highWaterMark: 1024 * 1024, read: () => void source.resume() });
  const finish = (how: 'more' | 'whole' | 'cut') => {
    source.off('data', take).off('end', whole).off('error', cut).off('close', cut);
    source.pause();
    resolve(how);
    content.push(null);
  };
  const take = (chunk: Buffer) => {
    const own = chunk.byteLength <= left ? chunk : chunk.subarray(0, left);
    left -= own.byteLength;
    if (left === 0) source.pause();
    if (own.byteLength < chunk.byteLength) source.unshift(chunk.subarray(own.byteLength));
    if (own.byteLength > 0 && !content.push(own)) source.pause();
    if (left === 0) finish('more');
  };
  const whole = () => finish('whole');
  const cut = () => finish('cut');
  if (source.readableEnded) finish('whole');
  else if (source.destroyed) finish('cut');
  else {
    source.once('end', whole).once('error', cut).once('close', cut).on('data', take);
    source.pause();
  }
  const release = () => {
    source.off('data', take).off('end', whole).off('error', cut).off('close', cut);
    content.destroy();
  };
  return { content, end, release };
}
