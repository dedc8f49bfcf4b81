import { awaitUpload, type ChatRecording, createUploadLink } from '../../domain/chats/index.ts';
import type { BotConfig } from './bot-work.ts';
import { makeButton, type Telling, tellOf } from './telling.ts';

/** Bytes of the files that Telegram's own server hands to bots. */
export const telegramLimit = 20 * 1024 * 1024;
/** The same as people know it: Telegram calls it 20 MB. */
const limitInWords = 20_000_000;
/** Seconds for which an upload link holds. */
const linkLifetime = 24 * 3600;

/** Says that a file is too large for Telegram, and gives the one-time address where it can be sent instead. */
export async function offerUpload(
  telling: Telling,
  recording: ChatRecording,
  config: Pick<BotConfig, 'apiUrl' | 'publicUrl' | 'host' | 'port'>,
): Promise<void> {
  const { texts, tx } = telling;
  const link = await createUploadLink(tx, { chatRecordingId: recording.id, lifetime: linkLifetime });
  await awaitUpload(tx, recording, linkLifetime);
  const { bytes } = recording.source;
  const sentence =
    bytes === undefined
      ? texts.text('bot-too-large-unknown', { limit: limitInWords })
      : texts.text('bot-too-large', { bytes, limit: limitInWords });
  const url = `${(config.publicUrl ?? config.apiUrl ?? `http://${config.host}:${config.port}`).replace(/\/+$/, '')}/u/${link}`;
  const stop = await makeButton(telling, recording, { label: 'bot-button-stop', action: 'stop', mine: true });
  // Telegram refuses buttons that lead to names of this machine alone; an address in the text stands in any case.
  const isPublic = config.publicUrl !== undefined;
  await tellOf(telling, recording, {
    text: isPublic ? sentence : `${sentence}\n${url}`,
    buttons: [...(isPublic ? [[{ text: texts.text('bot-button-upload'), url }]] : []), [stop]],
  });
}
