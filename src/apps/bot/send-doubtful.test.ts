import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { type Outbox, openOutbox } from '../../../test/support/sending.ts';
import { type Person, type Sandbox, startSandbox } from '../../../test/support/telegram/start-sandbox.ts';
import { sleep } from '../../core/time.ts';
import type { NewFault } from '../../telegram-sandbox/interface.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

interface Scene {
  readonly telegram: Sandbox;
  readonly outbox: Outbox;
  readonly ann: Person;
  meet(name: string): Promise<Person>;
}

let plays = 0;

/** Each has a bot of its own, so that several may be played at once. */
async function play(act: (scene: Scene) => Promise<void>): Promise<void> {
  plays += 1;
  const telegram = await startSandbox({
    bots: [{ token: `${7_700_000 + plays}:a-token`, username: 'efir_bot' }],
  });
  const outbox = await openOutbox({ db, telegram });
  try {
    const meet = async (name: string) => {
      const person = await telegram.person(name);
      await person.sendText('/start');
      await outbox.open(person.id);
      return person;
    };
    await act({ telegram, outbox, meet, ann: await meet('Ann') });
    expect((await telegram.limits.read()).exceeded).toEqual({ chat: 0, group: 0, all: 0 });
  } finally {
    await outbox.close();
    await db.query('delete from bots where id = $1', [telegram.bot.id]);
    await telegram.close();
  }
}

const texts = async (person: Person) => (await person.answers()).map(({ text }) => text);
const count = async (telegram: Sandbox, method: string) => (await telegram.journal({ method })).length;
const settled = async (sender: Awaited<ReturnType<Outbox['startSender']>>) => {
  const { values } = await sender.work.metrics.chatDoubts.get();
  return Object.fromEntries(values.map(({ labels, value }) => [labels.outcome, value]));
};

describe('a connection that breaks', () => {
  test('after Telegram took the message: it is found, and not sent again', async () => {
    await play(async ({ telegram, outbox, ann }) => {
      await telegram.faults.add({ method: 'sendMessage', kind: 'drop-after' });
      const sender = await outbox.startSender();
      await outbox.say(ann.id, 'a', 'one');
      await outbox.say(ann.id, 'b', 'two');
      const rows = await outbox.untilShown();
      expect(rows).toMatchObject([{ state: 'shown' }, { state: 'shown' }]);
      expect(await texts(ann)).toEqual(['one', 'two']);
      expect((await ann.answers()).map(({ id }) => id)).toEqual(rows.map((row) => row.message_id));
      expect(await settled(sender)).toEqual({ adopted: 1 });
      expect(await count(telegram, 'sendMessage')).toBe(2);
    });
  });

  test('before Telegram had it: nothing is found where it could be, and it is sent', async () => {
    await play(async ({ telegram, outbox, ann }) => {
      await telegram.faults.add({ method: 'sendMessage', kind: 'drop-before' });
      const sender = await outbox.startSender();
      await outbox.say(ann.id, 'a', 'one');
      await outbox.untilShown();
      expect(await texts(ann)).toEqual(['one']);
      expect(await settled(sender)).toEqual({ anew: 1 });
      expect(await count(telegram, 'editMessageText')).toBeLessThanOrEqual(10);
    });
  });

  test('while other private chats are spoken in: their messages are none of its', async () => {
    await play(async ({ telegram, outbox, ann, meet }) => {
      const bob = await meet('Bob');
      await telegram.faults.add({ method: 'sendMessage', chat: ann.id, kind: 'drop-after' });
      await outbox.startSender();
      await outbox.say(ann.id, 'a', 'to Ann');
      await bob.sendText('meanwhile');
      await outbox.say(bob.id, 'a', 'to Bob');
      await bob.sendText('and then');
      await outbox.untilShown();
      expect(await texts(ann)).toEqual(['to Ann']);
      expect(await texts(bob)).toEqual(['to Bob']);
      expect(await ann.messages()).toHaveLength(2);
    });
  });

  test('and what was changed meanwhile: the message is found as it is to be now', async () => {
    await play(async ({ telegram, outbox, ann }) => {
      await telegram.faults.add({ method: 'sendMessage', kind: 'drop-after' });
      await outbox.startSender();
      await outbox.say(ann.id, 'a', 'one');
      await ann.waitFor(({ text }) => text === 'one');
      await outbox.say(ann.id, 'a', 'another');
      await outbox.untilShown();
      expect(await texts(ann)).toEqual(['another']);
    });
  });

  test('and what was unsaid meanwhile: it is found, and taken away', async () => {
    await play(async ({ telegram, outbox, ann }) => {
      const mine = await ann.sendText('do not touch');
      await telegram.faults.add({ method: 'sendMessage', kind: 'drop-after' });
      await outbox.startSender();
      await outbox.say(ann.id, 'a', 'one');
      await ann.waitFor(({ text }) => text === 'one');
      await outbox.unsay(ann.id, 'a');
      expect(await outbox.untilShown()).toMatchObject([{ state: 'gone' }]);
      expect((await ann.messages()).map(({ id }) => id)).toContain(mine.id);
      expect(await texts(ann)).toEqual([]);
    });
  });
});

test('a message that a dead process sent is found by the next one', async () => {
  await play(async ({ telegram, outbox, ann }) => {
    const { bot } = outbox;
    const id = await outbox.say(ann.id, 'a', 'one');
    // As it stands when a process died between the answer of Telegram and its commit.
    await db.query(
      'update chat_messages set claim = gen_random_uuid(), sending_since = now(), floor_id = 1, due_at = now() where id = $1',
      [id],
    );
    const sent = await fetch(`${telegram.url}/bot${telegram.token}/sendMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chat_id: ann.id, text: 'one' }),
    });
    expect(sent.ok).toBe(true);
    // The sandbox counts that one, too.
    await sleep(1_200);
    await outbox.startSender();
    await outbox.untilShown();
    expect(await texts(ann)).toEqual(['one']);
    expect(await count(telegram, 'sendMessage')).toBe(1);
    expect(bot.id).toBe(telegram.bot.id);
  });
});

test('an answer that comes when its claim is over leaves one message', { timeout: 60_000 }, async () => {
  await play(async ({ telegram, outbox, ann }) => {
    await telegram.faults.add({ method: 'sendMessage', kind: 'delay-answer', milliseconds: 4_000 });
    await outbox.startSender();
    await outbox.startSender();
    await outbox.say(ann.id, 'a', 'one');
    await ann.waitFor(({ text }) => text === 'one');
    await sleep(1_200);
    // The claim of the first is over before Telegram answered it.
    await db.query("update chat_messages set due_at = now() where key = 'a'");
    await outbox.untilShown();
    await sleep(4_000);
    await outbox.untilShown();
    expect(await texts(ann)).toEqual(['one']);
  });
});

/** What may happen to a call, as often as it likes. */
const fault = fc.record({
  method: fc.constantFrom('sendMessage', 'editMessageText', 'deleteMessage'),
  kind: fc.constantFrom<NewFault['kind']>('drop-before', 'drop-after', 'status', 'flood'),
  skip: fc.nat({ max: 3 }),
  count: fc.integer({ min: 1, max: 2 }),
});
const act = fc.record({
  who: fc.nat({ max: 2 }),
  key: fc.constantFrom('a', 'b', 'c'),
  what: fc.constantFrom('say', 'say', 'say', 'unsay', 'write'),
});

type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

/** Does all that is asked for, and gives what is to stand in the chats in the end, by person. */
async function perform(acts: readonly Act[], people: readonly Person[], outbox: Outbox) {
  const wanted = new Map<Person, Map<string, string>>(people.map((person) => [person, new Map()]));
  for (const [index, { key, what, who }] of acts.entries()) {
    const person = people[who] as Person;
    const words = `${key} ${index}`;
    if (what === 'write') await person.sendText(words);
    if (what === 'say') {
      wanted.get(person)?.set(key, words);
      await outbox.say(person.id, key, words);
    }
    if (what === 'unsay') {
      wanted.get(person)?.delete(key);
      await outbox.unsay(person.id, key);
    }
    await sleep(60);
  }
  return wanted;
}

test('whatever breaks, each key has one message in its chat, and it says the last', {
  timeout: 400_000,
}, async () => {
  const faults = fc.array(fault, { maxLength: 5 });
  const acts = fc.array(act, { minLength: 3, maxLength: 12 });
  const property = fc.asyncProperty(faults, acts, (given, asked) =>
    play(async ({ telegram, outbox, ann, meet }) => {
      const people = [ann, await meet('Bob'), await meet('Cid')];
      for (const one of given)
        await telegram.faults.add({ ...one, status: 502, body: '<html>Bad Gateway</html>' });
      await outbox.startSender();
      await outbox.startSender();
      const wanted = await perform(asked, people, outbox);
      await outbox.untilShown(120);
      for (const [person, words] of wanted)
        expect((await texts(person)).toSorted()).toEqual([...words.values()].toSorted());
    }),
  );
  // They wait for limits most of the time, each in a Telegram of its own.
  await Promise.all([1, 2, 3].map(() => fc.assert(property, { numRuns: 2, endOnFailure: true })));
});

describe('a message on which Telegram fails each time', () => {
  const nearlyGivenUp = () => db.query('update chat_messages set doubts = 19');
  const fail = (telegram: Sandbox, more: Partial<NewFault> = {}) =>
    telegram.faults.add({ kind: 'status', status: 502, body: '<html>Bad Gateway</html>', ...more });

  test('is given up in the end, where others go through: it is told, and the next one goes', {
    timeout: 120_000,
  }, async () => {
    await play(async ({ telegram, outbox, ann, meet }) => {
      const bob = await meet('Bob');
      await fail(telegram, { method: 'sendMessage', chat: ann.id });
      for (const key of ['a', 'b']) await outbox.say(ann.id, key, key);
      await outbox.say(bob.id, 'a', 'hello');
      await nearlyGivenUp();
      await outbox.startSender();
      await bob.waitFor(({ text }) => text === 'hello');
      const rows = (await outbox.untilShown(100)).filter(({ chat_id }) => chat_id === ann.id);
      expect(rows.map(({ key, state, error }) => [key, state, error?.code])).toEqual([
        ['a', 'failed', 'message-refused'],
        ['b', 'shown', undefined],
        ['a:failed', 'shown', undefined],
      ]);
      const calls = await telegram.journal({ method: 'sendMessage', chat: ann.id });
      expect(calls.filter(({ parameters }) => parameters['text'] === 'a')).toHaveLength(1);
    });
  });

  test('is given up also where nobody else is spoken to, as long as Telegram answers there', async () => {
    await play(async ({ telegram, outbox, ann }) => {
      await outbox.say(ann.id, 'a', 'one');
      const sender = await outbox.startSender();
      await outbox.untilShown();
      await sender.close();
      await fail(telegram, { method: 'editMessageText' });
      await outbox.say(ann.id, 'a', 'two');
      await outbox.say(ann.id, 'b', 'three');
      await nearlyGivenUp();
      await outbox.startSender();
      const [first] = await outbox.untilShown();
      expect(first).toMatchObject({ key: 'a', state: 'failed', error: { code: 'message-refused' } });
      expect(await texts(ann)).toEqual(['one', 'three', expect.stringMatching(/did not take/)]);
    });
  });

  test('is never given up while Telegram is slow in that chat, whoever else it answers', async () => {
    await play(async ({ telegram, outbox, ann, meet }) => {
      const bob = await meet('Bob');
      await outbox.say(ann.id, 'a', 'one');
      const sender = await outbox.startSender();
      await outbox.untilShown();
      await sender.close();
      await fail(telegram, { chat: ann.id, count: 1_000 });
      await outbox.say(ann.id, 'a', 'two');
      await outbox.say(bob.id, 'a', 'hello');
      await nearlyGivenUp();
      await outbox.startSender();
      await bob.waitFor(({ text }) => text === 'hello');
      await expect
        .poll(() => count(telegram, 'editMessageText'), { timeout: 20_000 })
        .toBeGreaterThanOrEqual(3);
      expect(
        await db.query("select state, doubts from chat_messages where key = 'a' and chat_id = $1", [ann.id]),
      ).toEqual([{ state: 'waiting', doubts: 19 }]);
      await telegram.faults.clear();
      await outbox.untilShown();
      expect(await texts(ann)).toEqual(['two']);
    });
  });

  test('is never given up while Telegram itself is down', async () => {
    await play(async ({ telegram, outbox, ann, meet }) => {
      const bob = await meet('Bob');
      for (const { id } of [ann, bob]) await outbox.say(id, 'a', 'one');
      const sender = await outbox.startSender();
      await outbox.untilShown();
      await sender.close();
      await fail(telegram, { count: 1_000 });
      for (const { id } of [ann, bob]) await outbox.say(id, 'a', 'two');
      await nearlyGivenUp();
      await outbox.startSender();
      await expect
        .poll(() => count(telegram, 'editMessageText'), { timeout: 20_000 })
        .toBeGreaterThanOrEqual(6);
      const rows = await db.query('select state, doubts from chat_messages');
      expect(rows).toEqual(Array(2).fill({ state: 'waiting', doubts: 19 }));
      await telegram.faults.clear();
      await outbox.untilShown();
      for (const person of [ann, bob]) expect(await texts(person)).toEqual(['two']);
    });
  });
});
