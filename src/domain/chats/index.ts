export {
  acceptChatRecording,
  countToFetch,
  findNextItem,
  type NewChatRecording,
} from './accept-recording.ts';
export type { BotIdentity } from './bot.ts';
export { type ChatSettingsChange, changeChatSettings } from './change-chat-settings.ts';
export { type ChatPlace, type ChatRecording, findChatRecording, keyOfRecording } from './chat-recording.ts';
export { type ClaimedMessage, type ClaimedMessages, claimMessages } from './claim-messages.ts';
export {
  type ClaimedFetch,
  claimToFetch,
  holdFetch,
  putOffFetch,
  renewFetch,
  takeFetched,
} from './claim-to-fetch.ts';
export { type ClaimedUpdate, claimUpdates } from './claim-updates.ts';
export { createUploadLink } from './create-upload-link.ts';
export { type DescribedBot, describeBots } from './describe-bots.ts';
export {
  answerDialogue,
  askDialogue,
  type Dialogue,
  type DialoguePlace,
  endDialogue,
  findDialogue,
  type Question,
} from './dialogues.ts';
export {
  awaitUpload,
  type ChatRecordingEnd,
  endChatRecording,
  isHeardAlready,
  markDeleted,
  reopenChatRecording,
  unsayOf,
} from './end-recording.ts';
export { expireChatRecordings } from './expire-chat-recordings.ts';
export { type FoundAction, findAction } from './find-action.ts';
export { findCandidate } from './find-candidate.ts';
export { findPlaceholder } from './find-placeholder.ts';
export { findSaid, type SaidMessage } from './find-said.ts';
export { findToFollow, holdToTell, noteDuration, putOffTelling, readFollowed } from './find-to-follow.ts';
export { forgetChatLeftovers } from './forget-leftovers.ts';
export { type Forgotten, forgetPerson } from './forget-person.ts';
export { handleUpdate, putOffUpdate, refuseUpdate } from './handle-update.ts';
export {
  createJoiningCode,
  findBot,
  findJoined,
  findUserOf,
  joinTelegram,
  partTelegram,
} from './join-telegram.ts';
export { keepAction, type NewAction } from './keep-action.ts';
export { takePace } from './keep-pace.ts';
export { keyOfClip, keyOfDoubtful, readLineKey } from './line-keys.ts';
export { type ListedRecording, listChatRecordings } from './list-chat-recordings.ts';
export { listOpenRecordings } from './list-open-recordings.ts';
export { markUnreachable } from './mark-unreachable.ts';
export { readOldestUpdate } from './measure-inbox.ts';
export { moveChat } from './move-chat.ts';
export { noteDescribed, readDescribed } from './note-described.ts';
export { type ChatKind, type ChatRow, getChat, openChat } from './open-chat.ts';
export { findQuotaOverrun, type QuotaOverrun, type Quotas, readQuotaUse } from './quotas.ts';
export { readOldestMessage } from './read-oldest-message.ts';
export { readShownLately } from './read-shown-lately.ts';
export { readUploadLink } from './read-upload-link.ts';
export { registerBot } from './register-bot.ts';
export { findMedia, rememberMedia } from './remember-media.ts';
export { type NewMessage, say } from './say.ts';
export { holdMessage, type Settled, type Shown, settleMessage } from './settle-message.ts';
export { type StoredUpdates, storeUpdates } from './store-updates.ts';
export { type SentSound, type SoundUse, sumSound } from './sum-sound.ts';
export { unsay } from './unsay.ts';
export { unsayMenus } from './unsay-menus.ts';
export type { UploadLink } from './upload-link.ts';
export { awaitUploading, useUploadLink } from './use-upload-link.ts';
export { wasSaidLately } from './was-said-lately.ts';
