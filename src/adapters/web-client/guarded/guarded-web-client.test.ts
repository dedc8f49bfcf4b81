import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { EfirError } from '../../../core/errors.ts';
import type { WebClient } from '../../../ports/web-client.ts';
import { createGuardedWebClient, type GuardedWebClientOptions } from './guarded-web-client.ts';

const servers: (Server | TcpServer)[] = [];
const clients: WebClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  for (const server of servers.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  }
});

async function listen<Listening extends Server | TcpServer>(server: Listening): Promise<number> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const serve = (listener: RequestListener) => listen(createServer(listener));

function open(options: GuardedWebClientOptions = {}): WebClient {
  const client = createGuardedWebClient({ limits: { connect: 1_000, head: 1_000, body: 500 }, ...options });
  clients.push(client);
  return client;
}

const post = (url: string) => ({ method: 'POST', url, headers: {}, body: 'news' }) as const;
const loopback = { privateHosts: ['127.0.0.1'] };

async function fail(work: Promise<unknown>): Promise<EfirError> {
  const thrown: unknown = await work.then(
    () => new Error('it succeeded'),
    (error: unknown) => error,
  );
  if (!(thrown instanceof EfirError)) throw thrown;
  return thrown;
}

describe('the guard', () => {
  test('connects to nothing private that a name leads to', async () => {
    let asked = 0;
    const port = await serve((_request, response) => {
      asked += 1;
      response.end();
    });
    for (const addresses of [
      ['127.0.0.1'],
      ['8.8.8.8', '127.0.0.1'],
      ['::1'],
      ['::ffff:127.0.0.1'],
      ['::ffff:7f00:1'],
    ]) {
      const client = open({ resolve: async () => addresses });
      const error = await fail(client.send(post(`http://hooks.example:${port}/`)));
      expect([addresses, error.code, error.args['reason']]).toEqual([addresses, 'url-forbidden', 'private']);
      expect((await fail(client.checkTarget(`http://hooks.example:${port}/`))).code).toBe('url-forbidden');
    }
    expect(asked).toBe(0);
  });

  test('is not fooled by a name that changes between saving and calling', async () => {
    let asked = 0;
    const port = await serve((_request, response) => {
      asked += 1;
      response.end();
    });
    const answers = [['93.184.215.14'], ['127.0.0.1'], ['127.0.0.1']];
    const client = open({ resolve: async () => answers.shift() ?? [] });
    const url = `http://rebinding.example:${port}/`;
    expect(await client.checkTarget(url)).toBe(url);
    expect((await fail(client.send(post(url)))).args['reason']).toBe('private');
    expect(asked).toBe(0);
  });

  test('is not fooled by a name that changes between judgement and connection: it is looked up once', async () => {
    let lookups = 0;
    let asked = 0;
    const port = await serve((request, response) => {
      asked += 1;
      response.end(request.headers.host);
    });
    const client = open({
      privateHosts: ['127.0.0.1'],
      resolve: async () => {
        lookups += 1;
        return lookups === 1 ? ['127.0.0.1'] : ['127.0.0.2'];
      },
    });
    const answer = await client.send(post(`http://hooks.example:${port}/`));
    expect(answer).toMatchObject({ status: 200, body: `hooks.example:${port}` });
    expect([lookups, asked]).toEqual([1, 1]);
  });

  test('follows no redirect', async () => {
    let asked = 0;
    const inner = await serve((_request, response) => {
      asked += 1;
      response.end();
    });
    for (const status of [301, 302, 303, 307, 308]) {
      const port = await serve((_request, response) => {
        response.writeHead(status, { location: `http://127.0.0.1:${inner}/` }).end();
      });
      const answer = await open(loopback).send(post(`http://127.0.0.1:${port}/`));
      expect(answer.status).toBe(status);
      expect(answer.headers['location']).toContain(String(inner));
    }
    expect(asked).toBe(0);
  });

  test('refuses a certificate that nobody vouches for, before it says anything', async () => {
    let said = '';
    const port = await listen(
      createTcpServer((socket) => {
        socket.on('data', (bytes) => {
          said += bytes.toString('latin1');
          socket.end();
        });
        socket.on('error', () => {});
      }),
    );
    const error = await fail(open(loopback).send(post(`https://127.0.0.1:${port}/`)));
    expect(error.code).toBe('target-unreachable');
    expect(said).not.toContain('news');
  });
});

describe('a target', () => {
  test('that is not there is told by what the system says', async () => {
    const error = await fail(open(loopback).send(post('http://127.0.0.1:9/')));
    expect(error.args).toEqual({ host: '127.0.0.1:9', detail: 'connection refused (ECONNREFUSED)' });
  });

  test('that never answers is given up in time', async () => {
    const port = await listen(createTcpServer(() => {}));
    const began = performance.now();
    const error = await fail(open(loopback).send(post(`http://127.0.0.1:${port}/`)));
    expect(error.code).toBe('target-unreachable');
    expect(error.args['detail']).toMatch(/^no answer within /);
    expect(performance.now() - began).toBeLessThan(45_000);
  });

  test('whose head comes a byte at a time is given up in time', async () => {
    const port = await listen(
      createTcpServer((socket) => {
        socket.on('error', () => {});
        socket.write('HTTP/1.1 200 OK\r\n');
        const drip = setInterval(() => socket.write('x'), 20);
        socket.on('close', () => clearInterval(drip));
      }),
    );
    expect((await fail(open(loopback).send(post(`http://127.0.0.1:${port}/`)))).code).toBe(
      'target-unreachable',
    );
  });

  test('whose head never ends is given up', async () => {
    const port = await listen(
      createTcpServer((socket) => {
        socket.on('error', () => {});
        socket.write(`HTTP/1.1 200 OK\r\n${'x-more: again\r\n'.repeat(20_000)}`);
      }),
    );
    expect((await fail(open(loopback).send(post(`http://127.0.0.1:${port}/`)))).code).toBe(
      'target-unreachable',
    );
  });

  test('that sends provisional answers without end is given up in time', async () => {
    const port = await listen(
      createTcpServer((socket) => {
        socket.on('error', () => {});
        const drip = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 20);
        socket.on('close', () => clearInterval(drip));
      }),
    );
    expect((await fail(open(loopback).send(post(`http://127.0.0.1:${port}/`)))).code).toBe(
      'target-unreachable',
    );
  });

  test('that answers without end is read to the bound and left', async () => {
    let closed = false;
    const port = await serve((request, response) => {
      response.on('error', () => {});
      response.writeHead(200);
      const flood = setInterval(() => response.write('x'.repeat(10_000)), 5);
      request.socket.on('close', () => {
        closed = true;
        clearInterval(flood);
      });
    });
    const answer = await open(loopback).send({ ...post(`http://127.0.0.1:${port}/`), mostBytes: 300 });
    expect([answer.status, answer.body]).toEqual([200, 'x'.repeat(300)]);
    await expect.poll(() => closed, { timeout: 10_000 }).toBe(true);
  });

  test('whose body never comes, or breaks off, has answered', async () => {
    const silent = await serve((_request, response) => {
      response.writeHead(204, { 'x-note': 'one' }).flushHeaders();
    });
    expect((await open(loopback).send(post(`http://127.0.0.1:${silent}/`))).status).toBe(204);
    const slow = await serve((_request, response) => {
      response.writeHead(202, { 'content-length': 100 });
      response.write('begun');
    });
    expect(await open(loopback).send(post(`http://127.0.0.1:${slow}/`))).toMatchObject({
      status: 202,
      body: 'begun',
    });
    const cut = await serve((_request, response) => {
      response.writeHead(500, { 'content-length': 100 });
      response.write('begun', () => response.destroy());
    });
    expect((await open(loopback).send(post(`http://127.0.0.1:${cut}/`))).status).toBe(500);
  });

  test.each([
    'nonsense\r\n\r\n',
    'HTTP/1.1 abc\r\n\r\n',
    'HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 7\r\n\r\n',
    '\0\0\0\0',
    '',
  ])('that answers %j does not speak HTTP', async (bytes) => {
    const port = await listen(
      createTcpServer((socket) => {
        socket.on('error', () => {});
        socket.end(bytes);
      }),
    );
    expect((await fail(open(loopback).send(post(`http://127.0.0.1:${port}/`)))).code).toBe(
      'target-unreachable',
    );
  });
});

describe('a name', () => {
  const broken = (code: string) => ({
    resolve: () => Promise.reject(Object.assign(new Error(code), { code })),
  });

  test('that nobody knows is refused when it is to be kept', async () => {
    const client = open(broken('ENOTFOUND'));
    expect((await fail(client.checkTarget('http://gone.example/'))).args['reason']).toBe('unknown-host');
    expect((await fail(client.send(post('http://gone.example/')))).code).toBe('target-unreachable');
  });

  test('that cannot be looked up just now may be kept', async () => {
    expect(await open(broken('EAI_AGAIN')).checkTarget('http://some.example')).toBe('http://some.example/');
  });

  test('whose look-up hangs ends in time', async () => {
    const client = open({ resolve: () => new Promise(() => {}) });
    expect(await client.checkTarget('http://slow.example/')).toBe('http://slow.example/');
    expect((await fail(client.send(post('http://slow.example/')))).args['detail']).toMatch(/^no answer/);
  });
});

test('closing breaks off what is under way', async () => {
  const port = await listen(createTcpServer(() => {}));
  const client = open({ ...loopback, limits: { head: 60_000 } });
  const sending = fail(client.send(post(`http://127.0.0.1:${port}/`)));
  setTimeout(() => void client.close(), 50);
  expect((await sending).code).toBe('cancelled');
});
