// A bot, its people in a sandbox, and recordings that are finished as tests say, without workers:
//
//   const town = await openBotTown();
//   const ann = await town.telegram.person('Ann');
//   const { answer } = await town.addRecording(ann, ann, [line(0, 'hello there', 0.2), line(1, 'good morning')]);
//   await town.close();

import { setTimeout as sleep } from 'node:timers/promises';
import { createBlobs } from '../../src/apps/compose.ts';
import { loadConfig } from '../../src/config/config.ts';
import type { TenantId } from '../../src/core/ids.ts';
import { createTranscriptionRules } from '../../src/domain/media/index.ts';
import type { MessageView } from '../../src/telegram-sandbox/interface.ts';
import type { Segment } from '../../src/wire/event-message.ts';
import type { Happening } from '../../src/work/effects.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { happen, makePiece, media } from './recordings.ts';
import { type RunningBot, runBot } from './running-bot.ts';
import type { ChatOfPerson } from './telegram/chat-of-person.ts';
import { type Sandbox, startSandbox } from './telegram/start-sandbox.ts';

export interface BotTown {
  readonly db: TestDatabase;
  readonly telegram: Sandbox;
  readonly bot: RunningBot;
  /** Somebody sends twelve seconds of sound, and the task machine finishes them with these lines. */
  addRecording(chat: ChatOfPerson, lines: readonly Segment[]): Promise<AddedRecording>;
  /** Lets the newest recording end with these lines, once it is taken in. */
  finish(lines: readonly Segment[]): Promise<void>;
  close(): Promise<void>;
}

export interface AddedRecording {
  readonly sent: MessageView;
  readonly answer: MessageView;
}

export interface TownOptions {
  readonly settings?: Readonly<Record<string, string>>;
  /** Privacy mode of the bot switched off. */
  readonly seesAll?: boolean;
}

export async function openBotTown({ settings = {}, seesAll = false }: TownOptions = {}): Promise<BotTown> {
  await using opening = new AsyncDisposableStack();
  const db = await createTestDatabase();
  opening.defer(() => db.close());
  const telegram = await startSandbox({
    bots: [{ token: '7711:a-token', username: 'efir_bot', canReadAllGroupMessages: seesAll }],
  });
  opening.defer(() => telegram.close());
  const bot = await runBot({ db, telegram, settings });
  opening.defer(() => bot.close());
  const blobs = createBlobs(loadConfig({ PATH: process.env['PATH'], BLOB_URL: bot.blobUrl }));
  const rules = createTranscriptionRules({ blobs, maxDuration: 3600 });

  const town: Omit<BotTown, 'close'> = {
    ...{ db, telegram, bot },
    async addRecording(chat, lines) {
      const sent = await chat.sendVoice(makeSound(), { duration: soundSeconds });
      await town.finish(lines);
      const first = lines.find(({ text }) => text !== '')?.text ?? '';
      const isDone = ({ buttons }: MessageView) => buttons.flat().some(({ text }) => text === 'TXT');
      const answer = await chat.waitFor((message) => message.text.includes(first) && isDone(message), {
        after: sent,
      });
      return { sent, answer };
    },
    async finish(lines) {
      const { id, tenantId } = await waitForTask(db);
      await happen({ db, rules, tenantId }, id, [
        { type: 'started', worker_id: 'a-worker' },
        { type: 'probed', media: { ...media, duration: soundSeconds } },
        makePiece(0, lines),
        succeed,
      ]);
    },
  };
  const opened = opening.move();
  return { ...town, close: () => opened.disposeAsync() };
}

/** A line of two seconds; each word is as sure as the others. */
export function makeLine(index: number, text: string, confidence = 0.95, speaker?: string): Segment {
  const start = index * 2;
  const parts = text.split(' ').filter((part) => part !== '');
  const each = 2 / Math.max(1, parts.length);
  const words = parts.map((part, place) => ({
    ...{ text: part, confidence },
    ...{ start: start + place * each, end: start + (place + 1) * each },
  }));
  return { index, start, end: start + 2, text, words, ...(speaker === undefined ? {} : { speaker }) };
}

const soundSeconds = 12;

const succeed: Happening = {
  ...{ type: 'succeeded', pieces: 1, blocks: 0, language: 'en', engine: 'scripted', model: 'default' },
  ...{ quality: 'full', duration: soundSeconds, notes: [] },
};

/** A tone, as a WAV file. */
export function makeSound(): Buffer {
  const samples = soundSeconds * 8_000;
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(8_000, 24);
  wav.writeUInt32LE(16_000, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(samples * 2, 40);
  for (let place = 0; place < samples; place += 1)
    wav.writeInt16LE(Math.round(8_000 * Math.sin(place / 5)), 44 + place * 2);
  return wav;
}

/** The oldest recording that nobody has worked on. */
async function waitForTask(db: TestDatabase): Promise<{ id: string; tenantId: TenantId }> {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    const [row] = await db.query<{ id: string; tenantId: TenantId }>(
      `select recordings.id, recordings.tenant_id as "tenantId" from recordings join chat_recordings on
         chat_recordings.recording_id = recordings.id where recordings.state = 'queued' order by recordings.id limit 1`,
    );
    if (row) return row;
    await sleep(30);
  }
  throw new Error('no recording was taken in');
}
