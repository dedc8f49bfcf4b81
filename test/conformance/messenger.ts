import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { EfirError } from '../../src/core/errors.ts';
import { type Messenger, MessengerDoubt, MessengerRefusal } from '../../src/ports/messenger.ts';

/** What goes wrong with the next sending of a message. */
export type MessengerFault = 'flood' | 'broken' | 'server-error' | 'silence';

export interface MessengerSubject {
  readonly messenger: Messenger;
  /** Somebody who wrote to the bot. */
  readonly chatId: number;
  /** What stands in this chat: texts, and names with sizes of files. */
  readChat(): Promise<readonly string[]>;
  /** A flood asks for 7 seconds. */
  fail(fault: MessengerFault): Promise<void>;
  /** The `file_path` of a file of this content that the person sent. */
  offer(content: Uint8Array): Promise<string>;
  close(): Promise<void>;
}

/** What everybody who talks to Telegram relies on. */
export function describeMessenger(name: string, open: () => Promise<MessengerSubject>): void {
  const using = (work: (subject: MessengerSubject) => Promise<void>) => async () => {
    const subject = await open();
    try {
      await work(subject);
    } finally {
      await subject.close();
    }
  };
  const failure = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'it succeeded',
      (thrown: unknown) => thrown,
    );
  const send = ({ messenger, chatId }: MessengerSubject, text = 'hello', options = {}) =>
    messenger.call('sendMessage', { chat_id: chatId, text }, options);

  describe(`messenger ${name}`, () => {
    it(
      'does what it is told, once, and gives what came of it',
      using(async (subject) => {
        const message = await send(subject, 'слово 🙂');
        expect(message.message_id).toBeGreaterThan(0);
        expect(message.text).toBe('слово 🙂');
        expect(await subject.readChat()).toEqual(['слово 🙂']);
      }),
    );

    it(
      'sends bytes along, wherever they stand among the parameters',
      using(async (subject) => {
        const { messenger, chatId } = subject;
        const document = { bytes: Buffer.from('one file'), name: 'расшифровка.txt' };
        await messenger.call('sendDocument', { chat_id: chatId, document, caption: 'here' });
        const media = [1, 2].map((index) => ({
          type: 'document' as const,
          media: { bytes: Buffer.alloc(index), name: `${index}.txt` },
        }));
        await messenger.call('sendMediaGroup', { chat_id: chatId, media });
        expect(await subject.readChat()).toEqual(['расшифровка.txt: 8', '1.txt: 1', '2.txt: 2']);
      }),
    );

    it(
      'tells a refusal in Telegram’s own words',
      using(async ({ messenger }) => {
        const refusal = await failure(messenger.call('sendMessage', { chat_id: 404_404, text: 'hello' }));
        expect(refusal).toBeInstanceOf(MessengerRefusal);
        expect(refusal).toMatchObject({ status: 400, description: 'Bad Request: chat not found' });
      }),
    );

    it(
      'tells how long to wait',
      using(async (subject) => {
        await subject.fail('flood');
        const refusal = await failure(send(subject));
        expect(refusal).toBeInstanceOf(MessengerRefusal);
        expect(refusal).toMatchObject({ status: 429, retryAfter: 7 });
        expect(await subject.readChat()).toEqual([]);
      }),
    );

    it.each(['broken', 'server-error', 'silence'] as const)(
      'does nothing a second time when nobody can say whether it was done: %s',
      (fault) =>
        using(async (subject) => {
          await subject.fail(fault);
          const doubt = await failure(send(subject, 'hello', { timeLimit: 700 }));
          expect(doubt).toBeInstanceOf(MessengerDoubt);
          expect(doubt).toMatchObject({ perhapsDone: true });
          expect((await subject.readChat()).length).toBeLessThanOrEqual(1);
          await send(subject, 'again');
          expect((await subject.readChat()).at(-1)).toBe('again');
        })(),
    );

    it(
      'ends with the reason of the signal, before and while it waits',
      using(async (subject) => {
        const reason = new Error('enough');
        expect(await failure(send(subject, 'x', { signal: AbortSignal.abort(reason) }))).toBe(reason);
        expect(await subject.readChat()).toEqual([]);
        await subject.fail('silence');
        const stop = new AbortController();
        const sending = failure(send(subject, 'x', { signal: stop.signal }));
        setTimeout(() => stop.abort(reason), 50);
        expect(await sending).toBe(reason);
      }),
    );

    it(
      'gives the bytes of a file, up to a bound',
      using(async ({ messenger, offer }) => {
        const content = Buffer.from('0123456789'.repeat(20_000));
        const path = await offer(content);
        const whole = await messenger.download(path, { mostBytes: content.byteLength });
        expect((await buffer(whole)).equals(content)).toBe(true);
        const less = await messenger.download(path, { mostBytes: content.byteLength - 1 });
        const thrown = (await failure(buffer(less))) as EfirError;
        expect([thrown.code, thrown.args]).toEqual(['file-too-large', { limit: content.byteLength - 1 }]);
        expect(await failure(messenger.download('voice/none.oga', { mostBytes: 10 }))).toMatchObject({
          name: 'MessengerRefusal',
          status: 404,
        });
      }),
    );

    it(
      'breaks off what is under way when it closes, and does nothing afterwards',
      using(async (subject) => {
        await subject.fail('silence');
        const sending = failure(send(subject));
        await subject.messenger.close();
        expect(await sending).toMatchObject({ code: 'cancelled' });
        expect(await failure(send(subject))).toMatchObject({ code: 'cancelled' });
        await subject.messenger.close();
      }),
    );
  });
}
