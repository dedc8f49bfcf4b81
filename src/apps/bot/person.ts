import type { Context } from 'grammy';

/** Who an update is from. */
export interface Person {
  /** Of the person; of the chat in whose name somebody writes. */
  readonly id: number;
  /** An administrator of this group who writes in its name. */
  readonly isGroup: boolean;
  /** A channel, or another group: not a person, and no administrator. */
  readonly isForeignChat: boolean;
}

/** What of an update says who it is from. */
interface PersonSource extends Pick<Context, 'from' | 'messageReaction' | 'msg' | 'callbackQuery'> {
  readonly chatRow: { readonly id: number };
}

/** Undefined where Telegram names nobody, as for anonymous reactions of a channel's readers. */
export function readPerson({
  chatRow,
  from,
  messageReaction,
  msg,
  callbackQuery,
}: PersonSource): Person | undefined {
  // A button is pressed by a person, whoever the message with the button is from.
  const chat = callbackQuery ? undefined : (messageReaction?.actor_chat ?? msg?.sender_chat);
  const id = chat?.id ?? from?.id;
  if (id === undefined) return undefined;
  const isGroup = chat !== undefined && chat.id === chatRow.id;
  return { id, isGroup, isForeignChat: chat !== undefined && !isGroup };
}
