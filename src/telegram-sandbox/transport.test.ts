import type { Message } from '@grammyjs/types';
import { type Api, InputFile } from 'grammy';
import { expect, test } from 'vitest';
import { setSandboxStage } from '../../test/support/telegram/sandbox-stage.ts';
import type { Person, Sandbox } from '../../test/support/telegram/start-sandbox.ts';

let telegram: Sandbox;
let ann: Person;
let api: Api;
setSandboxStage((stage) => {
  ({ ann, api, telegram } = stage);
});

async function call(path: string, init?: RequestInit) {
  const response = await fetch(`${telegram.url}${path}`, init);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test('method names do not mind case, and GET takes arguments in the query', async () => {
  const { status, body } = await call(
    `/bot${telegram.token}/SENDmessage?chat_id=${ann.id}&text=from%20the%20query`,
  );
  expect(status).toBe(200);
  expect(body).toMatchObject({ ok: true, result: { text: 'from the query' } });
});

test('arguments come urlencoded, as JSON, and as a form', async () => {
  const path = `/bot${telegram.token}/sendMessage`;
  const keyboard = { inline_keyboard: [[{ text: 'One', callback_data: '1' }]] };
  const form = new FormData();
  form.set('chat_id', String(ann.id));
  form.set('text', 'form');
  form.set('reply_markup', JSON.stringify(keyboard));
  const bodies: RequestInit[] = [
    {
      body: new URLSearchParams({
        chat_id: String(ann.id),
        text: 'urlencoded',
        reply_markup: JSON.stringify(keyboard),
      }),
    },
    {
      body: JSON.stringify({ chat_id: ann.id, text: 'json', reply_markup: keyboard }),
      headers: { 'content-type': 'application/json' },
    },
    { body: form },
  ];
  for (const init of bodies) {
    const { body } = await call(path, { method: 'POST', ...init });
    expect(body).toMatchObject({ ok: true, result: { reply_markup: keyboard } });
  }
});

test('a file comes in the field of its name, or attached under another', async () => {
  const sent = await api.sendDocument(ann.id, new InputFile(Buffer.from('one'), 'one.txt'), {
    caption: 'look',
  });
  expect(sent).toMatchObject({ document: { file_name: 'one.txt', file_size: 3 }, caption: 'look' });
  const shown = await ann.waitFor(({ text }) => text === 'look');
  const bytes = await fetch(`${telegram.url}/sandbox/files/${shown.file?.file}`);
  expect(await bytes.text()).toBe('one');

  const form = new FormData();
  form.set('chat_id', String(ann.id));
  form.set('voice', 'attach://words');
  form.set('words', new Blob(['two']), 'two.ogg');
  const { body } = await call(`/bot${telegram.token}/sendVoice`, { method: 'POST', body: form });
  expect(body).toMatchObject({ ok: true, result: { voice: { file_size: 3 } } });
});

test('an album has 2 to 10 items, each a message of its own under one group', async () => {
  const items = ['a', 'b', 'c'].map((name) => ({
    type: 'document' as const,
    media: new InputFile(Buffer.from(name), `${name}.txt`),
  }));
  const sent = await api.sendMediaGroup(ann.id, items);
  expect(new Set((sent as Message[]).map(({ media_group_id }) => media_group_id)).size).toBe(1);
  expect(sent.map(({ message_id }) => message_id)).toEqual(
    [0, 1, 2].map((more) => (sent[0]?.message_id ?? 0) + more),
  );
  await expect(api.sendMediaGroup(ann.id, items.slice(0, 1))).rejects.toMatchObject({ error_code: 400 });
});

test.each([
  ['/bot1:unknown-token/getMe', 401, 'Unauthorized'],
  ['/bothello/getMe', 404, 'Not Found'],
  ['/somewhere', 404, 'Not Found'],
])('%s answers %i', async (path, status, description) => {
  expect(await call(path)).toEqual({ status, body: { ok: false, error_code: status, description } });
});

test('an unknown method is not found; one that Telegram has and the sandbox has not says so', async () => {
  expect(await call(`/bot${telegram.token}/sendMassage`)).toEqual({
    status: 404,
    body: { ok: false, error_code: 404, description: 'Not Found: method not found' },
  });
  expect(await call(`/bot${telegram.token}/sendInvoice`)).toEqual({
    status: 400,
    body: { ok: false, error_code: 400, description: 'Bad Request: sandbox: method not built: sendInvoice' },
  });
});

test.each([
  ['no JSON', '{"chat_id":', 'application/json'],
  ['an array', '[1]', 'application/json'],
  [
    'a form without its end',
    '--x\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n1',
    'multipart/form-data; boundary=x',
  ],
  ['a form without boundary', 'x', 'multipart/form-data'],
])('a body that is %s is refused', async (_name, body, type) => {
  const answer = await call(`/bot${telegram.token}/sendMessage`, {
    method: 'POST',
    body,
    headers: { 'content-type': type },
  });
  expect(answer).toMatchObject({ status: 400, body: { ok: false, error_code: 400 } });
});

test('what is longer than a bot may send is refused with 413', async () => {
  await telegram.limits.change({ uploadBytes: 1000 });
  const form = new FormData();
  form.set('chat_id', String(ann.id));
  form.set('document', new Blob([new Uint8Array(2000)]), 'large.bin');
  const answer = await call(`/bot${telegram.token}/sendDocument`, { method: 'POST', body: form });
  await telegram.limits.change({ uploadBytes: 50 * 2 ** 20 });
  expect(answer).toEqual({
    status: 413,
    body: { ok: false, error_code: 413, description: 'Request Entity Too Large' },
  });
});
