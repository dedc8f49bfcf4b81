import { expect, test } from 'vitest';
import { makeChatChaos } from './make-chat-chaos.ts';

/*
 * A short run; `./efir chaos --chats 200` makes a long one.
 */
test.each([
  { broker: 'inprocess', seed: 21, conversations: 8 },
  { broker: 'redis', seed: 22, conversations: 12 },
] as const)(
  'every voice message is answered once: $broker, seed $seed',
  { timeout: 600_000 },
  async (options) => {
    const outcome = await makeChatChaos(options);
    expect(outcome.faults).toEqual([]);
    expect(outcome.voices).toBeGreaterThanOrEqual(options.conversations);
  },
);
