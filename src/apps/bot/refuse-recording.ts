import type { StoredError } from '../../db/schema.ts';
import { type ChatRecording, endChatRecording } from '../../domain/chats/index.ts';
import { makeButton, type Telling, tellOf } from './telling.ts';
import { wordFailure } from './word-failure.ts';

/** Failures after which the same once more would end the same. */
const final: readonly string[] = [
  'chat-file-gone',
  'url-forbidden',
  'audio-expired',
  'audio-lost',
  'file-too-large',
  'channels-too-many',
  'recording-kills-engine',
];

/** Gives a recording up: why, and what to do about it, stands where its placeholder stood. */
export async function refuseRecording(
  telling: Telling,
  recording: ChatRecording,
  error: StoredError,
): Promise<void> {
  const ended = await endChatRecording(telling.tx, recording, { state: 'failed', error });
  if (!ended) return;
  const isFinal = final.includes(error.code) || error.code.startsWith('media-');
  const again = { label: 'bot-button-again', action: 'again', mine: true };
  await tellOf(telling, recording, {
    text: wordFailure(error, telling.texts),
    ...(isFinal ? {} : { buttons: [[await makeButton(telling, recording, again)]] }),
  });
}
