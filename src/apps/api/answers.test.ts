import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { Writable } from 'node:stream';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRecording, startTestApi, type TestApi } from '../../../test/support/api.ts';
import { uploadRecording } from '../../../test/support/recordings.ts';
import { createLogger } from '../../core/logger.ts';
import { getTexts } from '../../texts/texts.ts';
import type { ErrorBody } from './schemas/error.ts';

const lines: string[] = [];
const destination = new Writable({
  write(chunk, _encoding, done) {
    lines.push(String(chunk));
    done();
  },
});
let door: TestApi;
beforeAll(async () => {
  const logger = createLogger({ level: 'debug', format: 'json', destination });
  door = await startTestApi({ logger, config: { corsOrigins: ['https://app.example'] } });
});
afterAll(() => door.close());

const isCallable = (method: string) => method !== 'OPTIONS' && method !== 'HEAD';
const errorOf = async (answer: Response) => ((await answer.json()) as ErrorBody).error;

describe('errors', () => {
  test.each([
    ['en', 'en'],
    ['ru', 'ru'],
    ['ru-RU,ru;q=0.9,en;q=0.8', 'ru'],
    ['de,fr', 'en'],
  ] as const)('asked for in %s come in %s', async (wanted, language) => {
    const expected = getTexts(language).text('error-unauthorised');
    const answer = await door.fetch('/v1/recordings', { headers: { 'accept-language': wanted } });
    expect((await errorOf(answer)).message).toBe(expected);
    const unknown = await door.fetch('/nowhere', { headers: { 'accept-language': wanted } });
    expect((await errorOf(unknown)).hint).toBe(getTexts(language).text('error-route-unknown.hint'));
  });

  test('of validation name every field, in the language of the reader', async () => {
    const ask = (language: string) =>
      door.fetch('/v1/api-keys', {
        key: door.key,
        method: 'POST',
        body: JSON.stringify({ name: '', scopes: ['everything'], expires_at: 'soon' }),
        headers: { 'content-type': 'application/json', 'accept-language': language },
      });
    const english = await errorOf(await ask('en'));
    for (const field of ['name', 'scopes.0', 'expires_at']) expect(english.message).toContain(field);
    expect((await errorOf(await ask('ru'))).message).toMatch(/name: [А-Я]/);
  });

  test.each([
    ['{"name": ', 'application/json'],
    ['{"__proto__": {"x": 1}}', 'application/json'],
    ['{"name": "a", "scopes": ["a\\u0000b"]}', 'application/json'],
    ['name=x', 'application/x-www-form-urlencoded'],
    [JSON.stringify({ name: 'x'.repeat(100_000) }), 'application/json'],
  ])('a body that is not what is wanted is a wrong request: %.20s', async (body, type) => {
    const answer = await door.fetch('/v1/api-keys', {
      key: door.key,
      method: 'POST',
      body,
      headers: { 'content-type': type },
    });
    expect([answer.status, (await errorOf(answer)).code]).toEqual([400, 'request-invalid']);
  });

  test('an empty body that is called JSON is no body', async () => {
    const { id } = await uploadRecording(door);
    const answer = await door.fetch(`/v1/recordings/${id}/cancel`, {
      key: door.key,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(200);
  });

  test('tell nothing of the machine', async () => {
    await door.db.query('alter table segments rename to hidden');
    const { id } = await uploadRecording(door);
    await door.db.query(
      `insert into transcripts (tenant_id, recording_id, language, engine, model, quality, duration)
       values ($1, $2, 'en', 'scripted', 'default', 'low', 1)`,
      [door.tenantId, id],
    );
    await door.db.query("update recordings set state = 'succeeded' where id = $1", [id]);
    const answer = await door.fetch(`/v1/recordings/${id}/transcript`, { key: door.key });
    await door.db.query('alter table hidden rename to segments');
    const body = await answer.text();
    expect([answer.status, body.includes('segments')]).toEqual([500, false]);
    expect(lines.some((line) => line.includes('relation') && line.includes('segments'))).toBe(true);
  });
});

describe('the log', () => {
  test('leads from a request’s id to tenant and recording, and holds no key', async () => {
    const { id } = await uploadRecording(door, { headers: { 'x-request-id': 'follow-me' } });
    await door.fetch('/v1/api-keys', {
      key: door.key,
      method: 'POST',
      body: JSON.stringify({ name: 'x', scopes: ['recordings:read'] }),
      headers: { 'content-type': 'application/json' },
    });
    const mine = lines.map((line) => JSON.parse(line)).filter((line) => line.request_id === 'follow-me');
    expect(mine).toContainEqual(
      expect.objectContaining({
        msg: 'recording taken in',
        tenant_id: door.tenantId,
        recording_id: id,
        bytes: 5_000,
      }),
    );
    expect(mine).toContainEqual(
      expect.objectContaining({
        msg: 'request answered',
        method: 'POST',
        route: '/v1/recordings',
        status: 202,
      }),
    );
    expect(new Set(mine.map((line) => line.trace)).size).toBe(1);
    expect(lines.join('')).not.toContain('efir_');
  });

  test('names the code of what was refused', async () => {
    const headers = { 'x-request-id': 'refuse-me' };
    await door.fetch('/v1/recordings', { key: door.key, method: 'POST', body: 'just text', headers });
    const mine = lines.map((line) => JSON.parse(line)).filter((line) => line.request_id === 'refuse-me');
    expect(mine).toEqual([
      expect.objectContaining({
        level: 'info',
        msg: 'request answered',
        status: 415,
        code: 'media-unrecognised',
      }),
    ]);
  });

  test.each(['x'.repeat(129), 'with space', 'line%0Abreak', '<script>'])(
    'a request id like %.20s is not taken over',
    async (given) => {
      const answer = await door.fetch('/health', { headers: { 'x-request-id': given } });
      expect(answer.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
    },
  );
});

describe('the rate limit', () => {
  test('holds for each tenant alone, and says when to come again', async () => {
    const own = await startTestApi({ config: { rateLimitPerMinute: 3 } });
    try {
      const ask = (key: string) => own.fetch('/v1/recordings', { key });
      for (let count = 0; count < 3; count += 1) expect((await ask(own.key)).status).toBe(200);
      const second = await own.createKey(own.tenantId);
      const refused = await ask(second);
      expect([refused.status, (await errorOf(refused)).code]).toEqual([429, 'rate-limited']);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      const upload = await own.fetch('/v1/recordings', {
        key: own.key,
        method: 'POST',
        body: makeRecording(3_000_000),
      });
      expect([upload.status, await own.listBlobFiles()]).toEqual([429, []]);
      expect((await ask(await own.createKey(await own.db.createTenant()))).status).toBe(200);
      expect((await own.fetch('/health')).status).toBe(200);
    } finally {
      await own.close();
    }
  });
});

describe('wrong keys', () => {
  test('are not looked at for a while when too many came, and right ones still are', async () => {
    const own = await startTestApi({ config: { rateLimitPerMinute: 30 } });
    try {
      const ask = (key: string) => own.fetch('/v1/recordings', { key });
      const wrong = await own.createKey(await own.db.createTenant());
      await own.db.query('update api_keys set revoked_at = now() where tenant_id <> $1', [own.tenantId]);
      expect((await ask(own.key)).status).toBe(200);
      for (let count = 0; count < 3; count += 1) expect((await ask(wrong)).status).toBe(401);
      const unknown = await own.createKey(own.tenantId);
      for (const key of [wrong, 'efir_x', unknown]) {
        const answer = await ask(key);
        expect([answer.status, (await errorOf(answer)).code]).toEqual([429, 'rate-limited']);
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      }
      expect((await ask(own.key)).status).toBe(200);
    } finally {
      await own.close();
    }
  });
});

describe('bytes that are no request', () => {
  test.each([
    ['GARBAGE\r\n\r\n', 400],
    [`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(100_000)}\r\n\r\n`, 431],
    ['POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 400],
  ])('are answered in the shape of every failure: %.20j', async (sent, status) => {
    const answer = await sendBytes(sent);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    const { error } = JSON.parse(answer.slice(answer.indexOf('{'))) as ErrorBody;
    expect(error.code).toBe('request-invalid');
    expect(answer).toContain(`X-Request-Id: ${error.request_id}`);
  });
});

/** What the door says to some bytes before it hangs up. */
function sendBytes(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(door.api.url);
    const socket = connect(Number(port), hostname);
    let said = '';
    socket.on('data', (chunk) => {
      said += String(chunk);
    });
    // What was still on its way to a closed connection comes back as a reset.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(said));
    socket.write(bytes);
  });
}

describe('headers', () => {
  test('of security are on every answer', async () => {
    for (const path of ['/health', '/v1/recordings', '/nowhere', '/docs/']) {
      const { headers } = await door.fetch(path);
      expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff']);
      expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    }
  });

  test('of CORS let in the origins of the setting only', async () => {
    const ask = (origin: string) =>
      door.fetch('/v1/recordings', {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization',
        },
      });
    const allowed = await ask('https://app.example');
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example');
    // Whatever method a route has, a page of a known origin may use it, and read the tag that it is to send back.
    const methods = allowed.headers.get('access-control-allow-methods')?.split(', ') ?? [];
    expect(methods).toEqual(
      expect.arrayContaining(door.api.routes.map((route) => route.method).filter(isCallable)),
    );
    const plain = await door.fetch('/health', { headers: { origin: 'https://app.example' } });
    expect(plain.headers.get('access-control-expose-headers')).toContain('ETag');
    expect((await ask('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
    expect((await door.fetch('/v1/recordings', { method: 'OPTIONS' })).status).toBe(204);
  });
});

describe('the description', () => {
  test('is valid OpenAPI 3, and knows every route below /v1', async () => {
    const document = (await (await door.fetch('/openapi.json')).json()) as {
      openapi: string;
      components: { schemas: object };
      paths: Record<
        string,
        Record<string, { security?: unknown; responses: object; requestBody?: { content: object } }>
      >;
    };
    const result = await new Validator().validate(structuredClone(document));
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
    const described = door.api.routes.filter(({ method, url }) => url.startsWith('/v1') && method !== 'HEAD');
    for (const route of described) {
      const operation = document.paths[route.url.replaceAll(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()];
      const isGuarded = route.scope !== undefined || route.keyed || route.person;
      expect(operation?.security, `${route.method} ${route.url}`).toEqual(
        isGuarded ? [{ key: [] }, { session: [] }] : undefined,
      );
    }
    expect(Object.keys(document.components.schemas).toSorted()).toEqual([
      'ApiKey',
      'CatalogueModel',
      'Delivery',
      'DeliveryDetail',
      'Error',
      'Folder',
      'ForeseenExpiry',
      'Highlight',
      'Hit',
      'Invitation',
      'Me',
      'Member',
      'Model',
      'ModelPull',
      'OpenaiError',
      'Recording',
      'Retention',
      'Session',
      'SessionFile',
      'Share',
      'SharedTranscript',
      'SignedIn',
      'Task',
      'TelegramBot',
      'Tenant',
      'Tokens',
      'Transcript',
      'TranscriptVersion',
      'Transcription',
      'Upload',
      'Usage',
      'User',
      'Vocabulary',
      'Voice',
      'Webhook',
      'Worker',
    ]);
    const upload = document.paths['/v1/recordings']?.['post'];
    expect(Object.keys(upload?.requestBody?.content ?? {})).toEqual([
      'multipart/form-data',
      'application/octet-stream',
    ]);
  });

  test('has a page that asks nothing of anybody else', async () => {
    const page = await (await door.fetch('/docs/')).text();
    const links = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link ?? '');
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) {
      const { status } = await door.fetch(new URL(link, new URL('/docs/', door.api.url)).pathname);
      expect([link, link.startsWith('http'), status]).toEqual([link, false, 200]);
    }
    // The policy forbids scripts that stand in the page itself.
    expect(page).not.toMatch(/<script>(?!<)/);
    const settings = await (await door.fetch('/docs/static/swagger-initializer.js')).text();
    expect(settings).toMatch(/validatorUrl"?: ?null/);
    expect(readFileSync(new URL('./describe-api.ts', import.meta.url), 'utf8')).not.toContain('https://');
  });
});

describe('what is large', () => {
  const ask = (path: string, encoding: string) =>
    door.fetch(path, { key: door.key, headers: { 'accept-encoding': encoding } });

  test('comes packed to those who can unpack it, and is the same', async () => {
    const [packed, plain] = await Promise.all([
      ask('/openapi.json', 'gzip'),
      ask('/openapi.json', 'identity'),
    ]);
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(packed.headers.get('vary')).toMatch(/accept-encoding/i);
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await packed.text()).toBe(await plain.text());
  });

  test.each([
    ['little', '/v1/recordings'],
    ['a live stream', '/v1/events'],
  ])('is not %s, which comes as it is', async (_what, path) => {
    const answer = await ask(path, 'gzip');
    expect([answer.status, answer.headers.get('content-encoding')]).toEqual([200, null]);
    await answer.body?.cancel();
  });
});
