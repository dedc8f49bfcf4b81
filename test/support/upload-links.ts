// A recording of a chat that waits for its bytes, and the link for them:
//
//   const { path } = await wantUpload(door, { fileName: 'talk.mp4' });
//   … await door.fetch(path)

import { type ChatRecordingId, createChatRecordingId } from '../../src/core/ids.ts';
import { createUploadLink } from '../../src/domain/chats/index.ts';
import type { TestApi } from './api.ts';

export interface WantedUpload {
  readonly chatRecordingId: ChatRecordingId;
  readonly text: string;
  /** At the api. */
  readonly path: string;
}

let messages = 0;

export async function wantUpload(
  { db, tenantId }: TestApi,
  { fileName = 'talk.mp4', lifetime = 86_400 }: { fileName?: string | undefined; lifetime?: number } = {},
): Promise<WantedUpload> {
  const known = 'on conflict do nothing';
  await db.query(`insert into bots (tenant_id, id, username) values ($1, 7, 'efir_bot') ${known}`, [
    tenantId,
  ]);
  await db.query(`insert into chats (tenant_id, bot_id, id, kind) values ($1, 7, 42, 'private') ${known}`, [
    tenantId,
  ]);
  const chatRecordingId = createChatRecordingId();
  messages += 1;
  await db.query(
    `insert into chat_recordings (tenant_id, id, bot_id, chat_id, user_id, message_id, source, options)
     values ($1, $2, 7, 42, 42, $3, $4, '{"language": "ru"}')`,
    [tenantId, chatRecordingId, messages, JSON.stringify({ kind: 'video', fileName })],
  );
  const text = await db.database.withTenant(tenantId, (tx) =>
    createUploadLink(tx, { chatRecordingId, lifetime }),
  );
  return { chatRecordingId, text, path: `/u/${text}` };
}
