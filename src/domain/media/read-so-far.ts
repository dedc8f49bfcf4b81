import { joinTexts } from '../../compute/speech/join-texts.ts';
import type { RecordingId } from '../../core/ids.ts';
import type { TenantRead } from '../../db/database.ts';
import { type Recording, recordingColumns, toRecording } from './recording.ts';

export interface SoFar {
  readonly recording: Recording;
  /** Number of the last event: what is told of here is not older. */
  readonly lastEvent: number;
  /** What was heard until now, from its end back to about `units` characters. */
  readonly text: string;
}

/** Segments looked at for each so many characters; one without words is no harm. */
const charactersPerSegment = 20;

/** A recording as it is at this moment, with the end of its text; undefined where there is none any more. */
export async function readSoFar(
  tx: TenantRead,
  recordingId: RecordingId,
  { units }: { readonly units: number },
): Promise<SoFar | undefined> {
  const row = await tx
    .selectFrom('recordings')
    .select([...recordingColumns, 'last_event'])
    .where('id', '=', recordingId)
    .executeTakeFirst();
  if (!row) return undefined;
  const latest = await tx
    .selectFrom('segments')
    .select('text')
    .where('recording_id', '=', recordingId)
    .orderBy('index', 'desc')
    .limit(Math.ceil(units / charactersPerSegment))
    .execute();
  let length = 0;
  const texts: string[] = [];
  for (const { text } of latest) {
    if (length > units) break;
    texts.unshift(text.replaceAll(/[\s\p{Cc}]+/gu, ' '));
    length += text.length;
  }
  return { recording: toRecording(row), lastEvent: row.last_event, text: joinTexts(texts) };
}
