import type { ClaimedMessage } from '../../domain/chats/index.ts';
import { MessengerRefusal, type MethodParameters } from '../../ports/messenger.ts';
import type { TextContent } from '../../wire/chat.ts';
import type { BotWork } from './bot-work.ts';
import type { TurnOfCalls } from './call-telegram.ts';
import type { DraftState } from './draft-state.ts';
import { judgeRefusal } from './judge-refusal.ts';

/** Seconds between two edits while drafts stream between them. */
const editSpan = 5;
/** Milliseconds for a sign. */
const signLimit = 5_000;

/** Whether this version of a growing text is to be a draft: it was edited a moment ago, and the person sees drafts. */
export function wantsDraft({ wanted }: DraftState, claimed: ClaimedMessage): boolean {
  const { chatKind, progress, shownAgo } = claimed;
  return wanted && progress && chatKind === 'private' && shownAgo !== undefined && shownAgo < editSpan;
}

/**
 * Streams a text as a draft, which leaves nothing behind: Telegram takes it away when a message is sent, and half a
 * minute after its last version. An edit does not end it, and nothing else does, so that long the last one may stand below
 * the answer. False when Telegram does not want it.
 */
export async function streamDraft(
  { calls, claimed }: { readonly calls: TurnOfCalls; readonly claimed: ClaimedMessage },
  { entities = [], text }: TextContent,
  state: DraftState,
): Promise<boolean> {
  const { chatId, id, threadId } = claimed;
  try {
    await calls.call('sendMessageDraft', {
      chat_id: chatId,
      ...(threadId === undefined ? {} : { message_thread_id: threadId }),
      // One number for one message, never 0.
      draft_id: 1 + Number.parseInt(id.slice(-7), 16),
      text,
      entities: entities as NonNullable<MethodParameters<'sendMessageDraft'>['entities']>,
    });
    return true;
  } catch (thrown) {
    if (!(thrown instanceof MessengerRefusal) || judgeRefusal(thrown) === 'flood') throw thrown;
    state.wanted = false;
    return false;
  }
}

/** Shows that a file is being made. Nobody waits for it, and nothing depends on it. */
export function showAction(
  { messenger }: Pick<BotWork, 'messenger'>,
  { chatId, threadId }: ClaimedMessage,
  { action, signal }: { readonly action: 'upload_document' | 'record_voice'; readonly signal: AbortSignal },
): void {
  const thread = threadId === undefined ? {} : { message_thread_id: threadId };
  const parameters = { chat_id: chatId, ...thread, action };
  messenger.call('sendChatAction', parameters, { signal, timeLimit: signLimit }).catch(() => {});
}
