export { acceptChatRecording, findNextItem, type NewChatRecording } from './accept-recording.ts';
export { type ChatPlace, type ChatRecording, findChatRecording, keyOfRecording } from './chat-recording.ts';
export { createUploadLink } from './create-upload-link.ts';
export { findQuotaOverrun, type QuotaOverrun, type Quotas } from './quotas.ts';
export { readUploadLink } from './read-upload-link.ts';
export type { UploadLink } from './upload-link.ts';
export { useUploadLink } from './use-upload-link.ts';
