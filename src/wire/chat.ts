/** Shapes of what is kept of chats: rows hold them as JSON, and programs of different versions read them. */

export type ChatRecordingState = 'accepted' | 'working' | 'answered' | 'failed' | 'cancelled' | 'deleted';

/** What was changed in a chat from the standard; absent: the standard. */
export interface ChatSettings {
  /** Of what the bot says. Standard: the person's own, as Telegram tells it. */
  readonly language?: 'en' | 'ru';
  /** Spoken in recordings: a code, or `auto`. */
  readonly spoken?: string;
  readonly diarize?: boolean;
  /** How a finished transcript comes: in messages, or as a file. */
  readonly answer?: 'text' | 'file';
  readonly fileFormat?: 'txt' | 'srt' | 'vtt' | 'docx';
  /** In a group: which recordings are written down unasked. Standard: none in groups, all in private chats. */
  readonly unasked?: 'none' | 'voice' | 'all';
  /** Whole days for which recordings of this chat and their transcripts are kept; null: as the installation says. */
  readonly keepDays?: number | null;
  /** Who may change these in a group. Standard: administrators. */
  readonly changedBy?: 'administrators' | 'everybody';
}

/** Where a recording's bytes are, as the message says: claims of a stranger. */
export interface ChatSource {
  readonly kind: 'voice' | 'audio' | 'video' | 'video_note' | 'document' | 'link' | 'upload';
  /** Telegram's, for this bot; absent for a link, and for an upload. */
  readonly fileId?: string;
  readonly fileUniqueId?: string;
  readonly url?: string;
  /** A recording of ours with the same bytes, as long as they are kept: where somebody wants them heard again. */
  readonly recordingId?: string;
  readonly fileName?: string;
  readonly mimeType?: string;
  readonly bytes?: number;
  /** Seconds. */
  readonly duration?: number;
}

/** A message as it is to stand in a chat. */
export type MessageContent = TextContent | FileContent | ClipContent;

interface AnyContent {
  /** Rows of buttons below it. */
  readonly buttons?: readonly (readonly Button[])[];
  /** Message of the chat that it answers; sent all the same when that one is gone. */
  readonly replyTo?: number;
  /** Without a sound on the phone. */
  readonly quiet?: boolean;
}

export interface TextContent extends AnyContent {
  readonly kind: 'text';
  /** 1 to 4,096 UTF-16 units. */
  readonly text: string;
  readonly entities?: readonly TextEntity[];
}

/** A transcript as a file, written when it is sent. */
export interface FileContent extends AnyContent {
  readonly kind: 'file';
  readonly recordingId: string;
  readonly format: 'txt' | 'srt' | 'vtt' | 'docx' | 'json' | 'tsv';
  /** With a time before each paragraph. */
  readonly times?: boolean;
  /** Of what is written in it. */
  readonly language: 'en' | 'ru';
  /** Up to 1,024 UTF-16 units. */
  readonly caption?: string;
}

/** Some seconds of a recording as a voice message, cut when it is sent. */
export interface ClipContent extends AnyContent {
  readonly kind: 'clip';
  readonly recordingId: string;
  /** Seconds in the recording. */
  readonly start: number;
  readonly end: number;
  readonly caption?: string;
}

/** Offset and length in UTF-16 units, as Telegram counts. */
export interface TextEntity {
  readonly type:
    | 'bold'
    | 'italic'
    | 'underline'
    | 'code'
    | 'pre'
    | 'text_link'
    | 'blockquote'
    | 'expandable_blockquote';
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
}

/** Does an action of `chat_actions`, or opens an address. */
export type Button =
  | { readonly text: string; readonly action: string }
  | { readonly text: string; readonly url: string };
