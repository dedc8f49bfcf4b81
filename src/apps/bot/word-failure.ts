import { EfirError, isErrorCode } from '../../core/errors.ts';
import type { StoredError } from '../../db/schema.ts';
import type { QuotaOverrun } from '../../domain/chats/index.ts';
import { describeError } from '../../texts/describe-error.ts';
import type { Texts } from '../../texts/texts.ts';

/** Why a recording of a chat is not written down, where that is of the chat and not of the recording. */
export type ChatFailure =
  | 'chat-quota'
  | 'chat-file-gone'
  | 'chat-download-failed'
  | 'chat-link-failed'
  | 'chat-upload-over'
  | 'chat-fetch-hopeless';

/** What is wrong and what to do, for the person in the chat: no word of settings, programs or addresses of ours. */
export function wordFailure(error: StoredError, texts: Texts): string {
  const own = wordOwn(error, texts);
  if (own !== undefined) return own;
  if (!isErrorCode(error.code)) return texts.text('bot-failed-ours');
  const failure = EfirError.fromRecord(error);
  const isTheirs = failure.meaning.status < 500;
  if (!isTheirs) return texts.text('bot-failed-ours');
  const { message } = describeError(failure, texts, '');
  return isOfMedia(error.code) ? `${message}\n${texts.text('bot-failed-media')}` : message;
}

/** A quota that is used up, as it is kept with the recording. */
export function describeOverrun({ limit, opensAt, used, whose }: QuotaOverrun): StoredError {
  const opens = opensAt === undefined ? {} : { opens: opensAt.getTime() };
  return { code: 'chat-quota' satisfies ChatFailure, args: { whose, limit, used, ...opens } };
}

function wordOwn({ args, code }: StoredError, texts: Texts): string | undefined {
  switch (code as ChatFailure | EfirError['code']) {
    case 'chat-quota':
      return wordQuota(args, texts);
    case 'chat-file-gone':
      return texts.text('bot-failed-file-gone');
    case 'chat-download-failed':
      return texts.text('bot-failed-download');
    case 'chat-link-failed':
    case 'target-unreachable':
      return texts.text('bot-failed-link', { reason: 'unreachable', status: 0, host: '', ...args });
    case 'chat-fetch-hopeless':
      return texts.text('bot-failed-hopeless');
    case 'chat-upload-over':
      return texts.text('bot-upload-over');
    case 'url-forbidden':
      return texts.text('bot-failed-link-forbidden');
    case 'audio-expired':
    case 'audio-lost':
      return texts.text('bot-failed-audio-gone');
    case 'media-damaged':
    case 'recording-kills-engine':
      return `${texts.text('bot-failed-damaged')}\n${texts.text('bot-failed-media')}`;
    case 'media-too-long':
      return texts.text('bot-too-long', args);
    case 'file-too-large':
      return args['bytes'] === undefined
        ? texts.text('bot-too-large-at-all-unknown', args)
        : texts.text('bot-too-large-at-all', args);
    default:
      return undefined;
  }
}

function wordQuota({ whose, opens, ...args }: StoredError['args'], texts: Texts): string {
  const seconds = Math.max(60, (Number(opens ?? 0) - Date.now()) / 1000);
  return texts.text(`bot-quota-${whose}`, {
    ...args,
    when: opens === undefined ? 'never' : 'later',
    seconds,
  });
}

function isOfMedia(code: string): boolean {
  return code.startsWith('media-') || code === 'channels-too-many';
}
