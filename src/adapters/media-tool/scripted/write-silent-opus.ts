/** A packet of 20 ms that says nothing: one channel, full band. */
const silence = Buffer.from([0xf8, 0xff, 0xfe]);
const samplesPerPacket = 960;
const samplesPerSecond = 48_000;
/** Packets of a page: at most 255 fit. */
const packetsPerPage = 50;

/** Silence as Ogg Opus, one channel, of so many seconds (RFC 3533 and RFC 7845). */
export function writeSilentOpus(seconds: number): Uint8Array {
  const samples = Math.round(seconds * samplesPerSecond);
  const packets = Math.max(1, Math.ceil(samples / samplesPerPacket));
  const pages = [
    writePage({ number: 0, flags: 2, granule: 0, packets: [writeHead()] }),
    writePage({ number: 1, flags: 0, granule: 0, packets: [writeTags()] }),
  ];
  for (let first = 0; first < packets; first += packetsPerPage) {
    const count = Math.min(packetsPerPage, packets - first);
    const last = first + count === packets;
    const granule = last ? samples : (first + count) * samplesPerPacket;
    const body = Array.from({ length: count }, () => silence);
    pages.push(writePage({ number: pages.length, flags: last ? 4 : 0, granule, packets: body }));
  }
  return Buffer.concat(pages);
}

function writeHead(): Buffer {
  const head = Buffer.alloc(19);
  head.write('OpusHead', 'latin1');
  head.writeUInt8(1, 8);
  head.writeUInt8(1, 9);
  head.writeUInt32LE(samplesPerSecond, 12);
  return head;
}

function writeTags(): Buffer {
  const tags = Buffer.alloc(20);
  tags.write('OpusTags', 'latin1');
  tags.writeUInt32LE(4, 8);
  tags.write('Efir', 12, 'latin1');
  return tags;
}

interface Page {
  readonly number: number;
  /** 2: the first of the stream; 4: the last. */
  readonly flags: number;
  /** Samples up to its end. */
  readonly granule: number;
  /** Each shorter than 255 bytes. */
  readonly packets: readonly Buffer[];
}

function writePage({ number, flags, granule, packets }: Page): Buffer {
  const header = Buffer.alloc(27 + packets.length);
  header.write('OggS', 'latin1');
  header.writeUInt8(flags, 5);
  header.writeBigUInt64LE(BigInt(granule), 6);
  header.writeUInt32LE(1, 14);
  header.writeUInt32LE(number, 18);
  header.writeUInt8(packets.length, 26);
  for (const [index, packet] of packets.entries()) header.writeUInt8(packet.length, 27 + index);
  const page = Buffer.concat([header, ...packets]);
  page.writeUInt32LE(checksum(page), 22);
  return page;
}

/** Ogg's own CRC: polynomial 0x04c11db7, no reflection, no inversion. */
function checksum(bytes: Buffer): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) sum = sum < 0 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  return sum >>> 0;
}
