import { tellCode } from './error-codes.ts';
import type { Line } from './line.ts';

/** Messages that wait in the queue; none when it was never used. The server does not tell a client of those in work. */
export async function countWaiting(line: Line, queue: string): Promise<number> {
  try {
    return await line.withChannel(async (channel) => {
      const { messageCount } = await channel.queueDeclare({ queue, passive: true });
      return messageCount;
    });
  } catch (error) {
    if (tellCode(error) === 'NOT_FOUND') return 0;
    throw error;
  }
}
