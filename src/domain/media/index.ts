export { type AdoptedTask, adoptTask } from './adopt-task.ts';
export {
  findDueAnswers,
  noteAnswered,
  postponeAnswer,
  refuseTask,
  type TaskAnswer,
} from './answer-task.ts';
export { hasAudio } from './assert-audio.ts';
export { abandonRecording, noteWanted } from './awaited-recordings.ts';
export { cancelRecording, cancelRecordingWithin } from './cancel-recording.ts';
export { changePriority, changeTaskPriority } from './change-priority.ts';
export {
  cancelOneTask,
  type RetryOutcome,
  retryOneTask,
  retryTasksById,
  retryTasksLike,
} from './change-tasks.ts';
export {
  type CreatedRecording,
  createRecording,
  type NewRecording,
  type RecordingPorts,
  settleCallback,
} from './create-recording.ts';
export { type DeletionPorts, deleteRecording, deleteRecordingWithin } from './delete-recording.ts';
export { type Expired, expireRecordings } from './expire-recordings.ts';
export {
  findRecordings,
  type RecordingFilter,
  type RecordingPage,
  type RecordingQuery,
  recordingOrders,
  writeRecordingFilter,
} from './find-recordings.ts';
export { type ForeseenExpiry, foreseeExpiry } from './foresee-expiry.ts';
export { foreseeRecording } from './foresee-recording.ts';
export { getRecording, readRecording } from './get-recording.ts';
export { getRecordingAudio, type RecordingAudio } from './get-recording-audio.ts';
export { getTranscript, readTranscript } from './get-transcript.ts';
export { type Intake, openIntake } from './intake.ts';
export {
  countOpenRecordings,
  findJobRecording,
  keepJobKey,
  listOpenJobs,
  writeJobKey,
} from './job-keys.ts';
export { type ClaimedLink, claimLinks, putOffLink, renewLink } from './links/claim-links.ts';
export { createLinkRecording } from './links/create-link-recording.ts';
export { failLink } from './links/end-link.ts';
export { fillRecording } from './links/fill-recording.ts';
export { readListed, readNewestOpen } from './lists/read-listed.ts';
export {
  forgetDeleted,
  lookForNews,
  lookForNewsOf,
  type NewsLook,
  noteArranged,
  type RecordingNews,
  thisTransaction,
} from './lists/recording-news.ts';
export { settleRestored } from './lists/settle-restored.ts';
export { type PresentedRecording, presentRecording, presentStanding } from './present-recording.ts';
export {
  type RecordingEvent,
  type RecordingEventPage,
  readRecordingEvents,
} from './read-recording-events.ts';
export { readSoFar, type SoFar } from './read-so-far.ts';
export { findRecipe } from './recipes.ts';
export type { Recording } from './recording.ts';
export {
  getRetention,
  type Retention,
  type RetentionPolicy,
  readRetention,
  setRetention,
} from './retention.ts';
export { retryRecording, retryRecordingWithin } from './retry-recording.ts';
export { clearEndedSessions, endUploadSession } from './sessions/end-upload-session.ts';
export { listSessionFiles } from './sessions/list-session-files.ts';
export { openSessionFile } from './sessions/open-session-file.ts';
export type { SessionFile, UploadSession } from './sessions/session-file.ts';
export { storeSessionFile } from './sessions/store-session-file.ts';
export { createStandings, type Standing, type Standings } from './standings.ts';
export { type SweepReport, sweepBlobs } from './sweep-blobs.ts';
export {
  findTasks,
  findTasksOfAll,
  findTenantOfTask,
  getTask,
  type Task,
  type TaskAttempt,
  type TaskFilter,
} from './task.ts';
export { createTranscriptionRules } from './transcription-rules.ts';
export { assignSegments } from './transcripts/assign-segments.ts';
export {
  type Correction,
  correctSegment,
  correctSegmentWithin,
  longestText,
} from './transcripts/correct-segment.ts';
export { listVersions, type TranscriptVersion, type VersionPage } from './transcripts/list-versions.ts';
export { mergeSpeakers } from './transcripts/merge-speakers.ts';
export { longestName, type Naming, nameSpeaker, nameSpeakerWithin } from './transcripts/name-speaker.ts';
export { readChanges, type TranscriptNews } from './transcripts/read-changes.ts';
export { readWritten } from './transcripts/read-written.ts';
export { type Reversion, revertTranscript, revertWithin } from './transcripts/revert-transcript.ts';
export { hintRevised } from './transcripts/revise-transcript.ts';
export { splitSpeaker } from './transcripts/split-speaker.ts';
export { undoChange } from './transcripts/undo-change.ts';
export { deleteUpload, expireUploads } from './uploads/clear-parts.ts';
export { createUpload } from './uploads/create-upload.ts';
export { getUpload, listUnfinishedUploads } from './uploads/find-uploads.ts';
export { findWholeUploads, finishUpload } from './uploads/finish-upload.ts';
export { type Upload, uploadLifetime } from './uploads/upload.ts';
export { writeUpload } from './uploads/write-upload.ts';
export { getVocabulary, setVocabulary, type TenantVocabulary } from './vocabulary.ts';
export {
  addVoiceSample,
  createVoice,
  deleteVoice,
  deleteVoiceSample,
  renameVoice,
} from './voices/change-voices.ts';
export { listVoices } from './voices/list-voices.ts';
export type { KnownPerson, VoiceSample } from './voices/voice.ts';
