import { sql } from 'kysely';
import { matchesHash, readCredential } from '../../core/credential.ts';
import { EfirError } from '../../core/errors.ts';
import type { UploadLinkId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import type { UploadLink } from './upload-link.ts';

/**
 * What a link is for. Rejects with `upload-link-unknown` for a text that is none, or whose secret is wrong, alike;
 * `upload-link-used`; and `upload-link-expired`, also where the recording is no longer wanted in its chat.
 */
export async function readUploadLink(database: Database, text: string): Promise<UploadLink> {
  const credential = readCredential(text);
  if (!credential) throw new EfirError('upload-link-unknown');
  const { secret, tenantId } = credential;
  const id = credential.id as UploadLinkId;
  const row = await database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom('upload_links as link')
      .innerJoin('chat_recordings as wanted', 'wanted.id', 'link.chat_recording_id')
      .select(['link.secret_hash', 'link.used_at', 'link.chat_recording_id'])
      .select(['wanted.bot_id', 'wanted.source', 'wanted.options', 'wanted.state', 'wanted.recording_id'])
      .select(sql<number>`extract(epoch from link.expires_at - now())::float8`.as('seconds_left'))
      .where('link.id', '=', id)
      .executeTakeFirst(),
  );
  if (!matchesHash(secret, row?.secret_hash) || !row) throw new EfirError('upload-link-unknown');
  if (row.used_at || row.recording_id) throw new EfirError('upload-link-used');
  if (row.seconds_left <= 0 || row.state !== 'accepted') throw new EfirError('upload-link-expired');
  const { bot_id: botId, chat_recording_id: chatRecordingId, options, source } = row;
  return { id, tenantId, chatRecordingId, botId, source, options, secondsLeft: row.seconds_left };
}
