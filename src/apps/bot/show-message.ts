import { crashPoint } from '../../core/crash-points.ts';
import { type ClaimedMessage, findCandidate, type Shown } from '../../domain/chats/index.ts';
import { MessengerRefusal } from '../../ports/messenger.ts';
import type { MessageContent } from '../../wire/chat.ts';
import type { BotWork } from './bot-work.ts';
import { buildFile, buildFileEdit, buildText, buildTextEdit, type LeftOut } from './build-message.ts';
import type { TurnOfCalls } from './call-telegram.ts';
import type { DraftState } from './draft-state.ts';
import { judgeRefusal, type RefusalReason } from './judge-refusal.ts';
import { showAction, streamDraft, wantsDraft } from './show-signs.ts';
import { weighNotThere } from './weigh-doubt.ts';
import { writeClip, writeTranscriptFile } from './write-file.ts';

/** What a turn of one message is made of. */
export interface Turn {
  readonly work: BotWork;
  readonly claimed: ClaimedMessage;
  readonly calls: TurnOfCalls;
  readonly drafts: DraftState;
  readonly signal: AbortSignal;
}

/** Seconds until a text that streamed as a draft is shown, unless a newer one comes before. */
const draftPause = 2;

/**
 * Brings one message of a chat to how it is to stand there: looks for it where it may be already, else sends, edits or
 * deletes it. Rejects with what a call rejects with where that says nothing about this message (429, 401, a group that
 * moved, doubt), and as the writing of files.
 */
export async function showMessage(turn: Turn): Promise<Shown> {
  const { claimed } = turn;
  if (claimed.doubtful) return lookFor(turn);
  if (claimed.content === undefined) return takeAway(turn);
  if (claimed.messageId === undefined) return send(turn, claimed.content);
  return edit(turn, claimed.content, claimed.messageId);
}

/**
 * Tries an id that may be the message's, by what can be repeated: an edit to what it is to be. Bots edit nothing but
 * their own messages, so whatever takes it is ours.
 */
async function lookFor(turn: Turn): Promise<Shown> {
  const { claimed, work } = turn;
  const tried = await findCandidate(work.database, work.bot, claimed);
  if (tried === undefined) return weighNotThere(claimed);
  try {
    if (claimed.content === undefined)
      await turn.calls.call('editMessageReplyMarkup', { chat_id: claimed.chatId, message_id: tried });
    else
      await withoutWhatFails((leftOut) => callEdit(turn, claimed.content as MessageContent, leftOut, tried));
    return { outcome: 'shown', messageId: tried };
  } catch (thrown) {
    const reason = judge(thrown);
    if (reason === 'same') return { outcome: 'shown', messageId: tried };
    if (reason === 'unreachable') return giveUp(thrown);
    return { outcome: 'not-it', tried };
  }
}

async function send(turn: Turn, content: MessageContent): Promise<Shown> {
  try {
    const upload = await prepare(turn, content);
    const sent = await withoutWhatFails((leftOut) => upload(leftOut));
    crashPoint('message-sent');
    return { outcome: 'shown', messageId: sent.message_id };
  } catch (thrown) {
    const reason = judge(thrown);
    return reason === 'unreachable' ? giveUp(thrown) : refuse(thrown);
  }
}

async function prepare(
  { calls, claimed, signal, work }: Turn,
  content: MessageContent,
): Promise<(leftOut: LeftOut) => Promise<{ readonly message_id: number }>> {
  if (content.kind === 'text')
    return (leftOut: LeftOut) => calls.call('sendMessage', buildText(claimed, content, leftOut));
  await calls.holdForFile();
  if (content.kind === 'file') {
    showAction(work, claimed, { action: 'upload_document', signal });
    const document = await writeTranscriptFile(work, content);
    return (leftOut: LeftOut) =>
      calls.call('sendDocument', { ...buildFile(claimed, content, leftOut), document }, { file: true });
  }
  showAction(work, claimed, { action: 'record_voice', signal });
  const voice = await writeClip(work, content, signal);
  // Whole seconds; chats show it beside the sound.
  const duration = Math.max(1, Math.round(content.end - content.start));
  return (leftOut: LeftOut) =>
    calls.call('sendVoice', { ...buildFile(claimed, content, leftOut), voice, duration }, { file: true });
}

async function edit(turn: Turn, content: MessageContent, messageId: number): Promise<Shown> {
  const { claimed, drafts } = turn;
  const streams = content.kind === 'text' && wantsDraft(drafts, claimed);
  if (streams && (await streamDraft(turn, content, drafts)))
    return { outcome: 'drafted', seconds: draftPause };
  try {
    await withoutWhatFails((leftOut) => callEdit(turn, content, leftOut, messageId));
    return { outcome: 'shown', messageId };
  } catch (thrown) {
    const reason = judge(thrown);
    if (reason === 'same') return { outcome: 'shown', messageId };
    if (reason === 'unreachable') return giveUp(thrown);
    if (reason === 'other-kind') return { outcome: 'lost', leave: true };
    if (reason !== 'not-there' && reason !== 'not-ours') return refuse(thrown);
    // Whoever threw the progress away does not want to see it again; an answer is another matter.
    return claimed.progress ? { outcome: 'shown', messageId } : { outcome: 'lost' };
  }
}

async function callEdit(
  { calls, claimed }: Turn,
  content: MessageContent,
  leftOut: LeftOut,
  messageId: number,
): Promise<unknown> {
  return content.kind === 'text'
    ? calls.call('editMessageText', buildTextEdit(claimed, content, leftOut, messageId))
    : calls.call('editMessageCaption', buildFileEdit(claimed, content, leftOut, messageId));
}

async function takeAway(turn: Turn): Promise<Shown> {
  const { calls, claimed } = turn;
  const { chatId, messageId } = claimed;
  if (messageId === undefined) return { outcome: 'gone' };
  try {
    await calls.call('deleteMessage', { chat_id: chatId, message_id: messageId });
  } catch (thrown) {
    const reason = judge(thrown);
    if (reason === 'undeletable') await blank(turn, messageId);
    else if (reason === 'unreachable') return giveUp(thrown);
  }
  return { outcome: 'gone' };
}

/** Telegram deletes nothing that is older than two days: nothing of what it said is left instead. */
async function blank({ calls, claimed, work }: Turn, messageId: number): Promise<void> {
  const place = { chat_id: claimed.chatId, message_id: messageId };
  const text = work.texts(claimed.language).text('bot-taken-back');
  try {
    await calls.call('editMessageText', { ...place, text });
  } catch (thrown) {
    if (judge(thrown) !== 'other-kind') return;
    await calls.call('editMessageCaption', { ...place, caption: text }).catch(judge);
  }
}

/** Calls again without a part that Telegram does not take, each part once. */
async function withoutWhatFails<Result>(call: (leftOut: LeftOut) => Promise<Result>): Promise<Result> {
  const leftOut = new Set<'entities' | 'buttons' | 'thread' | 'reply'>();
  for (;;) {
    try {
      return await call(leftOut);
    } catch (thrown) {
      const reason = judge(thrown);
      const part = reason === 'entities' || reason === 'buttons' || reason === 'thread' || reason === 'reply';
      if (!part || leftOut.has(reason)) throw thrown;
      leftOut.add(reason);
    }
  }
}

/** What Telegram said about this message; anything else goes on its way. */
function judge(thrown: unknown): RefusalReason {
  if (!(thrown instanceof MessengerRefusal)) throw thrown;
  const reason = judgeRefusal(thrown);
  if (reason === 'flood' || reason === 'moved' || reason === 'token') throw thrown;
  return reason;
}

function giveUp(thrown: unknown): Shown {
  return { outcome: 'unreachable', reason: describe(thrown) };
}

function refuse(thrown: unknown): Shown {
  return { outcome: 'refused', error: { code: 'message-refused', args: { detail: describe(thrown) } } };
}

function describe(thrown: unknown): string {
  return thrown instanceof MessengerRefusal ? thrown.description.slice(0, 300) : '';
}
