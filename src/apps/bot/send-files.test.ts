import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { makeSamples, speech, writeWav } from '../../../test/support/audio.ts';
import { happen, wholeStory } from '../../../test/support/recordings.ts';
import { type Outbox, openOutbox } from '../../../test/support/sending.ts';
import { type Person, type Sandbox, startSandbox } from '../../../test/support/telegram/start-sandbox.ts';
import type { MessageContent } from '../../wire/chat.ts';

let door: TestApi;
let telegram: Sandbox;
let outbox: Outbox;
let ann: Person;
let recordingId: string;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-files-'));
  door = await startTestApi();
  telegram = await startSandbox();
  outbox = await openOutbox({ db: door.db, telegram, tenantId: door.tenantId, blobs: door.blobs });
  ann = await telegram.person('Ann', { languageCode: 'ru' });
  await ann.sendText('/start');
  await outbox.open(ann.id);
  const path = join(folder, 'talk.wav');
  await writeWav(path, makeSamples([speech(3)]));
  const answer = await door.fetch('/v1/recordings?file_name=talk.of.wav', {
    ...{ key: door.key, method: 'POST' },
    body: Uint8Array.from(await readFile(path)),
  });
  recordingId = ((await answer.json()) as { id: string }).id;
  await happen(door, recordingId, wholeStory);
  await outbox.startSender();
});
afterAll(async () => {
  await outbox.close();
  await telegram.close();
  await door.close();
  await rm(folder, { recursive: true, force: true });
});

const file = (format: 'txt' | 'srt' | 'docx', more: object = {}): MessageContent => ({
  ...{ kind: 'file', recordingId, format, language: 'en' },
  ...more,
});
const sent = async (key: string) => {
  const row = (await outbox.untilShown()).find((one) => one.key === key);
  const message = (await ann.answers()).find(({ id }) => id === row?.message_id);
  if (!message?.file) throw new Error(`no file: ${JSON.stringify(row)}`);
  const response = await fetch(`${telegram.url}/sandbox/files/${message.file.file}`);
  return { message, file: message.file, bytes: Buffer.from(await response.arrayBuffer()) };
};

test('a transcript comes as a file that is written when it is sent', async () => {
  await outbox.say(
    ann.id,
    'srt',
    file('srt', { caption: 'Subtitles', buttons: [[{ text: 'x', action: 'y' }]] }),
  );
  const { bytes, message, file: shown } = await sent('srt');
  expect(shown).toMatchObject({ kind: 'document', name: 'talk.of.srt' });
  expect(bytes.toString()).toContain('00:00:00,000 --> ');
  expect(message).toMatchObject({ text: 'Subtitles', buttons: [[{ text: 'x' }]] });
  await outbox.say(ann.id, 'docx', file('docx'));
  expect((await sent('docx')).bytes.toString('latin1', 0, 2)).toBe('PK');
});

test('its caption and its buttons change in its place', async () => {
  await outbox.say(ann.id, 'txt', file('txt', { caption: 'one' }));
  const before = await sent('txt');
  await outbox.say(ann.id, 'txt', file('txt', { caption: 'two' }));
  expect((await sent('txt')).message).toMatchObject({ id: before.message.id, text: 'two' });
});

test('a file in doubt is found, and not sent twice', async () => {
  await telegram.faults.add({ method: 'sendDocument', kind: 'drop-after' });
  await outbox.say(ann.id, 'doubt', file('txt', { caption: 'in doubt' }));
  await sent('doubt');
  expect((await ann.answers()).filter(({ text }) => text === 'in doubt')).toHaveLength(1);
});

test('some seconds come as a voice message', async () => {
  await outbox.say(ann.id, 'clip', { kind: 'clip', recordingId, start: 0.5, end: 2 });
  const { bytes, file: shown } = await sent('clip');
  expect(shown).toMatchObject({ kind: 'voice', duration: 2, mimeType: 'audio/ogg' });
  expect(bytes.toString('latin1', 28, 36)).toBe('OpusHead');
});

test('what cannot be written is told in a sentence', async () => {
  const missing = '00000000-0000-7000-8000-000000000000';
  await outbox.say(ann.id, 'lost', { ...file('txt'), recordingId: missing } as MessageContent);
  const rows = await outbox.untilShown();
  expect(rows.find(({ key }) => key === 'lost')).toMatchObject({
    state: 'failed',
    error: { code: 'recording-not-found' },
  });
  expect((await ann.answers()).at(-1)?.text).toMatch(/recording/);
});
