import type { StoredFile } from './file-store.ts';
import { badRequest } from './refusal.ts';
import type { Bot, World } from './world.ts';

/** Every bot has its own `file_id` of a file; another's is of no use to it. */
export function writeFileId(bot: Bot, uniqueId: string): string {
  return Buffer.from(`BQACAgI ${bot.user.id} ${uniqueId}`).toString('base64url');
}

export function readFileId(world: World, bot: Bot, fileId: string): StoredFile {
  const [mark, botId, uniqueId] = Buffer.from(fileId, 'base64url').toString('latin1').split(' ');
  const file = mark === 'BQACAgI' ? world.files.find(uniqueId ?? '') : undefined;
  if (!file) throw badRequest('invalid file_id');
  if (botId !== String(bot.user.id)) throw badRequest('wrong file_id or the file is temporarily unavailable');
  return file;
}
