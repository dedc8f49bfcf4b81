import type { Selectable } from 'kysely';
import type { Speaker } from '../../../compute/speech/transcript.ts';
import { EfirError } from '../../../core/errors.ts';
import type { RecordingId } from '../../../core/ids.ts';
import type { TenantRead } from '../../../db/database.ts';
import type { Schema, SegmentWording } from '../../../db/schema.ts';
import type { Segment } from '../../../wire/event-message.ts';
import { readRecording } from '../get-recording.ts';
import type { Recording } from '../recording.ts';

export type SegmentRow = Selectable<Schema['segments']>;

/** A transcript as it is stored, at one of its versions. */
export interface StoredTranscript {
  readonly segments: readonly SegmentRow[];
  /** In the order of their first words. */
  readonly speakers: readonly Speaker[];
  /** Every speaker with a row, also those who are merged into another at this version. */
  readonly told: ReadonlyMap<string, SpeakerRow>;
}

type TranscriptRow = Selectable<Schema['transcripts']>;

/**
 * The recording and what is known of its transcript as a whole. Rejects with `recording-not-found`, with
 * `transcript-not-ready` (state) while there is none, and with `transcript-expired` (date) when there is none any more.
 */
export async function readTranscriptRow(
  tx: TenantRead,
  recordingId: RecordingId,
): Promise<{ recording: Recording; row: TranscriptRow }> {
  const recording = await readRecording(tx, recordingId);
  if (recording.transcriptExpiredAt) {
    const date = recording.transcriptExpiredAt.toISOString().slice(0, 10);
    throw new EfirError('transcript-expired', { date });
  }
  const row = await tx
    .selectFrom('transcripts')
    .selectAll()
    .where('recording_id', '=', recordingId)
    .executeTakeFirst();
  if (!row || recording.state !== 'succeeded')
    throw new EfirError('transcript-not-ready', { state: recording.state });
  return { recording, row };
}

/** Segments and speakers as they were at `version`, where `newest` is the version of the rows. Rejects with `version-not-found`. */
export async function readVersion(
  tx: TenantRead,
  recordingId: RecordingId,
  { newest, version }: { readonly newest: number; readonly version: number },
): Promise<StoredTranscript> {
  if (version < 1 || version > newest) throw new EfirError('version-not-found', { version, newest });
  const segments = await tx
    .selectFrom('segments')
    .selectAll()
    .where('recording_id', '=', recordingId)
    .orderBy('index')
    .execute();
  const named = await tx
    .selectFrom('speakers')
    .select(['id', 'name', 'seconds', 'merged_into'])
    .where('recording_id', '=', recordingId)
    .execute();
  const former = version === newest ? undefined : await takeBack(tx, recordingId, version);
  const rows = former ? segments.map((row) => ({ ...row, ...former.segments.get(row.index) })) : segments;
  const speakers = former ? named.map((row) => ({ ...row, ...former.speakers.get(row.id) })) : named;
  return {
    segments: rows,
    speakers: listSpeakers(speakers, rows),
    told: new Map(speakers.map((row) => [row.id, row])),
  };
}

/** What the changes behind a version changed, as it was at that version. */
export async function takeBack(tx: TenantRead, recordingId: RecordingId, version: number) {
  const changes = await tx
    .selectFrom('transcript_changes')
    .select('change')
    .where('recording_id', '=', recordingId)
    .where('version', '>', version)
    .orderBy('version', 'desc')
    .execute();
  const segments = new Map<number, Partial<SegmentWording>>();
  const speakers = new Map<string, Partial<SpeakerRow>>();
  const setSpeaker = (id: string, was: Partial<SpeakerRow>) =>
    speakers.set(id, { ...speakers.get(id), ...was });
  for (const { change } of changes) {
    for (const { index, was } of change.segments ?? [])
      segments.set(index, { ...segments.get(index), ...was });
    for (const { speaker, was } of change.names ?? []) setSpeaker(speaker, { name: was });
    for (const { speaker, was } of change.merges ?? []) setSpeaker(speaker, { merged_into: was });
  }
  return { segments, speakers };
}

export function wordingOf({ speaker, text, unintelligible, words }: SegmentRow): SegmentWording {
  return { text, words, speaker, unintelligible };
}

/** As everybody is shown it. */
export function toSegment(row: SegmentRow): Segment {
  return {
    index: row.index,
    start: row.start_s,
    end: row.end_s,
    text: row.text,
    ...(row.speaker === null ? {} : { speaker: row.speaker }),
    ...(row.language === null ? {} : { language: row.language }),
    ...(row.unintelligible ? { unintelligible: true as const } : {}),
    words: row.words,
  };
}

type SpeakerRow = Pick<Selectable<Schema['speakers']>, 'id' | 'name' | 'seconds' | 'merged_into'>;

/**
 * Everybody who is known to speak: those that were told apart, and those that segments name beside them (another
 * program's worker told them, or each has a channel), for as long as their segments last. Whoever is merged into another
 * is listed no more, and the seconds are the other's.
 */
export function listSpeakers(
  rows: readonly SpeakerRow[],
  segments: readonly Pick<SegmentRow, 'index' | 'speaker' | 'start_s' | 'end_s'>[],
): Speaker[] {
  const speakers = listTold(rows);
  const known = new Set(speakers.keys());
  const firstWords = new Map<string, number>();
  for (const { end_s, index, speaker, start_s } of segments) {
    if (speaker === null) continue;
    if (!firstWords.has(speaker)) firstWords.set(speaker, index);
    if (known.has(speaker)) continue;
    const seconds = (speakers.get(speaker)?.seconds ?? 0) + Math.max(0, end_s - start_s);
    speakers.set(speaker, { id: speaker, seconds: roundSeconds(seconds) });
  }
  const placeOf = ({ id }: Speaker) => firstWords.get(id) ?? Number.POSITIVE_INFINITY;
  const byPlace = (a: Speaker, b: Speaker) =>
    placeOf(a) < placeOf(b) ? -1 : placeOf(a) > placeOf(b) ? 1 : 0;
  return [...speakers.values()].toSorted(
    (a, b) => byPlace(a, b) || a.id.localeCompare(b.id, 'en', { numeric: true }),
  );
}

function listTold(rows: readonly SpeakerRow[]): Map<string, Speaker> {
  const speakers = new Map<string, Speaker>();
  for (const { id, merged_into, name, seconds } of rows)
    if (merged_into === null) speakers.set(id, { id, ...(name === null ? {} : { name }), seconds });
  for (const { merged_into, seconds } of rows) {
    const whole = merged_into === null ? undefined : speakers.get(merged_into);
    if (whole) speakers.set(whole.id, { ...whole, seconds: roundSeconds((whole.seconds ?? 0) + seconds) });
  }
  return speakers;
}

function roundSeconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
