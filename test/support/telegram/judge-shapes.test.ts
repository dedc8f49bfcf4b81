import { beforeAll, expect, test } from 'vitest';
import type { Call } from '../../../src/telegram-sandbox/interface.ts';
import { judgeShapes } from './judge-shapes.ts';

const call = { number: 1, bot: 1, time: 0, parameters: {}, status: 200, done: true } as const;
const bot = { id: 7, is_bot: true, first_name: 'Efir', username: 'efir_bot' };
const sent = {
  message_id: 5,
  date: 1,
  chat: { id: 9, type: 'private', first_name: 'Ann' },
  from: bot,
  text: 'hello',
};

function answer(method: string, result: unknown): Call {
  return { ...call, method, answer: { ok: true, result } };
}

// The first time the schema is made, which takes longer than a test may.
beforeAll(() => judgeShapes([]));

test('a message as Telegram writes it passes', async () => {
  expect(await judgeShapes([answer('sendMessage', sent)])).toEqual([]);
});

test.each([
  ['a field is missing', 'sendMessage', { ...sent, date: undefined }],
  ['a type is wrong', 'sendMessage', { ...sent, message_id: '5' }],
  ['a field is unknown', 'sendMessage', { ...sent, sandbox: true }],
  ['an answer is of another method', 'sendMessage', true],
  ['an update holds something else', 'getUpdates', [{ update_id: 1, message: { text: 'alone' } }]],
  ['the method is unknown', 'sendMassage', true],
])('it is told when %s', async (_name, method, result) => {
  expect(await judgeShapes([answer(method, result)])).toHaveLength(1);
});
