import { createHash, randomFillSync } from 'node:crypto';
import { Upload } from 'tus-js-client';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Installation, install } from '../support/installation.ts';
import { untilUp } from './make-chaos.ts';

/*
 * The process that takes an upload in ends exactly between two steps, and is started again as a supervisor would. The client
 * is one that others wrote, and knows nothing of it: it goes on where the upload stands, and one recording comes of it, byte for byte.
 */
const points: readonly (readonly [name: string, point: string])[] = [
  ['before the first bytes are written down', 'part-stored'],
  ['in the middle, with bytes that are not written down', 'part-stored:3'],
  ['in the middle, with bytes that are', 'part-committed:3'],
  ['with the last bytes, before they are written down', 'part-stored:5'],
  ['behind the last byte', 'part-committed:5'],
  ['with the recording in the store, before the commit', 'blob-stored'],
  ['behind the commit of the recording', 'recording-committed'],
];
const chunkSize = 1_000_000;
const content = makeContent(4_500_000);
const digest = createHash('sha256').update(content).digest('hex');

describe('kill -9 while an upload comes in parts', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await install('inprocess', { roles: [] });
  }, 120_000);
  afterAll(() => installation.close());

  test.each(points)('%s', { timeout: 180_000 }, async (name, point) => {
    const doomed = installation.addRole('up', { first: { EFIR_CRASH_POINT: point } });
    await untilUp(installation);
    const before = await listRecordings(installation);
    const address = await send(installation, name);
    await vi.waitFor(() => expect(doomed.ends).toBeGreaterThan(0), { timeout: 30_000, interval: 100 });
    const id = await vi.waitFor(
      async () => {
        const upload = await ask(installation, address);
        expect(upload.state).toBe('taken');
        return upload.recording_id as string;
      },
      { timeout: 60_000, interval: 200 },
    );
    const after = await listRecordings(installation);
    expect(after.filter((one) => !before.includes(one))).toEqual([id]);
    const audio = await fetch(new URL(`/v1/recordings/${id}/audio`, installation.url), {
      headers: headers(),
    });
    const got = createHash('sha256').update(Buffer.from(await audio.arrayBuffer()));
    expect(got.digest('hex')).toBe(digest);
    await doomed.close();
  });

  const headers = () => ({ authorization: `Bearer ${installation.key}` });

  async function ask({ url }: Installation, address: string) {
    const answer = await fetch(new URL(address, url), { headers: headers() });
    return (await answer.json()) as { state: string; recording_id: string | null };
  }
});

/** Sends the content as a stubborn client does; gives the address of the upload. */
function send({ key, url }: Installation, filename: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(content, {
      endpoint: new URL('/v1/uploads', url).href,
      headers: { authorization: `Bearer ${key}` },
      metadata: { filename: `${filename}.wav`, filetype: 'audio/wav' },
      chunkSize,
      retryDelays: Array.from({ length: 100 }, () => 300),
      onSuccess: () => resolve(upload.url ?? ''),
      onError: reject,
    });
    upload.start();
  });
}

async function listRecordings({ query }: Installation): Promise<string[]> {
  return (await query<{ id: string }>('select id from recordings')).map((row) => row.id);
}

/** A WAV file that says so in its head, and noise. */
function makeContent(bytes: number): Buffer {
  const wav = randomFillSync(Buffer.alloc(bytes));
  wav.write('RIFF', 0);
  wav.writeUInt32LE(bytes - 8, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(16_000, 24);
  wav.writeUInt32LE(32_000, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(bytes - 44, 40);
  return wav;
}
