import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type BotTown, makeLine, openBotTown } from '../../../test/support/bot-town.ts';
import type { ChatOfPerson } from '../../../test/support/telegram/chat-of-person.ts';
import type { MessageView } from '../../telegram-sandbox/interface.ts';

// Telegram lets one message a second into a chat, and a machine may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let town: BotTown;
let models: string;
beforeAll(async () => {
  models = await mkdtemp(join(tmpdir(), 'efir-models-'));
  town = await openBotTown({ settings: { EFIR_MODELS_DIR: models } });
});
afterAll(async () => {
  await town.close();
  await rm(models, { recursive: true, force: true });
});

const labels = ({ buttons }: MessageView) => buttons.map((row) => row.map(({ text }) => text));

/** Presses a button of the answer, and gives what stands below it once that is something else. */
async function open(chat: ChatOfPerson, answer: MessageView, label: string): Promise<string[][]> {
  const before = labels((await chat.waitFor(({ id }) => id === answer.id)) ?? answer);
  await chat.press(label, { message: answer });
  const after = await chat.waitFor(
    (message) => message.id === answer.id && JSON.stringify(labels(message)) !== JSON.stringify(before),
  );
  return labels(after);
}

async function install(name: string): Promise<void> {
  await mkdir(join(models, name));
  for (const file of ['model.onnx', 'tokens.txt']) await writeFile(join(models, name, file), 'x');
}

test('two rows stand below an answer; the rest opens in their place, and closes', async () => {
  const ann = await town.telegram.person('Ann', { languageCode: 'en' });
  const { answer } = await town.addRecording(ann, [
    makeLine(0, 'good morning'),
    makeLine(1, 'all of you', 0.3),
  ]);
  const main = [
    ['TXT', 'SRT'],
    ['🔎 Doubtful: 1', 'More…'],
  ];
  expect(labels(answer)).toEqual(main);
  const more = [
    ['VTT', 'DOCX'],
    ['🕘 With times', '👥 By speakers'],
    ['🌐 Language…'],
    ['🗑 Delete'],
    ['‹ Back'],
  ];
  expect(await open(ann, answer, 'More…')).toEqual(more);
  expect(await open(ann, answer, '🗑 Delete')).toEqual([['🗑 Yes, delete all of it'], ['‹ Back']]);
  expect(await open(ann, answer, '‹ Back')).toEqual(more);
  expect(await open(ann, answer, '‹ Back')).toEqual(main);
  expect((await ann.answers()).length).toBe(1);
});

test('Back leads to where the button stood', async () => {
  const ann = await town.telegram.person('Ann', { languageCode: 'en' });
  const sure = await town.addRecording(ann, [
    makeLine(0, 'good morning', 0.95, 'S1'),
    makeLine(1, 'to you', 0.95, 'S2'),
  ]);
  const main = labels(sure.answer);
  expect(main[1]).toEqual(['✏ Names…', 'More…']);
  await open(ann, sure.answer, '✏ Names…');
  expect(await open(ann, sure.answer, '‹ Back')).toEqual(main);
  const doubtful = await town.addRecording(ann, [makeLine(0, 'once more', 0.3, 'S1')]);
  const more = await open(ann, doubtful.answer, 'More…');
  expect(more.flat()).toContain('✏ Names…');
  await open(ann, doubtful.answer, '✏ Names…');
  expect(await open(ann, doubtful.answer, '‹ Back')).toEqual(more);
});

test('another model is offered where there is one, for the same language', async () => {
  const ann = await town.telegram.person('Ann', { languageCode: 'en' });
  const { answer } = await town.addRecording(ann, [makeLine(0, 'good morning')]);
  expect(labels(answer)[1]).toEqual(['👥 By speakers', 'More…']);
  expect((await open(ann, answer, 'More…')).flat()).not.toContain('🧠 Another model…');
  await open(ann, answer, '‹ Back');
  // That one heard it.
  await install('default');
  expect((await open(ann, answer, 'More…')).flat()).not.toContain('🧠 Another model…');
  await open(ann, answer, '‹ Back');
  await install('a-better-one');
  expect((await open(ann, answer, 'More…')).flat()).toContain('🧠 Another model…');
  expect(await open(ann, answer, '🧠 Another model…')).toEqual([['a-better-one'], ['‹ Back']]);
  await rm(join(models, 'a-better-one'), { recursive: true });
  expect(await ann.press('a-better-one', { message: answer })).toMatchObject({
    text: 'No other model is installed here.',
  });
});

test('a file with times says that it has them', async () => {
  const ann = await town.telegram.person('Ann', { languageCode: 'ru' });
  const { answer } = await town.addRecording(ann, [makeLine(0, 'good morning')]);
  await open(ann, answer, 'Ещё…');
  await ann.press('🕘 Со временем', { message: answer });
  const file = await ann.waitFor((message) => message.file !== undefined, { after: answer });
  expect(file.text).toBe('Со временем: перед каждым абзацем указано, когда это сказано.');
});

test('languages stand in one order everywhere: the own one first, then by name, with capitals', async () => {
  const ann = await town.telegram.person('Ann', { languageCode: 'ru' });
  const { answer } = await town.addRecording(ann, [makeLine(0, 'good morning')]);
  await open(ann, answer, 'Ещё…');
  const [[auto] = [], ...rows] = await open(ann, answer, '🌐 Язык…');
  expect(auto).toBe('Какой услышится');
  const offered = rows.slice(0, -1).flat();
  expect(offered.slice(0, 4)).toEqual(['Русский', 'Английский', 'Арабский', 'Испанский']);
  expect(offered.length).toBe(14);

  await ann.sendText('/settings');
  const menu = await ann.waitFor(({ text }) => text.startsWith('⚙️'));
  await ann.press('Язык речи: Определять по звуку', { message: menu });
  const topic = await ann.waitFor(({ id, text }) => id === menu.id && text.startsWith('Язык речи'));
  expect(labels(topic).flat().slice(1, -1)).toEqual(offered);
});
