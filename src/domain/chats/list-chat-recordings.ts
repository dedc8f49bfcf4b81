import { sql } from 'kysely';
import type { ChatRecordingId } from '../../core/ids.ts';
import { isUuid } from '../../core/ids.ts';
import type { TenantRead } from '../../db/database.ts';
import type { ChatRecordingState } from '../../wire/chat.ts';
import type { ChatPlace } from './chat-recording.ts';

/** A recording as a list shows it. */
export interface ListedRecording {
  readonly id: ChatRecordingId;
  readonly state: ChatRecordingState;
  readonly createdAt: Date;
  /** Seconds; 0 where nobody knows. */
  readonly duration: number;
  readonly fileName: string | undefined;
  /** The first words of its transcript; with a search, of the first line that holds one of the words looked for. */
  readonly words: string;
}

export interface RecordingList extends ChatPlace {
  readonly limit: number;
  /** Looked for in what is said and in names of files; all of them have to be there. */
  readonly words?: readonly string[];
  /** Those older than this one; none: from the newest. */
  readonly before?: string | undefined;
}

/** Recordings that a search looks at, from the newest: a chat of years must not hold up a person, or the bot. */
const searched = 1_000;
/** Words that a search takes, and characters of one. */
const mostWords = 6;
const longestWord = 60;
/** Characters of the words shown. */
const shownWords = 200;

/** Failures of what was no recording at all: a document, an empty file, a film without sound. */
const noRecordings = ['media-unrecognised', 'media-empty', 'media-no-audio'];

/** Recordings of a chat that were not deleted, newest first; `more`: there are older ones. */
export async function listChatRecordings(
  tx: TenantRead,
  { bot, chatId, limit, words = [], before }: RecordingList,
): Promise<{ recordings: ListedRecording[]; more: boolean }> {
  const patterns = words.slice(0, mostWords).map(toPattern);
  const older =
    before !== undefined && isUuid(before) ? sql`and chat_recordings.id < ${before}::uuid` : sql``;
  const matching = patterns.map(
    (pattern) => sql`and (
      coalesce(chosen.source->>'fileName', '') ilike ${pattern} or exists (
        select from segments where segments.recording_id = chosen.recording_id and segments.text ilike ${pattern}))`,
  );
  const any = sql`any (${patterns}::text[])`;
  const shown =
    patterns.length === 0 ? sql`text <> ''` : sql`text <> '' order by text ilike ${any} desc, index`;
  const { rows } = await sql<ListedRecording>`
    with chosen as (
      select * from chat_recordings
      where bot_id = ${bot.id} and chat_id = ${chatId} and state <> 'deleted' ${older}
        and not (state = 'failed' and coalesce(error->>'code', '') = any (${noRecordings}::text[]))
      order by id desc limit ${patterns.length === 0 ? limit + 1 : searched}
    )
    select chosen.id, chosen.state, chosen.created_at as "createdAt", chosen.source->>'fileName' as "fileName",
      greatest(0, coalesce((recordings.media->>'duration')::float8, (chosen.source->>'duration')::float8, 0)) as duration,
      coalesce((
        select left(text, ${shownWords}) from segments
        where segments.recording_id = chosen.recording_id and ${shown}
        ${patterns.length === 0 ? sql`order by index` : sql``} limit 1
      ), '') as words
    from chosen left join recordings on recordings.id = chosen.recording_id
    where true ${sql.join(matching, sql` `)}
    order by chosen.id desc limit ${limit + 1}`.execute(tx);
  const recordings = rows.slice(0, limit).map((row) => ({ ...row, fileName: row.fileName ?? undefined }));
  return { recordings, more: rows.length > limit };
}

/** The word as it is written, wherever it stands: its own `%` and `_` mean themselves. */
function toPattern(word: string): string {
  return `%${word
    .slice(0, longestWord)
    .toWellFormed()
    .replaceAll('\0', '')
    .replaceAll(/[\\%_]/g, '\\$&')}%`;
}
