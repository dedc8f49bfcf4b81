import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { createLogger } from '../../../core/logger.ts';
import { type Messenger, MessengerDoubt, MessengerRefusal } from '../../../ports/messenger.ts';
import { createTelegramMessenger, type TelegramMessengerOptions } from './telegram-messenger.ts';

const token = '7654321:a-token_that_nobody_may_read';
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function listen(server: Server | TcpServer): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(async () => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const serve = (listener: RequestListener) => listen(createServer(listener));
function open(apiUrl: string, options: Partial<TelegramMessengerOptions> = {}): Messenger {
  const messenger = createTelegramMessenger({ token, apiUrl, connectLimit: 1_000, ...options });
  closing.push(() => messenger.close());
  return messenger;
}
const answerWith = (status: number, body: string, type = 'application/json') =>
  serve((request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': type }).end(body);
  });
const send = (messenger: Messenger, timeLimit?: number) =>
  messenger.call('sendMessage', { chat_id: 1, text: 'hello' }, timeLimit === undefined ? {} : { timeLimit });
const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    (result) => ({ result }),
    (thrown: unknown) => thrown,
  );

describe('what certainly was not done', () => {
  test.each([
    ['nobody listens', 'http://127.0.0.1:9'],
    ['nobody knows the name', 'http://nowhere.invalid'],
  ])('%s', async (_name, url) => {
    const doubt = await failure(send(open(url)));
    expect(doubt).toBeInstanceOf(MessengerDoubt);
    expect(doubt).toMatchObject({ perhapsDone: false });
  });

  test('a certificate that nobody vouches for', async () => {
    const folder = new URL('../../../../test/fixtures/tls/', import.meta.url);
    const [key, cert] = await Promise.all(
      ['key.pem', 'certificate.pem'].map((name) => readFile(new URL(name, folder), 'utf8')),
    );
    let asked = 0;
    const server = createTlsServer({ key: key ?? '', cert: cert ?? '' }, () => {
      asked += 1;
    });
    const url = await listen(server);
    const doubt = await failure(send(open(url.replace('http:', 'https:'))));
    expect(doubt).toMatchObject({ name: 'MessengerDoubt', perhapsDone: false });
    expect(asked).toBe(0);
  });
});

describe('what may have been done', () => {
  test.each([
    [500, '{"ok":false,"error_code":500,"description":"Internal Server Error"}'],
    [502, '<html><body>502 Bad Gateway</body></html>'],
    [504, ''],
    [200, '<html><body>Please log in</body></html>'],
    [200, '{"ok":true,"res'],
    [200, '[]'],
    [200, 'null'],
    [301, ''],
    [403, '<html><body>Forbidden by a proxy</body></html>'],
    [429, 'slow down'],
    [200, '{"ok":false,"error_code":500,"description":"x"}'],
  ])('an answer with %i and %j', async (status, body) => {
    const doubt = await failure(send(open(await answerWith(status, body))));
    expect(doubt).toBeInstanceOf(MessengerDoubt);
    expect(doubt).toMatchObject({ perhapsDone: true });
  });

  test('a connection that ends behind the request, or in the middle of the answer', async () => {
    const dropping = await serve((request) => request.resume().on('end', () => request.socket.destroy()));
    const cutting = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 1_000 });
      response.write('{"ok":true', () => response.destroy());
    });
    const nonsense = await listen(
      createTcpServer((socket) => {
        socket.on('error', () => {});
        socket.on('data', () => socket.end('nonsense\r\n\r\n'));
      }),
    );
    for (const url of [dropping, cutting, nonsense]) {
      expect(await failure(send(open(url)))).toMatchObject({ name: 'MessengerDoubt', perhapsDone: true });
    }
  });

  test('a connection that was kept and is gone when it is used again', async () => {
    const server = createServer((request, response) => {
      request.resume();
      response.end('{"ok":true,"result":{"message_id":1}}');
    });
    const messenger = open(await listen(server));
    await send(messenger);
    let asked = 0;
    server.removeAllListeners('request').on('request', (request: IncomingMessage) => {
      asked += 1;
      request.socket.destroy();
    });
    expect(await failure(send(messenger))).toMatchObject({ name: 'MessengerDoubt', perhapsDone: true });
    expect(asked).toBe(1);
  });

  test('an answer that does not come in time, or goes on without end', async () => {
    const silent = await serve((request) => void request.resume());
    expect(await failure(send(open(silent), 100))).toMatchObject({ perhapsDone: true });
    const endless = await serve((request, response) => {
      const flood = setInterval(() => response.write('x'.repeat(2_000_000)), 1);
      request.socket.on('close', () => clearInterval(flood));
    });
    expect(await failure(send(open(endless)))).toMatchObject({
      message: expect.stringContaining('an answer of over'),
    });
  });
});

describe('a refusal', () => {
  test('says where a group went, and leaves out what is no number', async () => {
    const body = (parameters: object) =>
      JSON.stringify({ ok: false, error_code: 400, description: 'Bad Request: upgraded', parameters });
    const moved = await failure(send(open(await answerWith(400, body({ migrate_to_chat_id: -100123 })))));
    expect(moved).toMatchObject({ name: 'MessengerRefusal', status: 400, migratedTo: -100123 });
    const odd = await failure(
      send(open(await answerWith(400, body({ migrate_to_chat_id: 'x', retry_after: -1 })))),
    );
    expect(odd).toBeInstanceOf(MessengerRefusal);
    expect(odd).toMatchObject({ migratedTo: undefined, retryAfter: undefined });
  });

  test('of the size counts whoever says it', async () => {
    const refusal = await failure(send(open(await answerWith(413, '<html>too large</html>'))));
    expect(refusal).toMatchObject({ name: 'MessengerRefusal', status: 413 });
  });
});

describe('a server of one’s own', () => {
  test('may stand below a path', async () => {
    let path: string | undefined;
    const url = await serve((request, response) => {
      path = request.url;
      response.end('{"ok":true,"result":true}');
    });
    await send(open(`${url}/telegram/`));
    expect(path).toBe(`/telegram/bot${token}/sendMessage`);
  });

  test('leaves files on this machine: below its folder only, with no link leading out', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'efir-messenger-'));
    closing.push(() => rm(outside, { recursive: true }));
    const folder = join(outside, 'files');
    await mkdir(join(folder, 'voice'), { recursive: true });
    await writeFile(join(folder, 'voice', 'file_1.oga'), 'sound');
    await writeFile(join(outside, 'secret'), 'secret');
    await symlink(join(outside, 'secret'), join(folder, 'link'));
    await symlink(outside, join(folder, 'way'));
    const messenger = open('http://127.0.0.1:9', { localFiles: folder });
    const read = async (path: string) => text(await messenger.download(path, { mostBytes: 100 }));
    expect(await read(join(folder, 'voice/file_1.oga'))).toBe('sound');
    const small = await messenger.download(join(folder, 'voice/file_1.oga'), { mostBytes: 2 });
    expect(await failure(text(small))).toMatchObject({ code: 'file-too-large' });
    for (const path of [
      join(folder, '../secret'),
      join(outside, 'secret'),
      join(folder, 'link'),
      join(folder, 'way/secret'),
      join(folder, 'none'),
      folder,
      '/etc/passwd',
      `${folder}/voice/file_1.oga\0`,
    ]) {
      expect([path, await failure(read(path))]).toMatchObject([path, { name: 'MessengerRefusal' }]);
    }
    const elsewhere = open('http://127.0.0.1:9');
    expect(await failure(elsewhere.download('/etc/passwd', { mostBytes: 9 }))).toMatchObject({ status: 404 });
  });
});

describe('a download', () => {
  test('asks below the files of the bot only, whatever the path says', async () => {
    const paths: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      paths.push(request.url);
      response.end('x');
    });
    const messenger = open(url);
    for (const path of ['voice/a b.oga', '../../bot1/getMe', 'a/./../b?c#d', 'x//y']) {
      await buffer(await messenger.download(path, { mostBytes: 10 }));
    }
    expect(paths).toEqual(
      ['voice/a%20b.oga', 'bot1/getMe', 'a/b%3Fc%23d', 'x/y'].map((path) => `/file/bot${token}/${path}`),
    );
  });

  test('stops at its bound, though less was announced or the sender never ends', async () => {
    let closed = false;
    const url = await serve((request, response) => {
      response.on('error', () => {});
      const flood = setInterval(() => response.write('x'.repeat(10_000)), 1);
      request.socket.on('close', () => {
        closed = true;
        clearInterval(flood);
      });
    });
    const stream = await open(url).download('a', { mostBytes: 50_000 });
    expect(await failure(buffer(stream))).toMatchObject({ code: 'file-too-large', args: { limit: 50_000 } });
    await expect.poll(() => closed).toBe(true);
  });

  test('that breaks off is doubt, and one that is stopped gives the reason', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('begun', () => setTimeout(() => response.destroy(), 20));
    });
    const cut = await open(url).download('a', { mostBytes: 100 });
    expect(await failure(buffer(cut))).toBeInstanceOf(MessengerDoubt);
    const slow = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('begun');
    });
    const stop = new AbortController();
    const stopped = await open(slow).download('a', { mostBytes: 100, signal: stop.signal });
    setTimeout(() => stop.abort(new Error('enough')), 20);
    expect(await failure(buffer(stopped))).toMatchObject({ message: 'enough' });
  });

  test('takes no page of a proxy for a file', async () => {
    const url = await answerWith(502, '<html></html>', 'text/html');
    expect(await failure(open(url).download('a', { mostBytes: 100 }))).toBeInstanceOf(MessengerDoubt);
  });
});

test('nothing that leaves holds the token: errors, their causes, or a line of the log', async () => {
  const dropping = await serve((request) => request.socket.destroy());
  const silent = await serve(() => {});
  const html = await answerWith(502, '<html></html>', 'text/html');
  const refusing = await answerWith(401, '{"ok":false,"error_code":401,"description":"Unauthorized"}');
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const logger = createLogger({ level: 'trace', format: 'json', destination });
  const seen: string[] = [];
  for (const url of [dropping, silent, html, refusing, 'http://127.0.0.1:9', 'http://nowhere.invalid']) {
    const messenger = open(url);
    const failures = [
      await failure(send(messenger, 100)),
      await failure(messenger.download('../voice', { mostBytes: 1, signal: AbortSignal.timeout(100) })),
    ];
    for (const error of failures) {
      seen.push(inspect(error, { depth: 20, showHidden: true }), String((error as Error).stack));
      logger.warn({ error }, 'a failure');
    }
  }
  expect(lines).toHaveLength(12);
  expect([...seen, ...lines].filter((text) => text.includes('nobody_may_read'))).toEqual([]);
});
