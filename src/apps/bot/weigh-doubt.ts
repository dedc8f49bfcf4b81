import type { ClaimedMessage, Shown } from '../../domain/chats/index.ts';
import { type MessengerDoubt, MessengerRefusal } from '../../ports/messenger.ts';
import type { BotWork } from './bot-work.ts';
import { pauseOf } from './pause-of.ts';
import type { TroubleWatch } from './trouble-watch.ts';

/** Times that Telegram may fail on a message while it answers in its chat; in all that takes about five minutes. */
const mostDoubts = 20;
/** Seconds until a message that may have come is looked for: so long it may still be on its way. */
export const doubtPause = 2;
/** The same for one on which Telegram fails again and again. */
const blamedPauses = [2, 2, 2, 5, 5, 10, 10, 20];
/** Milliseconds for the question whether Telegram answers in a chat: one that is slow does not. */
const signLimit = 5_000;

/**
 * What it means for a message that nobody can say what a call did. One on which Telegram fails time and again is given
 * up, so that the next ones of its chat get their turn: only where Telegram answers there at once, never while it is
 * down or slow, everywhere or for this chat; and only once the message was looked for.
 */
export async function weighDoubt(
  { claimed, signal, work }: { claimed: ClaimedMessage; signal: AbortSignal; work: BotWork },
  { message: detail, perhapsDone }: MessengerDoubt,
  troubles: TroubleWatch,
): Promise<Shown> {
  const error = { code: 'unavailable', args: { detail } } as const;
  if (!perhapsDone) return { outcome: 'put-off', seconds: pauseOf(claimed), sent: 'no', error };
  const blamed = await isToBlame(work, claimed, troubles, signal);
  if (blamed && claimed.doubts + 1 >= mostDoubts && (claimed.messageId !== undefined || claimed.doubtful))
    return refuseHopeless();
  const { doubts } = claimed;
  const seconds = blamed ? (blamedPauses[doubts] ?? blamedPauses.at(-1) ?? doubtPause) : doubtPause;
  return { outcome: 'put-off', seconds, sent: 'perhaps', blamed, error };
}

/** A message that was found nowhere: sent anew, or given up. */
export function weighNotThere({ doubts }: ClaimedMessage): Shown {
  return doubts >= mostDoubts ? refuseHopeless() : { outcome: 'not-there' };
}

function refuseHopeless(): Shown {
  const detail = 'its server fails on it time and again';
  return { outcome: 'refused', error: { code: 'message-refused', args: { detail } } };
}

async function isToBlame(
  { messenger }: BotWork,
  { chatId, threadId }: ClaimedMessage,
  troubles: TroubleWatch,
  signal: AbortSignal,
): Promise<boolean> {
  if (troubles.isEverywhere(chatId)) return false;
  const thread = threadId === undefined ? {} : { message_thread_id: threadId };
  const sign = { chat_id: chatId, ...thread, action: 'typing' } as const;
  try {
    await messenger.call('sendChatAction', sign, { signal, timeLimit: signLimit });
    return true;
  } catch (thrown) {
    // A refusal is an answer, unless it only says to wait.
    return thrown instanceof MessengerRefusal && thrown.status !== 429;
  }
}
