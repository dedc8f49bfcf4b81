import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { makeCaller, openCalls } from '../../test/support/calls.ts';
import { EfirError } from '../core/errors.ts';
import { defineMethod, type RpcService } from './service.ts';

const number = z.number();
const subtract = defineMethod({
  summary: 'Subtract',
  params: z.strictObject({ minuend: number, subtrahend: number }),
  result: number,
  run: async (_context, { minuend, subtrahend }) => minuend - subtrahend,
});
const heard: unknown[] = [];
const update = defineMethod({
  summary: 'Hear numbers',
  params: z.strictObject({ a: number, b: number.optional(), c: number.optional() }),
  result: z.null(),
  run: async (_context, params) => {
    heard.push(params);
    return null;
  },
});
const fail = defineMethod({
  summary: 'Fail as told',
  params: z.strictObject({ how: z.enum(['ours', 'bug', 'wrong-result', 'slow', 'limited', 'late']) }),
  result: z.literal('fine'),
  async run({ note }, { how }, signal) {
    if (how === 'ours') throw new EfirError('recording-not-found', { id: 'x' });
    if (how === 'limited') throw new EfirError('unavailable', { detail: 'too much to do' });
    if (how === 'bug') throw new TypeError('secret internals');
    if (how === 'late') note({ recording_id: 'r1' });
    if (how !== 'wrong-result') await sleep(60_000, undefined, { signal });
    return 'not fine' as 'fine';
  },
});
const guarded = defineMethod({
  summary: 'For keys that may write',
  scope: 'recordings:write',
  params: z.strictObject({ timeout_seen: z.boolean().optional() }),
  result: z.string(),
  run: async ({ caller, identify }) => `${caller.tenantId} ${identify()}`,
});
const service: RpcService = {
  name: 'test',
  methods: { execute: subtract, subtract, update, fail, guarded },
};
const other: RpcService = { name: 'sum', methods: { execute: subtract } };
const { call, dispatch, counted } = openCalls([service, other]);

const error = (code: number, message: string, id: unknown = null) => ({
  jsonrpc: '2.0',
  error: { code, message, data: expect.objectContaining({ request_id: 'a-request' }) },
  id,
});
const ask = (method: string, params?: unknown, id: unknown = 1) => ({ jsonrpc: '2.0', method, params, id });

describe('the examples of the specification', () => {
  test('positional and named parameters', async () => {
    const positional = '{"jsonrpc": "2.0", "method": "test.subtract", "params": [42, 23], "id": 1}';
    expect(await call(positional)).toEqual({ jsonrpc: '2.0', result: 19, id: 1 });
    const turned = '{"jsonrpc": "2.0", "method": "test.subtract", "params": [23, 42], "id": 2}';
    expect(await call(turned)).toEqual({ jsonrpc: '2.0', result: -19, id: 2 });
    const named = ask('test.subtract', { subtrahend: 23, minuend: 42 }, 3);
    expect(await call(named)).toEqual({ jsonrpc: '2.0', result: 19, id: 3 });
    const otherOrder = ask('test.subtract', { minuend: 42, subtrahend: 23 }, 4);
    expect(await call(otherOrder)).toEqual({ jsonrpc: '2.0', result: 19, id: 4 });
  });

  test('notifications, of a method that exists and of one that does not', async () => {
    heard.length = 0;
    expect(await dispatch('{"jsonrpc": "2.0", "method": "test.update", "params": [1, 2, 3]}')).toEqual({});
    expect(await dispatch('{"jsonrpc": "2.0", "method": "foobar"}')).toEqual({});
    expect(heard).toEqual([{ a: 1, b: 2, c: 3 }]);
  });

  test('a method that does not exist', async () => {
    const answer = await call('{"jsonrpc": "2.0", "method": "foobar", "id": "1"}');
    expect(answer).toEqual(error(-32601, 'Method not found', '1'));
    expect(answer).toMatchObject({ error: { data: { code: 'method-unknown' } } });
  });

  test('invalid JSON, and an invalid request', async () => {
    expect(await call('{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]')).toEqual(
      error(-32700, 'Parse error'),
    );
    expect(await call('{"jsonrpc": "2.0", "method": 1, "params": "bar"}')).toEqual(
      error(-32600, 'Invalid Request'),
    );
  });

  test('batches: invalid JSON, empty, of nothing that is a call', async () => {
    const cut =
      '[{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"}, {"jsonrpc": "2.0", "method"';
    expect(await call(cut)).toEqual(error(-32700, 'Parse error'));
    expect(await call('[]')).toEqual(error(-32600, 'Invalid Request'));
    const invalid = error(-32600, 'Invalid Request');
    expect(await call('[1]')).toEqual([invalid]);
    expect(await call('[1,2,3]')).toEqual([invalid, invalid, invalid]);
  });

  test('a batch of everything', async () => {
    const answer = await call([
      ask('test.subtract', [42, 23], '2'),
      { jsonrpc: '2.0', method: 'test.update', params: [7] },
      { foo: 'boo' },
      ask('foo.get', { name: 'myself' }, '5'),
      ask('sum.execute', { minuend: 3, subtrahend: 1 }, 9),
    ]);
    expect(answer).toEqual([
      { jsonrpc: '2.0', result: 19, id: '2' },
      error(-32600, 'Invalid Request'),
      error(-32601, 'Method not found', '5'),
      { jsonrpc: '2.0', result: 2, id: 9 },
    ]);
  });

  test('a batch of notifications only', async () => {
    const notification = { jsonrpc: '2.0', method: 'test.update', params: [1] };
    expect(await call([notification, notification])).toBeUndefined();
  });
});

describe('what is no message', () => {
  test.each([
    ['nothing', '', -32700],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22]), -32700],
    ['null', 'null', -32600],
    ['a text', '"hello"', -32600],
    ['an older version', JSON.stringify({ method: 'test.update', params: [1], id: 1 }), -32600],
    ['an answer', '{"jsonrpc":"2.0","result":1,"id":1}', -32600],
    ['an id that is a list', '{"jsonrpc":"2.0","method":"test.update","id":[1]}', -32600],
    ['an id that is true', '{"jsonrpc":"2.0","method":"test.update","id":true}', -32600],
    ['parameters that are a text', JSON.stringify(ask('test.update', 'all')), -32600],
    ['null for parameters', JSON.stringify(ask('test.update', null)), -32600],
    ['more than is taken', JSON.stringify(ask('test.update', ['x'.repeat(10_000)])), -32600],
    ['more calls than are taken', JSON.stringify(Array(11).fill(ask('test.update', [1]))), -32600],
    ['a deep hole', `${'['.repeat(4000)}${']'.repeat(4000)}`, -32600],
    ['a deep hole without an end', '{"a":'.repeat(2000), -32600],
    ['a hole behind quotes', `["\\"${'\\"['.repeat(1000)}", ${'['.repeat(100)}`, -32600],
  ])('is told so: %s', async (_what, body, code) => {
    const answer = (await call(body)) as { error: { code: number; data: { message: string } } };
    expect(answer.error.code).toBe(code);
    expect(answer.error.data.message.length).toBeGreaterThan(20);
    expect((await dispatch(body)).unreadable).toEqual(expect.any(String));
  });

  test('takes brackets within texts for what they are', async () => {
    const text = '['.repeat(200);
    const answer = await call(ask('test.subtract', { minuend: text, subtrahend: 1 }));
    expect(answer).toMatchObject({ error: { code: -32602 } });
  });

  test('has its id repeated where it has one', async () => {
    expect(await call({ jsonrpc: '1.0', method: 'test.update', id: 'mine' })).toMatchObject({ id: 'mine' });
    expect(await call(ask('test.subtract', [1, 2], null))).toEqual({ jsonrpc: '2.0', result: -1, id: null });
  });
});

describe('a call', () => {
  test('says what is wrong with its parameters', async () => {
    const wrong = await call(ask('test.subtract', { minuend: 'x', subtrahend: 1, more: true }));
    expect(wrong).toMatchObject({ error: { code: -32602, message: 'Invalid params' }, id: 1 });
    const { message } = (wrong as { error: { data: { message: string } } }).error.data;
    expect(message).toContain('minuend');
    expect(message).toContain('more');
    const many = await call(ask('test.subtract', [1, 2, 3]));
    expect(JSON.stringify(many)).toContain('minuend, subtrahend');
    expect(many).toMatchObject({ error: { code: -32602 } });
    expect(await call(ask('test.subtract'))).toMatchObject({ error: { code: -32602 } });
  });

  test('fails with our codes, and keeps the words of programs to the log', async () => {
    expect(await call(ask('test.fail', ['ours']))).toMatchObject({
      error: { code: -32004, message: 'There is no such recording.', data: { code: 'recording-not-found' } },
    });
    expect(await call(ask('test.fail', ['limited']))).toMatchObject({ error: { code: -32053 } });
    for (const how of ['bug', 'wrong-result']) {
      const answer = await call(ask('test.fail', [how]));
      expect(answer).toEqual(error(-32603, 'Internal error', 1));
      expect(JSON.stringify(answer)).not.toMatch(/secret|fine/);
    }
  });

  test('ends when its time is over, by its own wish, by a header, by the patience of who asked', async () => {
    const late = { error: { code: -32054, data: { code: 'call-timeout' } }, id: 1 };
    expect(await call(ask('test.fail', { how: 'slow', timeout: 0.05 }))).toMatchObject(late);
    expect(await call(ask('test.fail', ['slow']), { headers: { 'x-timeout': '0.05' } })).toMatchObject(late);
    expect(await call(ask('test.fail', ['slow']), { patience: 0.05 })).toMatchObject(late);
    expect(await call(ask('test.fail', { how: 'late', timeout: 0.05 }))).toMatchObject({
      error: { data: { recording_id: 'r1' } },
    });
    expect(await call(ask('test.fail', { how: 'slow', timeout: -1 }))).toMatchObject({
      error: { code: -32602 },
    });
    const short = openCalls([service], { limits: { longestTimeout: 0.05 } });
    expect(await short.call(ask('test.fail', { how: 'slow', timeout: 1000 }))).toMatchObject(late);
  });

  test('ends when nobody wants its answer any more', async () => {
    const gone = new AbortController();
    const asked = call(ask('test.fail', ['slow']), { signal: gone.signal });
    gone.abort();
    expect(await asked).toMatchObject({ error: { code: -32053 } });
  });

  test('needs a key, its scope, and room in the rate', async () => {
    const nobody = async () => {
      throw new EfirError('unauthorised');
    };
    expect(await call(ask('foo.bar'), { authenticate: nobody })).toMatchObject({ error: { code: -32001 } });
    const reader = async () => makeCaller(['recordings:read']);
    expect(await call(ask('test.guarded', {}), { authenticate: reader })).toMatchObject({
      error: { code: -32003, data: { code: 'forbidden' } },
    });
    const limited = openCalls([service], {
      admit: () => {
        throw new EfirError('rate-limited', { limit: 1 });
      },
    });
    expect(await limited.call(ask('test.guarded', {}))).toMatchObject({ error: { code: -32029 } });
  });

  test('asks once for the key of a message, and tells its calls apart', async () => {
    let asked = 0;
    const authenticate = async () => {
      asked += 1;
      return makeCaller();
    };
    const batch = [ask('test.guarded', {}, 1), ask('test.guarded', {}, 2)];
    expect(await call(batch, { authenticate, identify: () => 'm' })).toEqual([
      { jsonrpc: '2.0', result: 'a-tenant m:0', id: 1 },
      { jsonrpc: '2.0', result: 'a-tenant m:1', id: 2 },
    ]);
    expect(asked).toBe(1);
  });

  test('whose answer has no room is told so', async () => {
    const answer = await call(ask('test.subtract', [1, 2]), { largestAnswer: 10 });
    expect(answer).toMatchObject({ error: { data: { code: 'message-too-large' } }, id: 1 });
  });

  test('is counted by method and outcome, names that strangers made up as one', async () => {
    const fresh = openCalls([service]);
    await fresh.call([ask('test.subtract', [1, 2]), ask('toString', []), ask('a.b'), ask('c.d'), 5]);
    await fresh.dispatch('{"jsonrpc": "2.0", "method": "test.update"}');
    expect(await fresh.counted()).toEqual({
      'test.subtract ok': 1,
      'unknown method-unknown': 3,
      'none request-invalid': 1,
      'test.update request-invalid': 1,
    });
    expect(Object.keys(await counted()).length).toBeGreaterThan(3);
  });
});
