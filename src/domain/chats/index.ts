export { acceptChatRecording, findNextItem, type NewChatRecording } from './accept-recording.ts';
export { type ChatPlace, type ChatRecording, findChatRecording, keyOfRecording } from './chat-recording.ts';
export { createUploadLink } from './create-upload-link.ts';
export {
  answerDialogue,
  askDialogue,
  type Dialogue,
  type DialoguePlace,
  endDialogue,
  findDialogue,
  type Question,
} from './dialogues.ts';
export { type FoundAction, findAction } from './find-action.ts';
export { keepAction, type NewAction } from './keep-action.ts';
export { findQuotaOverrun, type QuotaOverrun, type Quotas } from './quotas.ts';
export { readUploadLink } from './read-upload-link.ts';
export type { UploadLink } from './upload-link.ts';
export { useUploadLink } from './use-upload-link.ts';
