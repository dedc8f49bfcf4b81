import { openAsBlob } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSamples, makeWavHeader, speech, writeWav } from '../../../../test/support/audio.ts';
import { startTranscribingApi, type TranscribingApi } from '../../../../test/support/transcribing.ts';

/*
 * Connections that break, callers that come again or do not, many at once, and a server that restarts. The model `slow`
 * takes a second for a second, so that there is a middle to break in.
 */
let here: TranscribingApi;
let proxy: Proxy;
let client: OpenAI;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-joining-'));
  here = await startTranscribingApi({
    config: { maxFileSize: 400_000_000 },
    hangUpGrace: 6_000,
    workerSlots: 4,
  });
  proxy = await startProxy(Number(new URL(here.door.api.url).port));
  client = new OpenAI({ apiKey: here.door.key, baseURL: `${proxy.url}/v1` });
}, 60_000);
afterAll(async () => {
  await proxy.close();
  await here.close();
  await rm(folder, { recursive: true });
});

const patient = { timeout: 60_000, interval: 30 };
let made = 0;
/** A recording like no other: what is joined is found by content and name. */
async function makeFile(seconds: number): Promise<File> {
  made += 1;
  const name = `${made}.wav`;
  const path = join(folder, name);
  await writeWav(path, makeSamples([speech(seconds, 0.3 + made / 1000)]));
  return new File([await openAsBlob(path)], name);
}
interface Row {
  readonly id: string;
  readonly state: string;
  readonly tasks: number;
  readonly attempts: number;
}
const rowsOf = (file: File) =>
  here.door.db.query<Row>(
    `select r.id, r.state, count(distinct t.id) as tasks, count(a.id) as attempts
     from recordings r join tasks t on t.recording_id = r.id left join attempts a on a.task_id = t.id
     where r.file_name = $1 group by r.id, r.state, r.created_at order by r.created_at`,
    [file.name],
  );
const statesOf = async (file: File) => (await rowsOf(file)).map(({ state }) => state);
const once = [{ id: expect.any(String), state: 'succeeded', tasks: 1, attempts: 1 }];

describe('a connection that breaks', () => {
  test.each(['json', 'diarized_json'] as const)(
    'in the middle of the work is tried again by the client, and joins (%s)',
    async (response_format) => {
      const file = await makeFile(3);
      const asked = client.audio.transcriptions.create({ file, model: 'slow', response_format });
      await expect.poll(() => statesOf(file), patient).toEqual(['running']);
      proxy.cut();
      expect((await asked).text).toMatch(/\w+ \w+/);
      expect(proxy.uploads(file)).toBe(2);
      expect(await rowsOf(file)).toMatchObject(once);
    },
    90_000,
  );

  test('because the client’s patience ends is tried again, and joins', async () => {
    const file = await makeFile(4);
    const impatient = client.withOptions({ timeout: 2_000, maxRetries: 20 });
    const { text } = await impatient.audio.transcriptions.create({ file, model: 'slow' });
    expect(text).toMatch(/\w+ \w+/);
    expect(proxy.uploads(file)).toBeGreaterThan(1);
    expect(await rowsOf(file)).toMatchObject(once);
  }, 90_000);

  test('and stays broken until the recording has ended: the retry gets what was made', async () => {
    const file = await makeFile(2);
    const asked = client.audio.transcriptions.create({ file, model: 'slow' }, { maxRetries: 8 });
    await expect.poll(() => statesOf(file), patient).toEqual(['running']);
    proxy.hold();
    await expect.poll(() => statesOf(file), patient).toEqual(['succeeded']);
    proxy.release();
    expect((await asked).text).toMatch(/\w+ \w+/);
    expect(await rowsOf(file)).toMatchObject(once);
  }, 90_000);

  test('with an Idempotency-Key gives the recording of the key', async () => {
    const file = await makeFile(3);
    const headers = { 'idempotency-key': 'the-same' };
    const asked = client.audio.transcriptions.create({ file, model: 'slow' }, { headers });
    await expect.poll(() => statesOf(file), patient).toEqual(['running']);
    proxy.cut();
    await asked;
    const { response } = await client.audio.transcriptions
      .create({ file, model: 'slow' }, { headers })
      .withResponse();
    const [row] = await rowsOf(file);
    expect(response.headers.get('x-recording-id')).toBe(row?.id);
    expect(response.headers.get('idempotency-replayed')).toBe('true');
    expect(await rowsOf(file)).toMatchObject(once);
    const other = client.audio.transcriptions.create({ file, model: 'default' }, { headers });
    await expect(other).rejects.toMatchObject({ status: 409, code: 'idempotency-conflict' });
  }, 90_000);

  test('because the api restarts: the retry finds the recording in work', async () => {
    const file = await makeFile(6);
    const asked = client.audio.transcriptions.create({ file, model: 'slow' }, { maxRetries: 8 });
    await expect.poll(() => statesOf(file), patient).toEqual(['running']);
    await here.door.restart();
    expect((await asked).text).toMatch(/\w+ \w+/);
    expect(await rowsOf(file)).toMatchObject(once);
  }, 90_000);
});

test('a connection on which nothing moves while somebody waits is not taken for an idle one', async () => {
  const own = await startTranscribingApi();
  try {
    own.door.api.server.server.setTimeout(1_000);
    const waiting = new OpenAI({ apiKey: own.door.key, baseURL: `${own.door.api.url}/v1`, maxRetries: 0 });
    const file = await makeFile(4);
    const { text } = await waiting.audio.transcriptions.create({ file, model: 'slow' });
    expect(text).toMatch(/\w+ \w+/);
  } finally {
    await own.close();
  }
}, 60_000);

describe('a caller that hangs up', () => {
  const hangUp = async (file: File, stream: boolean, asker = client) => {
    const patience = new AbortController();
    const asked = asker.audio.transcriptions.create(
      { file, model: 'slow', stream },
      { signal: patience.signal },
    );
    await expect.poll(() => statesOf(file), patient).toEqual(['running']);
    patience.abort();
    await Promise.resolve(asked).then(
      async (given) => {
        for await (const _ of given as AsyncIterable<unknown>);
      },
      () => undefined,
    );
  };

  test.each([false, true])(
    'and does not come again has the recording cancelled after a while (stream: %s)',
    async (stream) => {
      const file = await makeFile(20);
      await hangUp(file, stream);
      expect(await statesOf(file)).toEqual(['running']);
      await expect.poll(() => statesOf(file), patient).toEqual(['cancelled']);
      // Who asks anew begins anew.
      const again = client.audio.transcriptions.create({ file, model: 'default' });
      expect((await again).text).toMatch(/\w+ \w+/);
      expect(await statesOf(file)).toEqual(['cancelled', 'succeeded']);
    },
    90_000,
  );

  test('while another one waits for the same leaves it alone', async () => {
    const file = await makeFile(4);
    const other = client.audio.transcriptions.create({ file, model: 'slow' });
    await expect.poll(() => statesOf(file), patient).toEqual(['running']);
    await hangUp(file, false);
    expect((await other).text).toMatch(/\w+ \w+/);
    expect(await rowsOf(file)).toMatchObject(once);
  }, 90_000);

  test('at one process while another one waits at another leaves it alone', async () => {
    // Long enough for those who wait to say so: they look up every five seconds.
    const elsewhere = await here.door.openAnother(9_000);
    try {
      const leaver = new OpenAI({ apiKey: here.door.key, baseURL: `${elsewhere.url}/v1` });
      const file = await makeFile(16);
      const leaving = hangUp(file, false, leaver);
      await expect.poll(() => statesOf(file), patient).toEqual(['running']);
      const staying = client.audio.transcriptions.create({ file, model: 'slow' });
      await leaving;
      expect((await staying).text).toMatch(/\w+ \w+/);
      expect(await rowsOf(file)).toMatchObject(once);
    } finally {
      await elsewhere.close();
    }
  }, 90_000);

  test('and comes again with his Idempotency-Key after it was cancelled has it go on', async () => {
    const file = await makeFile(2);
    const headers = { 'idempotency-key': 'again' };
    const ask = () => client.audio.transcriptions.create({ file, model: 'default' }, { headers });
    await ask();
    await here.door.db.query("update recordings set state = 'cancelled' where file_name = $1", [file.name]);
    await here.door.db.query("update tasks set state = 'cancelled', finished_at = now()");
    expect((await ask()).text).toMatch(/\w+ \w+/);
    expect(await statesOf(file)).toEqual(['succeeded']);
  }, 90_000);

  test('in the middle of his upload leaves nothing', async () => {
    const before = await here.door.listBlobFiles();
    const sent = upload(here.door.api.url, here.door.key, 1_000_000, 400_000);
    await expect.poll(async () => (await here.door.listBlobFiles()).length, patient).toBe(before.length + 1);
    sent.hangUp();
    await expect.poll(() => here.door.listBlobFiles(), patient).toEqual(before);
  });

  test('is told of a recording that somebody cancels or deletes while he waits', async () => {
    for (const [method, path, status] of [
      ['POST', '/cancel', 409],
      ['DELETE', '', 404],
    ] as const) {
      const file = await makeFile(30);
      const asked = client.audio.transcriptions.create({ file, model: 'slow' });
      const outcome = Promise.resolve(asked).catch((thrown: unknown) => thrown);
      await expect.poll(() => statesOf(file), patient).toEqual(['running']);
      const [row] = await rowsOf(file);
      await here.door.fetch(`/v1/recordings/${row?.id}${path}`, { method, key: here.door.key });
      expect(await outcome).toMatchObject({ status });
      expect(proxy.uploads(file)).toBe(1);
    }
  }, 90_000);
});

describe('many at once', () => {
  test('twenty different ones are all answered, each by its own recording', async () => {
    const files = await Promise.all(Array.from({ length: 20 }, () => makeFile(2)));
    const answers = await Promise.all(
      files.map((file, index) =>
        client.audio.transcriptions
          .create({ file, model: 'whisper-1', response_format: index % 2 === 0 ? 'json' : 'verbose_json' })
          .withResponse(),
      ),
    );
    const ids = answers.map(({ response }) => response.headers.get('x-recording-id'));
    const rows = (await Promise.all(files.map(rowsOf))).flat();
    expect(rows.map(({ id }) => id)).toEqual(ids);
    expect(new Set(ids).size).toBe(20);
  }, 90_000);

  test('twenty times the same is one recording', async () => {
    const file = await makeFile(3);
    const ask = () => client.audio.transcriptions.create({ file, model: 'slow' });
    const answers = await Promise.all(Array.from({ length: 20 }, ask));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await rowsOf(file)).toMatchObject(once);
  }, 90_000);
});

test('a large file goes through without being held in memory', async () => {
  const bytes = 200_000_000;
  const held = () => process.memoryUsage().arrayBuffers;
  const before = held();
  let most = 0;
  const watching = setInterval(() => {
    most = Math.max(most, held() - before);
  }, 20);
  const { status, body } = await upload(here.door.api.url, here.door.key, bytes).answer;
  clearInterval(watching);
  expect([status, JSON.parse(body)]).toMatchObject([200, { text: '' }]);
  // What is let go but not collected yet comes to 150 MB.
  expect(most).toBeLessThan(bytes * 0.9);
}, 300_000);

/** Sends a form with a silent recording of high rate; `stopAt`: so many bytes of it only, and waits. */
function upload(url: string, key: string, bytes: number, stopAt = bytes) {
  const head =
    '--x\r\ncontent-disposition: form-data; name="model"\r\n\r\nwhisper-1\r\n' +
    '--x\r\ncontent-disposition: form-data; name="file"; filename="large.wav"\r\n\r\n';
  const header = makeWavHeader({ dataBytes: bytes, sampleRate: 192_000, channels: 8 });
  const tail = '\r\n--x--\r\n';
  const request = httpRequest(new URL('/v1/audio/transcriptions', url), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'multipart/form-data; boundary=x',
      'content-length': head.length + header.length + bytes + tail.length,
    },
  });
  const answer = new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    request.once('error', reject);
    request.once('response', async (response) => {
      const chunks = await Array.fromAsync(response.setEncoding('utf8') as AsyncIterable<string>);
      resolve({ status: response.statusCode, body: chunks.join('') });
    });
  });
  answer.catch(() => undefined);
  const chunk = Buffer.alloc(1_000_000);
  const send = async () => {
    request.write(head);
    request.write(header);
    for (let sent = 0; sent < stopAt; sent += chunk.length) {
      const room = request.write(chunk.subarray(0, Math.min(chunk.length, stopAt - sent)));
      if (!room) await new Promise((resolve) => request.once('drain', resolve));
    }
    if (stopAt === bytes) request.end(tail);
  };
  send().catch(() => undefined);
  return { answer, hangUp: () => request.destroy() };
}

interface Proxy {
  readonly url: string;
  /** How many times a file of this name was sent through. */
  uploads(file: File): number;
  /** Ends every connection that is open. */
  cut(): void;
  /** The same, and lets nobody through until `release`. */
  hold(): void;
  release(): void;
  close(): Promise<void>;
}

async function startProxy(port: number): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let sent = '';
  let held = false;
  const server = createServer((socket) => {
    if (held) return void socket.destroy();
    const onward = connect(port, '127.0.0.1');
    for (const end of [socket, onward]) {
      sockets.add(end);
      end.on('error', () => undefined);
      end.once('close', () => {
        sockets.delete(end);
        socket.destroy();
        onward.destroy();
      });
    }
    socket.on('data', (data) => {
      sent += (data.toString('latin1').match(/filename="[^"]*"/g) ?? []).join('');
    });
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address() as { port: number };
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${own}`,
    uploads: (file) => sent.split(`filename="${file.name}"`).length - 1,
    cut,
    hold() {
      held = true;
      cut();
    },
    release() {
      held = false;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}
