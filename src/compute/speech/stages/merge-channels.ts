import type { Packed, Piece } from './pack.ts';

/**
 * The pieces of several channels as one stream, in the order in which they begin, numbered through. Of each channel one
 * piece is held at most. What two channels hold alike is heard once: many a recorder writes one voice to both. A single
 * channel without a number passes as it is. The same recording gives the same pieces.
 */
export async function* mergeChannels(
  channels: readonly AsyncGenerator<Packed, void, void>[],
  numbers: readonly (number | undefined)[],
  firstIndex = 0,
): AsyncGenerator<Packed, void, void> {
  const [only] = channels;
  if (only && channels.length === 1 && numbers[0] === undefined) return yield* only;
  const lanes = channels.map((source, place): Lane => ({ source, channel: numbers[place] ?? place }));
  let index = firstIndex;
  let silentUntil = 0;
  try {
    for (let lane = await findFirst(lanes); lane; lane = await findFirst(lanes)) {
      const item = lane.head;
      lane.head = undefined;
      if (item?.kind === 'piece') {
        const same = dropSame(lanes, item);
        yield { ...item, index: index++, channel: lane.channel, ...(same.length > 0 && { same }) };
      } else if (item && item.until > silentUntil) {
        // No channel has anything more to say before it.
        silentUntil = item.until;
        yield item;
      }
    }
  } finally {
    await Promise.allSettled(channels.map((source) => source.return()));
  }
}

interface Lane {
  readonly source: AsyncGenerator<Packed, void, void>;
  readonly channel: number;
  head?: Packed | undefined;
}

/** The one whose next item comes first; nothing when all have ended. */
async function findFirst(lanes: readonly Lane[]): Promise<Lane | undefined> {
  let first: Lane | undefined;
  for (const lane of lanes) {
    lane.head ??= await takeNext(lane);
    if (lane.head && (!first?.head || placeOf(lane.head) < placeOf(first.head))) first = lane;
  }
  return first;
}

/** A generator that has ended goes on saying so. */
async function takeNext({ source }: Lane): Promise<Packed | undefined> {
  return (await source.next()).value ?? undefined;
}

function dropSame(lanes: readonly Lane[], piece: Piece): number[] {
  const same = lanes.filter((lane) => lane.head && isSame(lane.head, piece));
  for (const lane of same) lane.head = undefined;
  return same.map((lane) => lane.channel);
}

/** A silence comes before the piece that begins where it ends, so that all pieces of one beginning are seen together. */
function placeOf(item: Packed): number {
  return item.kind === 'piece' ? item.start : item.until - 0.5;
}

function isSame(a: Packed, b: Piece): boolean {
  if (a.kind !== 'piece' || a.start !== b.start || a.samples.length !== b.samples.length) return false;
  const bytes = ({ samples }: Piece) => Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  return bytes(a).equals(bytes(b));
}
