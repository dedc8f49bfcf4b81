import { randomBytes } from 'node:crypto';
import { v4, v7, validate } from 'uuid';

/** Ids are branded, so that a tenant's id can never be passed where a recording's is meant. */
type Id<Name extends string> = string & { readonly __id: Name };

export type TenantId = Id<'tenant'>;
export type RecordingId = Id<'recording'>;
export type TaskId = Id<'task'>;
export type ApiKeyId = Id<'api-key'>;
/** The `task_id` of the wire: random, because it is also the credential for reporting. */
export type AttemptId = Id<'attempt'>;
/** One worker's try at one attempt; the first that reports `started` binds the attempt. */
export type RunId = Id<'run'>;
export type WorkerId = Id<'worker'>;
export type WebhookId = Id<'webhook'>;
/** The `webhook-id` of the wire: the same for every try. */
export type DeliveryId = Id<'delivery'>;
/** Random, because it is also the credential for what was uploaded in the session. */
export type UploadSessionId = Id<'upload-session'>;
export type SessionFileId = Id<'session-file'>;
export type ChatRecordingId = Id<'chat-recording'>;
export type ChatMessageId = Id<'chat-message'>;
export type UploadLinkId = Id<'upload-link'>;
/** Of a file that comes in parts. */
export type UploadId = Id<'upload'>;
export type UserId = Id<'user'>;
export type SessionId = Id<'session'>;
export type InvitationId = Id<'invitation'>;
export type TokenFamilyId = Id<'token-family'>;
export type FolderId = Id<'folder'>;
export type HighlightId = Id<'highlight'>;
export type ShareId = Id<'share'>;
export type VoiceId = Id<'voice'>;

/** Row ids carry their time (UUID v7), so that they sort by age and insert at the end of an index. */
export const createTenantId = () => v7() as TenantId;
export const createRecordingId = () => v7() as RecordingId;
export const createTaskId = () => v7() as TaskId;
export const createApiKeyId = () => v7() as ApiKeyId;
export const createWebhookId = () => v7() as WebhookId;
export const createDeliveryId = () => v7() as DeliveryId;
export const createTimetableId = () => v7();
export const createAttemptId = () => v4() as AttemptId;
export const createRunId = () => v4() as RunId;
export const createWorkerId = () => v4() as WorkerId;
export const createUploadSessionId = () => v4() as UploadSessionId;
export const createSessionFileId = () => v7() as SessionFileId;
export const createChatRecordingId = () => v7() as ChatRecordingId;
export const createChatMessageId = () => v7() as ChatMessageId;
export const createUploadLinkId = () => v7() as UploadLinkId;
export const createUploadId = () => v7() as UploadId;
export const createUserId = () => v7() as UserId;
export const createSessionId = () => v7() as SessionId;
export const createInvitationId = () => v7() as InvitationId;
export const createTokenFamilyId = () => v7() as TokenFamilyId;
export const createFolderId = () => v7() as FolderId;
export const createHighlightId = () => v7() as HighlightId;
export const createShareId = () => v7() as ShareId;
export const createVoiceId = () => v7() as VoiceId;
export const createVoiceSampleId = () => v7();
export const createRequestId = () => v4();
/** A W3C trace id: 32 hexadecimal digits. */
export const createTraceId = () => randomBytes(16).toString('hex');

export function isUuid(text: string): boolean {
  return validate(text);
}
