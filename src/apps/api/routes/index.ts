import type { ApiContext, ApiServer } from '../server.ts';
import { getJwks } from './.well-known/jwks.json/get.ts';
import { getAsset } from './assets/[file]/get.ts';
import { deleteFiles } from './files/delete.ts';
import { getFiles } from './files/get.ts';
import { postFile } from './files/upload/post.ts';
import { getHome } from './get.ts';
import { getHealth } from './health/get.ts';
import { getMetrics } from './metrics/get.ts';
import { getOpenapi } from './openapi.json/get.ts';
import { getPageFile } from './pages/[file]/get.ts';
import { getReady } from './ready/get.ts';
import { postRpc } from './rpc/post.ts';
import { postParcel } from './share/post.ts';
import { getUploadPage } from './u/[link]/get.ts';
import { postUpload } from './u/[link]/post.ts';
import { deleteApiKey } from './v1/api-keys/[id]/delete.ts';
import { listKeys } from './v1/api-keys/get.ts';
import { postApiKey } from './v1/api-keys/post.ts';
import { postTranscription } from './v1/audio/transcriptions/post.ts';
import { postTranslation } from './v1/audio/translations/post.ts';
import { getOidcCallback } from './v1/auth/oidc/callback/get.ts';
import { getOidcStart } from './v1/auth/oidc/start/get.ts';
import { getReset } from './v1/auth/reset/[secret]/get.ts';
import { postReset } from './v1/auth/reset/[secret]/post.ts';
import { postSetup } from './v1/auth/setup/post.ts';
import { postSignIn } from './v1/auth/sign-in/post.ts';
import { postSignOut } from './v1/auth/sign-out/post.ts';
import { postSignOutEverywhere } from './v1/auth/sign-out-everywhere/post.ts';
import { getAuthState } from './v1/auth/state/get.ts';
import { postTenantSwitch } from './v1/auth/tenant/post.ts';
import { postToken } from './v1/auth/token/post.ts';
import { postTokenRefresh } from './v1/auth/token/refresh/post.ts';
import { postTokenRevocation } from './v1/auth/token/revoke/post.ts';
import { postCallbackSecret } from './v1/callbacks/rotate-secret/post.ts';
import { getOneDelivery } from './v1/deliveries/[id]/get.ts';
import { postResend } from './v1/deliveries/[id]/resend/post.ts';
import { getDeliveries } from './v1/deliveries/get.ts';
import { getAllEvents } from './v1/events/get.ts';
import { deleteOneFolder } from './v1/folders/[id]/delete.ts';
import { patchFolder } from './v1/folders/[id]/patch.ts';
import { getFolders } from './v1/folders/get.ts';
import { postFolder } from './v1/folders/post.ts';
import { deleteInvitation } from './v1/invitations/[id]/delete.ts';
import { postAcceptance } from './v1/invitations/[secret]/accept/post.ts';
import { getInvitation } from './v1/invitations/[secret]/get.ts';
import { getInvitations } from './v1/invitations/get.ts';
import { postInvitation } from './v1/invitations/post.ts';
import { deleteExternalLogin } from './v1/me/external-login/delete.ts';
import { postExternalLogin } from './v1/me/external-login/post.ts';
import { getMe } from './v1/me/get.ts';
import { deleteMembership } from './v1/me/memberships/[id]/delete.ts';
import { patchMe } from './v1/me/patch.ts';
import { deleteSession } from './v1/me/sessions/[id]/delete.ts';
import { deleteSessions } from './v1/me/sessions/delete.ts';
import { getSessions } from './v1/me/sessions/get.ts';
import { deleteTelegram } from './v1/me/telegram/delete.ts';
import { postTelegramCode } from './v1/me/telegram-code/post.ts';
import { deleteMember } from './v1/members/[id]/delete.ts';
import { patchMember } from './v1/members/[id]/patch.ts';
import { getMembers } from './v1/members/get.ts';
import { getModel } from './v1/models/[id]/get.ts';
import { getCatalogue } from './v1/models/catalogue/get.ts';
import { getModels } from './v1/models/get.ts';
import { deleteModelPull } from './v1/models/pull/[name]/delete.ts';
import { postModelPull } from './v1/models/pull/post.ts';
import { getQueueHistory } from './v1/queue/history/get.ts';
import { getAudio } from './v1/recordings/[id]/audio/get.ts';
import { postCancel } from './v1/recordings/[id]/cancel/post.ts';
import { deleteOneRecording } from './v1/recordings/[id]/delete.ts';
import { getEvents } from './v1/recordings/[id]/events/get.ts';
import { putFolder } from './v1/recordings/[id]/folder/put.ts';
import { getOneRecording } from './v1/recordings/[id]/get.ts';
import { deleteOneHighlight } from './v1/recordings/[id]/highlights/[highlight]/delete.ts';
import { patchHighlight } from './v1/recordings/[id]/highlights/[highlight]/patch.ts';
import { getHighlights } from './v1/recordings/[id]/highlights/get.ts';
import { postHighlight } from './v1/recordings/[id]/highlights/post.ts';
import { patchRecording } from './v1/recordings/[id]/patch.ts';
import { postRetry } from './v1/recordings/[id]/retry/post.ts';
import { deleteShare } from './v1/recordings/[id]/shares/[share]/delete.ts';
import { getShares } from './v1/recordings/[id]/shares/get.ts';
import { postShare } from './v1/recordings/[id]/shares/post.ts';
import { patchSpeaker } from './v1/recordings/[id]/speakers/[speaker]/patch.ts';
import { postAssign } from './v1/recordings/[id]/speakers/assign/post.ts';
import { postMerge } from './v1/recordings/[id]/speakers/merge/post.ts';
import { postSplit } from './v1/recordings/[id]/speakers/split/post.ts';
import { putTags } from './v1/recordings/[id]/tags/put.ts';
import { getChanges } from './v1/recordings/[id]/transcript/changes/get.ts';
import { getRecordingTranscript } from './v1/recordings/[id]/transcript/get.ts';
import { postRevert } from './v1/recordings/[id]/transcript/revert/post.ts';
import { patchSegment } from './v1/recordings/[id]/transcript/segments/[index]/patch.ts';
import { postUndo } from './v1/recordings/[id]/transcript/undo/post.ts';
import { getVersions } from './v1/recordings/[id]/transcript/versions/get.ts';
import { postBulk } from './v1/recordings/bulk/post.ts';
import { postExport } from './v1/recordings/export/post.ts';
import { postFromLink } from './v1/recordings/from-link/post.ts';
import { listRecordings } from './v1/recordings/get.ts';
import { postRecording } from './v1/recordings/post.ts';
import { getRetentionPolicy } from './v1/retention/get.ts';
import { postRetentionPreview } from './v1/retention/preview/post.ts';
import { putRetentionPolicy } from './v1/retention/put.ts';
import { getSearch } from './v1/search/get.ts';
import { getSharedAudio } from './v1/shares/[secret]/audio/get.ts';
import { getShared } from './v1/shares/[secret]/get.ts';
import { getSharedTranscript } from './v1/shares/[secret]/transcript/get.ts';
import { postUnlock } from './v1/shares/[secret]/unlock/post.ts';
import { deleteOneTag } from './v1/tags/[tag]/delete.ts';
import { patchTag } from './v1/tags/[tag]/patch.ts';
import { getTags } from './v1/tags/get.ts';
import { postTaskCancel } from './v1/tasks/[id]/cancel/post.ts';
import { getOneTask } from './v1/tasks/[id]/get.ts';
import { patchTask } from './v1/tasks/[id]/patch.ts';
import { postTaskRetry } from './v1/tasks/[id]/retry/post.ts';
import { listTasks } from './v1/tasks/get.ts';
import { postTasksRetry } from './v1/tasks/retry/post.ts';
import { getTelegram } from './v1/telegram/get.ts';
import { getTenant } from './v1/tenant/get.ts';
import { patchTenant } from './v1/tenant/patch.ts';
import { deleteResumable } from './v1/uploads/[id]/delete.ts';
import { getResumable } from './v1/uploads/[id]/get.ts';
import { headResumable } from './v1/uploads/[id]/head.ts';
import { patchResumable } from './v1/uploads/[id]/patch.ts';
import { listResumables } from './v1/uploads/get.ts';
import { postResumable } from './v1/uploads/post.ts';
import { getUsage } from './v1/usage/get.ts';
import { getOwnVocabulary } from './v1/vocabulary/get.ts';
import { putVocabulary } from './v1/vocabulary/put.ts';
import { deleteOneVoice } from './v1/voices/[id]/delete.ts';
import { patchVoice } from './v1/voices/[id]/patch.ts';
import { deleteOneSample } from './v1/voices/[id]/samples/[sample]/delete.ts';
import { postVoiceSample } from './v1/voices/[id]/samples/post.ts';
import { getVoices } from './v1/voices/get.ts';
import { postVoice } from './v1/voices/post.ts';
import { deleteOneWebhook } from './v1/webhooks/[id]/delete.ts';
import { getWebhookDeliveries } from './v1/webhooks/[id]/deliveries/get.ts';
import { getOneWebhook } from './v1/webhooks/[id]/get.ts';
import { patchWebhook } from './v1/webhooks/[id]/patch.ts';
import { postWebhookSecret } from './v1/webhooks/[id]/rotate-secret/post.ts';
import { postWebhookTest } from './v1/webhooks/[id]/test/post.ts';
import { getWebhooks } from './v1/webhooks/get.ts';
import { postWebhook } from './v1/webhooks/post.ts';
import { getWorkers } from './v1/workers/get.ts';

/** A route's path on disk is its path on the wire; its file is named for the method. */
const routes: readonly ((app: ApiServer, context: ApiContext) => void)[] = [
  postRecording,
  postFromLink,
  listRecordings,
  getOneRecording,
  deleteOneRecording,
  postCancel,
  postRetry,
  patchRecording,
  getRecordingTranscript,
  patchSegment,
  patchSpeaker,
  getVersions,
  getChanges,
  postRevert,
  postUndo,
  getAudio,
  getEvents,
  getSearch,
  postBulk,
  postExport,
  putFolder,
  putTags,
  postAssign,
  postMerge,
  postSplit,
  getHighlights,
  postHighlight,
  patchHighlight,
  deleteOneHighlight,
  postShare,
  getShares,
  deleteShare,
  getShared,
  postUnlock,
  getSharedAudio,
  getSharedTranscript,
  getFolders,
  postFolder,
  patchFolder,
  deleteOneFolder,
  getTags,
  patchTag,
  deleteOneTag,
  getAllEvents,
  postResumable,
  listResumables,
  headResumable,
  getResumable,
  patchResumable,
  deleteResumable,
  postTranscription,
  postTranslation,
  getCatalogue,
  postModelPull,
  deleteModelPull,
  getModels,
  getModel,
  getWorkers,
  getQueueHistory,
  listTasks,
  getOneTask,
  patchTask,
  postTaskRetry,
  postTaskCancel,
  postTasksRetry,
  getRetentionPolicy,
  putRetentionPolicy,
  postRetentionPreview,
  getOwnVocabulary,
  putVocabulary,
  getVoices,
  postVoice,
  patchVoice,
  deleteOneVoice,
  postVoiceSample,
  deleteOneSample,
  getTelegram,
  postWebhook,
  getWebhooks,
  getOneWebhook,
  patchWebhook,
  deleteOneWebhook,
  postWebhookTest,
  postWebhookSecret,
  getWebhookDeliveries,
  postCallbackSecret,
  getDeliveries,
  getOneDelivery,
  postResend,
  getAuthState,
  postSetup,
  getOidcStart,
  getOidcCallback,
  getReset,
  postReset,
  postSignIn,
  postSignOut,
  postSignOutEverywhere,
  postToken,
  postTokenRefresh,
  postTokenRevocation,
  getJwks,
  postTenantSwitch,
  deleteInvitation,
  postAcceptance,
  getInvitation,
  getInvitations,
  postInvitation,
  getMe,
  patchMe,
  deleteSession,
  deleteMembership,
  deleteSessions,
  postExternalLogin,
  deleteExternalLogin,
  getSessions,
  deleteTelegram,
  postTelegramCode,
  deleteMember,
  patchMember,
  getMembers,
  getTenant,
  patchTenant,
  getUsage,
  postApiKey,
  listKeys,
  deleteApiKey,
  postRpc,
  postFile,
  getFiles,
  deleteFiles,
  postParcel,
  getUploadPage,
  postUpload,
  getPageFile,
  getHealth,
  getReady,
  getMetrics,
  getOpenapi,
  getHome,
  getAsset,
];

export function registerRoutes(app: ApiServer, context: ApiContext): void {
  for (const route of routes) route(app, context);
}
