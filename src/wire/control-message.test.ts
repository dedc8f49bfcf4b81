import { expect, test } from 'vitest';
import { rollCallMessageSchema } from './control-message.ts';

const honest = {
  worker_id: 'worker',
  queues: ['transcribe:tasks'],
  slots: 2,
  running: 0,
  engine: 'scripted',
  model: 'default',
};

test('a worker says who it is and what it takes', () => {
  expect(rollCallMessageSchema.parse(honest)).toEqual({ ...honest, leaving: false });
});

test.each([
  ['no name', { worker_id: '' }],
  ['a name that no table keeps', { worker_id: 'a\0b' }],
  ['a name without end', { worker_id: 'x'.repeat(10_000) }],
  [
    'queues without end',
    { queues: Array.from({ length: 100_000 }, (_, index) => `transcribe:tasks:${index}`) },
  ],
  ['a queue whose name has no end', { queues: [`transcribe:tasks:${'x'.repeat(10_000)}`] }],
  ['fewer places than none', { slots: -1 }],
])('what a worker says with %s is not believed', (_what, lie) => {
  expect(rollCallMessageSchema.safeParse({ ...honest, ...lie }).success).toBe(false);
});
