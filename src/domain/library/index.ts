export { actOnRecordings, type BulkAction, mostAtOnce } from './bulk/act-on-recordings.ts';
export { findExportable } from './exports/find-exportable.ts';
export { changeFolder, createFolder, deleteFolder } from './folders/change-folders.ts';
export { type Folder, longestFolderName } from './folders/folder.ts';
export { listFolders } from './folders/list-folders.ts';
export { moveRecordings } from './folders/move-recordings.ts';
export {
  changeHighlight,
  createHighlight,
  deleteHighlight,
  listHighlights,
} from './highlights/change-highlights.ts';
export { type Highlight, longestNote } from './highlights/highlight.ts';
export { longestRecordingName, readRecordingName, renameRecording } from './rename-recording.ts';
export { type HitPage, longestQuery, searchRecordings } from './search/search-recordings.ts';
export { createShare, listShares, revokeShare } from './shares/change-shares.ts';
export { noteOpening, type OpenShare, openShare, proofLifetime, unlockShare } from './shares/open-share.ts';
export type { Share } from './shares/share.ts';
export { deleteTag, listTags, renameTag } from './tags/change-tags.ts';
export { longestTag, mostTags, setTags } from './tags/tag-recordings.ts';
