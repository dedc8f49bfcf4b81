import { sql } from 'kysely';
import { joinTexts } from '../../compute/speech/join-texts.ts';
import type { RecordingId } from '../../core/ids.ts';
import type { TenantRead, TenantTx } from '../../db/database.ts';
import type { RecordingState } from '../../db/schema.ts';
import { getTexts } from '../../texts/texts.ts';
import { announceNews, type NewsType } from '../delivery/index.ts';
import { readRecording } from './get-recording.ts';
import { presentRecording } from './present-recording.ts';

/** Bytes of text up to which news brings a transcript along; of a longer one it says where it is. */
const longestText = 256 * 1024;

const newsOf: Partial<Record<RecordingState, NewsType>> = {
  succeeded: 'recording.succeeded',
  failed: 'recording.failed',
  cancelled: 'recording.cancelled',
};

/** Tells programs outside that recordings ended, in the transaction that ended them. */
export async function announceEnds(tx: TenantTx, ids: readonly RecordingId[]): Promise<void> {
  if (ids.length === 0) return;
  const callbackUrl = sql<string | null>`options ->> 'callback_url'`;
  const rows = await tx
    .selectFrom('recordings')
    .select(['id', 'state', callbackUrl.as('callbackUrl')])
    .where('id', 'in', ids)
    // Most recordings end without anybody outside who wants to know: one question finds that out.
    .where((row) =>
      row.or([sql<boolean>`${callbackUrl} is not null`, row.exists(row.selectFrom('webhooks').select('id'))]),
    )
    .execute();
  const news = rows.flatMap(({ id, state, callbackUrl: url }) => {
    const type = newsOf[state];
    return type ? [{ type, recordingId: id, callbackUrl: url ?? undefined }] : [];
  });
  if (news.length > 0) await announceNews(tx, news, ({ recordingId }) => describeEnd(tx, recordingId));
}

/** Tells programs outside that a transcript was changed, in the transaction that changes it. A callback hears of ends only. */
export async function announceRevision(
  tx: TenantTx,
  id: RecordingId,
  revision: { readonly version: number; readonly reason: string },
): Promise<void> {
  const news = { type: 'transcript.revised', recordingId: id, callbackUrl: undefined } as const;
  await announceNews(tx, [news], async () => ({
    recording: presentRecording(await readRecording(tx, id), getTexts('en')),
    transcript: await describeFacts(tx, id),
    revision,
  }));
}

/** Programs read it: its sentences are English, its links are addresses of this server. */
async function describeEnd(tx: TenantRead, id: RecordingId): Promise<object> {
  const recording = await readRecording(tx, id);
  const presented = presentRecording(recording, getTexts('en'));
  if (recording.state !== 'succeeded') return { recording: presented };
  return { recording: presented, transcript: await describeTranscript(tx, id) };
}

async function describeTranscript(tx: TenantRead, id: RecordingId): Promise<object> {
  return { ...(await describeFacts(tx, id)), text: await readShortText(tx, id) };
}

async function describeFacts(tx: TenantRead, id: RecordingId): Promise<object> {
  const facts = await tx
    .selectFrom('transcripts')
    .select(['language', 'engine', 'model', 'quality', 'duration', 'version'])
    .where('recording_id', '=', id)
    .executeTakeFirst();
  return { url: `/v1/recordings/${id}/transcript`, ...facts };
}

async function readShortText(tx: TenantRead, id: RecordingId): Promise<string | null> {
  const { bytes } = await tx
    .selectFrom('segments')
    .select(sql<number>`coalesce(sum(octet_length(text) + 1), 0)`.as('bytes'))
    .where('recording_id', '=', id)
    .executeTakeFirstOrThrow();
  if (bytes > longestText) return null;
  const segments = await tx
    .selectFrom('segments')
    .select('text')
    .where('recording_id', '=', id)
    .orderBy('index')
    .execute();
  return joinTexts(segments.map((segment) => segment.text));
}
