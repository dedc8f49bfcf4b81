import { request } from 'node:http';
import { Api } from 'grammy';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Person, type Sandbox, startSandbox } from '../../test/support/telegram/start-sandbox.ts';

let telegram: Sandbox;
let ann: Person;
let api: Api;

beforeEach(async () => {
  telegram = await startSandbox();
  api = new Api(telegram.token, { apiRoot: telegram.url });
  await telegram.clock.freeze();
  ann = await telegram.person('Ann');
  await ann.sendText('hello');
});
afterEach(() => telegram.close());

const flood = (retry_after: number) => ({
  error_code: 429,
  description: `Too Many Requests: retry after ${retry_after}`,
  parameters: { retry_after },
});

test('one message or edit a second in a chat', async () => {
  const { message_id } = await api.sendMessage(ann.id, 'one');
  await expect(api.sendMessage(ann.id, 'two')).rejects.toMatchObject(flood(1));
  await telegram.clock.advance(1);
  await api.editMessageText(ann.id, message_id, 'changed');
  await expect(api.editMessageText(ann.id, message_id, 'again')).rejects.toMatchObject(flood(1));
  expect((await telegram.limits.read()).exceeded).toEqual({ chat: 2, group: 0, all: 0 });
  await api.sendChatAction(ann.id, 'typing');
});

test('twenty messages and edits a minute in a group', async () => {
  const group = await telegram.supergroup('Choir', { owner: ann, bots: [{ bot: telegram.bot.id }] });
  const { message_id } = await api.sendMessage(group.id, '0');
  for (let count = 1; count < 20; count += 1) {
    await telegram.clock.advance(1);
    await api.editMessageText(group.id, message_id, String(count));
  }
  await telegram.clock.advance(1);
  await expect(api.sendMessage(group.id, 'one too many')).rejects.toMatchObject(flood(40));
  await telegram.clock.advance(40);
  expect(await api.sendMessage(group.id, 'now')).toMatchObject({ text: 'now' });
  expect((await telegram.limits.read()).busiest.groupMinute).toBe(20);
});

test('thirty messages a second in all', async () => {
  const people = await Promise.all(Array.from({ length: 31 }, (_, index) => telegram.person(`P${index}`)));
  for (const person of people) await person.sendText('hello');
  for (const person of people.slice(0, 30)) await api.sendMessage(person.id, 'x');
  await expect(api.sendMessage(people[30]?.id ?? 0, 'x')).rejects.toMatchObject(flood(1));
  expect((await telegram.limits.read()).exceeded.all).toBe(1);
});

test('limits can be counted without being kept', async () => {
  await telegram.limits.change({ refuse: false });
  for (const text of ['one', 'two', 'three']) await api.sendMessage(ann.id, text);
  expect((await telegram.limits.read()).exceeded.chat).toBe(2);
  await telegram.clearJournal();
  expect((await telegram.limits.read()).exceeded.chat).toBe(0);
});

test('a connection that breaks before leaves nothing, one that breaks after leaves the message', async () => {
  await telegram.faults.add({ method: 'sendMessage', kind: 'drop-before' });
  await telegram.faults.add({ method: 'sendMessage', kind: 'drop-after' });
  await expect(api.sendMessage(ann.id, 'lost')).rejects.toThrow('Network request');
  await expect(api.sendMessage(ann.id, 'there')).rejects.toThrow('Network request');
  expect((await ann.answers()).map(({ text }) => text)).toEqual(['there']);
  const calls = await telegram.journal({ method: 'sendMessage' });
  expect(calls.map(({ done, status, fault }) => [done, status, fault])).toEqual([
    [false, 0, 'drop-before'],
    [true, 0, 'drop-after'],
  ]);
});

test('a rule meets the calls it names: by method, chat, how many to let pass and how many to meet', async () => {
  await telegram.limits.change({ refuse: false });
  const ben = await telegram.person('Ben');
  await ben.sendText('hello');
  const fault = await telegram.faults.add({
    chat: ben.id,
    method: 'sendmessage',
    kind: 'flood',
    retryAfter: 7,
    skip: 1,
    count: 2,
  });
  await api.sendMessage(ann.id, 'x');
  await api.sendMessage(ben.id, 'x');
  await expect(api.sendMessage(ben.id, 'x')).rejects.toMatchObject(flood(7));
  await api.sendChatAction(ben.id, 'typing');
  await expect(api.sendMessage(ben.id, 'x')).rejects.toMatchObject(flood(7));
  await api.sendMessage(ben.id, 'x');
  expect(await telegram.faults.list()).toMatchObject([{ id: fault.id, met: 2 }]);
  await telegram.faults.clear();
  expect(await telegram.faults.list()).toEqual([]);
});

test('servers in between fail with 5xx, in JSON and in HTML', async () => {
  await telegram.faults.add({ kind: 'status' });
  await telegram.faults.add({ kind: 'status', status: 502, body: '<html><h1>502 Bad Gateway</h1></html>' });
  await expect(api.getMe()).rejects.toMatchObject({ error_code: 500, description: 'Internal Server Error' });
  const response = await fetch(`${telegram.url}/bot${telegram.token}/getMe`);
  expect([response.status, response.headers.get('content-type')]).toEqual([502, 'text/html']);
  expect(await response.text()).toContain('Bad Gateway');
});

test('an answer may come late, after the thing was done', async () => {
  await telegram.faults.add({ method: 'sendMessage', kind: 'delay-answer', milliseconds: 60_000 });
  const gone = new AbortController();
  const sending = api.sendMessage(ann.id, 'late', {}, gone.signal as never);
  sending.catch(() => undefined);
  await ann.waitFor(({ text }) => text === 'late');
  gone.abort();
  await expect(sending).rejects.toThrow();
});

test('files up to 20 MiB are given, larger ones not', async () => {
  const most = 20 * 2 ** 20;
  await ann.sendFile('document', { zeros: most }, { name: 'just.bin' });
  await ann.sendFile('document', { zeros: most + 1 }, { name: 'above.bin' });
  const [, just, above] = await api.getUpdates();
  const file = await api.getFile(just?.message?.document?.file_id ?? '');
  expect(file.file_size).toBe(most);
  await expect(api.getFile(above?.message?.document?.file_id ?? '')).rejects.toMatchObject({
    error_code: 400,
    description: 'Bad Request: file is too big',
  });
});

test('a file path is good for an hour, and only for its bot', async () => {
  await ann.sendVoice(Buffer.from('words'));
  const [, update] = await api.getUpdates();
  const fileId = update?.message?.voice?.file_id ?? '';
  const { file_path } = await api.getFile(fileId);
  const other = await telegram.addBot({ username: 'other_bot' });
  const read = async (token: string) => (await fetch(`${telegram.url}/file/bot${token}/${file_path}`)).status;
  expect(await read(telegram.token)).toBe(200);
  expect(await read(other.token)).toBe(404);
  expect(await read('1:wrong')).toBe(401);
  await telegram.clock.advance(3601);
  expect(await read(telegram.token)).toBe(404);
  const another = new Api(other.token, { apiRoot: telegram.url });
  await expect(another.getFile(fileId)).rejects.toMatchObject({
    description: 'Bad Request: wrong file_id or the file is temporarily unavailable',
  });
  await expect(api.getFile('nonsense')).rejects.toMatchObject({
    description: 'Bad Request: invalid file_id',
  });
});

test('downloads are slow or end early where a tester wants it', async () => {
  await ann.sendVoice(Buffer.alloc(50_000, 1));
  const [, update] = await api.getUpdates();
  const { file_path } = await api.getFile(update?.message?.voice?.file_id ?? '');
  const url = `${telegram.url}/file/bot${telegram.token}/${file_path}`;
  await telegram.faults.add({ method: 'download', kind: 'cut', afterBytes: 1000 });
  const cut = await fetch(url);
  expect(cut.headers.get('content-length')).toBe('50000');
  await expect(cut.arrayBuffer()).rejects.toThrow();
  await telegram.faults.add({ method: 'download', kind: 'slow', bytesPerSecond: 100_000 });
  const started = performance.now();
  expect((await (await fetch(url)).arrayBuffer()).byteLength).toBe(50_000);
  expect(performance.now() - started).toBeGreaterThan(400);
});

test('a server of one’s own answers absolute paths of files of any size', async () => {
  const own = await startSandbox({ local: true });
  const cleo = await own.person('Cleo');
  await cleo.sendFile('video', { zeros: 30 * 2 ** 20 });
  const local = new Api(own.token, { apiRoot: own.url });
  const [update] = await local.getUpdates();
  const { file_path = '', file_size } = await local.getFile(update?.message?.video?.file_id ?? '');
  expect(file_path).toMatch(/^\/.*\.mp4$/);
  expect(file_size).toBe(30 * 2 ** 20);
  await own.close();
});

test('every call stands in the journal, with what came and what was answered', async () => {
  await api.sendMessage(ann.id, 'noted', { parse_mode: 'HTML' });
  await api.sendMessage(1, 'refused').catch(() => undefined);
  const calls = await telegram.journal({ method: 'sendMessage' });
  expect(calls).toMatchObject([
    {
      method: 'sendMessage',
      bot: telegram.bot.id,
      parameters: { chat_id: ann.id, text: 'noted', parse_mode: 'HTML' },
      status: 200,
      done: true,
      answer: { ok: true },
    },
    { status: 400, done: false, answer: { ok: false, description: 'Bad Request: chat not found' } },
  ]);
  expect(calls[0]?.time).toBe(await telegram.clock.now());
  expect(await telegram.journal({ chat: ann.id })).toHaveLength(1);
  expect(await telegram.journal({ after: calls[1]?.number ?? 0 })).toEqual([]);
});

test('several bots live side by side, each with its own chats and ids', async () => {
  const other = await telegram.addBot({ token: '123456:another-token', username: 'another_bot' });
  const withOther = ann.in({ bot: other.id });
  await withOther.sendText('to the other');
  const another = new Api(other.token, { apiRoot: telegram.url });
  expect((await another.getUpdates()).map(({ message }) => message?.text)).toEqual(['to the other']);
  expect((await api.getUpdates()).map(({ message }) => message?.text)).toEqual(['hello']);
  expect((await withOther.messages())[0]?.id).toBe(1);
});

test('what changes in a chat streams to who looks', async () => {
  const gone = new AbortController();
  const response = await fetch(`${telegram.url}/sandbox/chats/${ann.id}/stream`, { signal: gone.signal });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const { message_id } = await api.sendMessage(ann.id, 'streamed');
  await telegram.clock.advance(1);
  await api.editMessageText(ann.id, message_id, 'changed');
  await api.deleteMessage(ann.id, message_id);
  let text = '';
  while (!text.includes('event: deleted')) text += (await reader?.read())?.value ?? '';
  gone.abort();
  expect([...text.matchAll(/event: (\w+)/g)].map(([, name]) => name)).toEqual([
    'message',
    'edited',
    'deleted',
  ]);
});

test.each([
  ['a name that was pointed at this machine', { host: 'evil.example:80' }],
  ['a page of another origin', { origin: 'http://evil.example' }],
  ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
])('%s may not act', async (_name, headers) => {
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const asked = request(`${telegram.url}/sandbox`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', reject).end();
  });
  expect(status).toBe(403);
});

test.each([
  ['a file of no kind', { file: { kind: '../../etc', bytes: '' } }, 400],
  ['nothing at all', {}, 400],
  ['words of nobody', { user: 'constructor', text: 'x' }, 404],
  ['an answer to nothing', { text: 'x', replyTo: 999 }, 404],
  ['a topic where there are none', { text: 'x', thread: 1 }, 404],
  ['entities that are none', { text: 'x', entities: 5 }, 400],
])('%s cannot be sent', async (_name, message, status) => {
  const response = await fetch(`${telegram.url}/sandbox/chats/${ann.id}/messages`, {
    method: 'POST',
    body: JSON.stringify({ user: ann.id, ...message }),
    headers: { 'content-type': 'application/json' },
  });
  expect(response.status).toBe(status);
  expect(await ann.messages()).toHaveLength(1);
});

test('a form of a page elsewhere is not taken for JSON', async () => {
  const response = await fetch(`${telegram.url}/sandbox/users`, {
    method: 'POST',
    body: '{"name":"Mallory"}',
    headers: { 'content-type': 'text/plain' },
  });
  expect(response.status).toBe(415);
});

test.each([
  ['GET', '/sandbox/nothing', 404],
  ['GET', '/sandbox/chats/77', 404],
  ['POST', '/sandbox/chats', 400],
  ['POST', '/sandbox/users', 400],
  ['GET', '/sandbox/files/unknown', 404],
  ['POST', '/sandbox/updates', 400],
  ['GET', '/sandbox/chats/%ff', 404],
])('%s %s answers %i with a sentence', async (method, path, status) => {
  const response = await fetch(`${telegram.url}${path}`, { method });
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual({ error: expect.stringMatching(/\w+ \w+/) });
});
