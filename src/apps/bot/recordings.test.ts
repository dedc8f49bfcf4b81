import { tmpdir } from 'node:os';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { makeRecording } from '../../../test/support/api.ts';
import { setBotStage } from '../../../test/support/bot-stage.ts';
import {
  happen,
  makePiece,
  makeSegment,
  media,
  talkStory,
  wholeStory,
} from '../../../test/support/recordings.ts';
import type { RunningBot } from '../../../test/support/running-bot.ts';
import type { Person } from '../../../test/support/telegram/start-sandbox.ts';
import type { RecordingId, TenantId } from '../../core/ids.ts';
import { cancelRecording, createTranscriptionRules, deleteRecording } from '../../domain/media/index.ts';
import type { MessageView } from '../../telegram-sandbox/interface.ts';
import type { Happening } from '../../work/effects.ts';
import { createBlobs } from '../compose.ts';

/* The bot without a worker: what happens to recordings is said by the test. */

const stage = setBotStage(7_300);
const run = (settings: Record<string, string> = {}): Promise<RunningBot> => stage.run({ settings });
let ann: Person;
beforeEach(async () => {
  ann = await stage.telegram.person('Ann', { languageCode: 'en' });
});

const wav = makeRecording();
const has = (label: string) => (message: MessageView) =>
  message.buttons.flat().some(({ text }) => text === label);
const isAnswer = has('TXT');

interface Row {
  readonly id: string;
  readonly tenant_id: TenantId;
  readonly recording_id: RecordingId | null;
  readonly state: string;
  readonly error: { code: string } | null;
}
const readRows = () =>
  stage.db.query<Row>(
    'select id, tenant_id, recording_id, state, error from chat_recordings where bot_id = $1 order by id',
    [stage.telegram.bot.id],
  );
/** The one recording of the chat, once it is here. */
const untilFetched = () =>
  vi.waitFor(
    async () => {
      const [row] = await readRows();
      if (!row?.recording_id) throw new Error(`not fetched: ${JSON.stringify(row)}`);
      return { ...row, recording_id: row.recording_id };
    },
    { timeout: 30_000, interval: 50 },
  );

async function tell(bot: RunningBot, story: readonly Happening[]): Promise<void> {
  const { recording_id: id, tenant_id: tenantId } = await untilFetched();
  const rules = createTranscriptionRules({ blobs: blobsOf(bot), maxDuration: 43_200 });
  await happen({ db: stage.db, rules, tenantId }, id, story);
}
const blobsOf = ({ blobUrl }: RunningBot) => createBlobs({ blobUrl });
const [started, probed] = wholeStory as [Happening, Happening];
const dead = (code: string, args = {}): Happening => ({ type: 'dead', error: { code, args } }) as Happening;

describe('a recording in a chat', () => {
  test('is told of from its place to its text, in one message', async () => {
    const bot = await run();
    await ann.sendVoice(wav, { duration: 10 });
    const first = await ann.waitFor(({ text }) => text.startsWith('Got it.') || text.startsWith('In line.'));
    expect(has('⏹ Stop')(first)).toBe(true);
    await ann.waitFor(({ text }) => text.startsWith('In line. It is next.'));
    await tell(bot, [started, probed, makePiece(2, [makeSegment(0), makeSegment(1)])]);
    const growing = await ann.waitFor(({ text }) => text.includes('word0 more word1 more'));
    expect(growing.text).toMatch(/^Writing it down: 30 %\./);
    await tell(bot, [makePiece(3, [makeSegment(2)]), ...wholeStory.slice(-1)]);
    const answer = await ann.waitFor(isAnswer);
    expect(answer.id).toBe(first.id);
    expect(answer.text).toMatch(/^word0 more word1 more word2 more\n\nA simple built-in engine/);
    expect((await readRows()).map(({ state }) => state)).toEqual(['answered']);
    expect((await stage.telegram.journal({ method: 'sendMessage' })).length).toBe(1);
  });

  test('has its speakers, each with a button for the name', async () => {
    const bot = await run();
    await ann.sendVoice(wav, { duration: 10, caption: '/speakers' });
    await tell(bot, talkStory);
    const answer = await ann.waitFor(isAnswer);
    expect(answer.text).toContain('Speaker 1: word0 more');
    await ann.press('✏ Names…', { message: answer });
    const named = await ann.waitFor(has('✏ Speaker 2'));
    expect(named.id).toBe(answer.id);
    const [{ options } = { options: undefined }] = await stage.db.query<{ options: object }>(
      'select options from chat_recordings where bot_id = $1',
      [stage.telegram.bot.id],
    );
    expect(options).toEqual({ diarize: true });
  });

  test('is one, however often its message comes and however many processes there are', async () => {
    await stage.telegram.faults.add({ method: 'getUpdates', kind: 'duplicate-updates', count: 20 });
    const bot = await run();
    await run();
    await ann.sendVoice(wav, { duration: 10 });
    await tell(bot, wholeStory);
    await ann.waitFor(isAnswer);
    expect((await readRows()).length).toBe(1);
    expect((await ann.answers()).length).toBe(1);
    const [{ count } = { count: -1 }] = await stage.db.query<{ count: number }>(
      `select count(*)::int as count from recordings where id not in
         (select recording_id from chat_recordings where recording_id is not null)`,
    );
    expect(count).toBe(0);
  });

  test('is said anew in its place when its text is corrected', async () => {
    const bot = await run();
    await ann.sendVoice(wav, { duration: 10 });
    await tell(bot, wholeStory);
    const answer = await ann.waitFor(isAnswer);
    const { recording_id: id } = await untilFetched();
    await stage.db.query(`update segments set text = 'quite another' where recording_id = $1 and index = 1`, [
      id,
    ]);
    await stage.db.query(`update recordings set last_event = last_event + 1 where id = $1`, [id]);
    bot.database.hints.send('recording', id);
    const again = await ann.waitFor(({ text }) => text.includes('quite another'));
    expect(again.id).toBe(answer.id);
  });
});

describe('what is sent', () => {
  test('as an album is answered one by one, each below its own message', async () => {
    const bot = await run();
    const bytes = Buffer.from(wav).toString('base64');
    const [first, second] = await ann.sendAlbum([
      { kind: 'audio', bytes, duration: 10 },
      { kind: 'audio', bytes, duration: 10 },
    ]);
    await vi.waitFor(
      async () => expect((await readRows()).filter((row) => row.recording_id).length).toBe(2),
      {
        timeout: 20_000,
        interval: 50,
      },
    );
    const rules = createTranscriptionRules({ blobs: blobsOf(bot), maxDuration: 43_200 });
    for (const { recording_id: id, tenant_id: tenantId } of await readRows())
      await happen({ db: stage.db, rules, tenantId }, id ?? '', wholeStory);
    await ann.waitForChat(({ messages }) => messages.filter(isAnswer).length === 2);
    const answers = await ann.answers();
    expect(answers.map(({ replyTo }) => replyTo).sort()).toEqual([first?.id, second?.id].sort());
  });

  test('through a Bot API server of one’s own may be larger than Telegram’s limit', async () => {
    await stage.replaceTelegram({ local: true });
    ann = await stage.telegram.person('Ann', { languageCode: 'en' });
    // The sandbox keeps its files in a folder below this one.
    const bot = await run({ TELEGRAM_LOCAL_FILES: tmpdir() });
    const large = Buffer.concat([wav, Buffer.alloc(21_000_000)]);
    await ann.sendFile('audio', large, { duration: 10 });
    await tell(bot, wholeStory);
    await ann.waitFor(isAnswer);
    const { recording_id: id } = await untilFetched();
    const [row] = await stage.db.query<{ bytes: string }>('select bytes from recordings where id = $1', [id]);
    expect(Number(row?.bytes)).toBe(large.byteLength);
  });
});

describe('what goes wrong', () => {
  test('on the way to us is tried again, cut downloads too', async () => {
    const bot = await run();
    await stage.telegram.faults.add({ method: 'download', kind: 'cut', afterBytes: 500 });
    await ann.sendVoice(wav, { duration: 10 });
    await tell(bot, wholeStory);
    expect((await ann.waitFor(isAnswer)).text).toContain('word0');
    expect(await stage.telegram.faults.list()).toMatchObject([{ met: 1 }]);
  });

  test('for good is said, with a way on', async () => {
    await run();
    await stage.telegram.faults.add({
      ...{ method: 'getFile', kind: 'status', status: 400 },
      description: 'Bad Request: wrong file_id or the file is gone',
    });
    await ann.sendVoice(wav, { duration: 10 });
    await ann.waitFor(({ text }) => text.startsWith('Telegram no longer has this file.'));
    expect(await readRows()).toMatchObject([{ state: 'failed', error: { code: 'chat-file-gone' } }]);
  });

  test('while it is heard is said without words of our machines, and can be tried again', async () => {
    const bot = await run();
    await ann.sendVoice(wav, { duration: 10 });
    await tell(bot, [started, probed, dead('engine-failed', { engine: 'x', detail: '/var/lib secret' })]);
    const failed = await ann.waitFor(has('🔁 Again'));
    expect(failed.text).toContain('went wrong on our side');
    await ann.press('🔁 Again', { message: failed });
    await ann.waitFor(has('⏹ Stop'));
    await tell(bot, wholeStory);
    expect((await ann.waitFor(isAnswer)).id).toBe(failed.id);
  });

  test('that nothing mends has no such button', async () => {
    const bot = await run();
    await ann.sendFile('video', wav, { duration: 10 });
    await tell(bot, [started, dead('media-no-audio', { found: 'h264' })]);
    const failed = await ann.waitFor(({ text }) => text.includes('no sound'));
    expect(failed.buttons).toEqual([]);
  });

  test('elsewhere is noticed: stopped, or deleted', async () => {
    const bot = await run();
    const rules = [createTranscriptionRules({ blobs: blobsOf(bot), maxDuration: 43_200 })];
    const ports = { rules, countEnd: () => {}, blobs: blobsOf(bot) };
    await ann.sendVoice(wav, { duration: 10 });
    const stopped = await untilFetched();
    await cancelRecording(stage.db.database, ports, stopped.tenant_id, stopped.recording_id);
    await ann.waitFor(({ text }) => text === 'Stopped.');
    await ann.press('🔁 Again');
    await tell(bot, [started]);
    await ann.waitFor(({ text }) => text.startsWith('Listening'));
    await deleteRecording(stage.db.database, ports, stopped.tenant_id, stopped.recording_id);
    await ann.waitFor(({ text }) => text === 'This recording is no longer there.');
    expect((await readRows()).map(({ state }) => state)).toEqual(['deleted']);
  });
});

describe('limits', () => {
  test('are said before any work: length, size, quota', async () => {
    await run({ MAX_DURATION: '1h', MAX_FILE_SIZE: '10MB', TELEGRAM_USER_QUOTA: '20m' });
    await ann.sendVoice(wav, { duration: 4000 });
    await ann.waitFor(({ text }) => /lasts 1 hr 6 min; up to 1 hr are accepted/.test(text));
    await ann.sendFile('video', { zeros: 11_000_000 }, { duration: 60 });
    await ann.waitFor(({ text }) => text.startsWith('This file is 11 MB; files of up to 10 MB'));
    await ann.sendVoice(wav, { duration: 1000 });
    await vi.waitFor(async () => expect((await readRows()).length).toBe(3), { timeout: 30_000 });
    await ann.sendVoice(wav, { duration: 600 });
    const refused = await ann.waitFor(({ text }) => text.startsWith('You may send 20 min'));
    expect(refused.text).toMatch(
      /16 min 40 sec came already\. There is room for this one again in (24 hr|23 hr 59 min)/,
    );
    expect((await stage.telegram.journal({ method: 'getFile' })).length).toBeLessThanOrEqual(1);
  });

  test('of a length that nobody announced are judged once it is known', async () => {
    const bot = await run({ TELEGRAM_USER_QUOTA: '20m' });
    await ann.sendFile('document', wav, { name: 'a.wav' });
    const facts = { ...media, duration: 2000 };
    await tell(bot, [started, { type: 'probed', media: facts }]);
    const refused = await ann.waitFor(({ text }) => text.startsWith('You may send 20 min'));
    expect(refused.text).toContain('This recording alone is longer');
    const { recording_id: id } = await untilFetched();
    const [row] = await stage.db.query<{ state: string }>('select state from recordings where id = $1', [id]);
    expect(row?.state).toBe('cancelled');
  });

  test('of Telegram lead to a page of our own, also where the size is not told', async () => {
    await run({ PUBLIC_URL: 'https://efir.example/' });
    await ann.sendFile('video', { zeros: 21_000_000 }, { duration: 60, withoutSize: true });
    const offer = await ann.waitFor(has('⬆ Send the file'));
    expect(offer.text).toMatch(/files of up to 2[01] MB, and this one is larger|This file is 21 MB/);
    await stage.db.query(`update chat_recordings set due_at = now() where bot_id = $1`, [
      stage.telegram.bot.id,
    ]);
    const over = await ann.waitFor(({ text }) => text.startsWith('The time of the upload link is over.'));
    await ann.press('🔁 Again', { message: over });
    await ann.waitFor(has('⬆ Send the file'));
  });
});
