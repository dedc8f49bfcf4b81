import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createScriptedMessenger } from '../../adapters/messenger/scripted/scripted-messenger.ts';
import { silentLogger } from '../../core/logger.ts';
import type { BotWork } from './bot-work.ts';
import { pollUpdates } from './poll-updates.ts';
import { createReceptionState } from './reception-state.ts';

test('a server that does not wait is not asked without end', async () => {
  const messenger = createScriptedMessenger(() => []);
  const stopping = new AbortController();
  const work = {
    bot: { tenantId: 't', id: 7, username: 'efir_bot' },
    logger: silentLogger,
    messenger,
    database: {
      lead: (_name: string, signal: AbortSignal, lead: (signal: AbortSignal) => Promise<void>) =>
        lead(signal),
    },
  } as unknown as BotWork;
  const polling = pollUpdates(work, createReceptionState(silentLogger), stopping.signal);
  await sleep(1_200);
  stopping.abort();
  await polling;
  expect(messenger.journal.length).toBeGreaterThan(1);
  expect(messenger.journal.length).toBeLessThan(10);
});
