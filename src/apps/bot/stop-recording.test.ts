import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeRecording } from '../../../test/support/api.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { happen, wholeStory } from '../../../test/support/recordings.ts';
import { type RunningBot, runBot } from '../../../test/support/running-bot.ts';
import { type Sandbox, startSandbox } from '../../../test/support/telegram/start-sandbox.ts';
import type { TenantId } from '../../core/ids.ts';
import { createTranscriptionRules } from '../../domain/media/index.ts';
import { createBlobs } from '../compose.ts';

let db: TestDatabase;
let telegram: Sandbox;
let bot: RunningBot;
beforeAll(async () => {
  db = await createTestDatabase();
  telegram = await startSandbox({ bots: [{ token: '7410:a-token', username: 'efir_bot' }] });
  bot = await runBot({ db, telegram });
});
afterAll(async () => {
  await bot.close();
  await telegram.close();
  await db.close();
});

test('who stops a recording in the moment in which it is finished gets its text', async () => {
  const ann = await telegram.person('Ann', { languageCode: 'en' });
  await ann.sendVoice(makeRecording(), { duration: 10 });
  await ann.waitFor(({ text }) => text.startsWith('In line.'));
  const [row] = await db.query<{ recording_id: string; tenant_id: TenantId }>(
    "select recording_id, tenant_id from chat_recordings where state = 'working'",
  );
  if (!row) throw new Error('nothing was fetched');
  // Nobody looks at it, and nobody is told that it is finished.
  await db.query("update chat_recordings set due_at = now() + interval '1 hour'");
  const rules = createTranscriptionRules({
    blobs: createBlobs({ blobUrl: bot.blobUrl }),
    maxDuration: 43_200,
  });
  const unheard = { ...db.database, hints: { ...db.database.hints, send: () => {} } };
  const door = { db: { ...db, database: unheard }, rules, tenantId: row.tenant_id };
  await happen(door, row.recording_id, wholeStory);
  const pressed = await ann.press('⏹ Stop');
  expect(pressed.text).toBe('This recording is not in work any more.');
  const answer = await ann.waitFor(({ buttons }) => buttons.flat().some(({ text }) => text === 'TXT'));
  expect(answer.text).toContain('word0');
  expect(await db.query('select state from chat_recordings')).toEqual([{ state: 'answered' }]);
});
