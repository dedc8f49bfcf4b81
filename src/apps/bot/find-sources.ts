import type { Message } from 'grammy/types';
import type { ChatSource } from '../../wire/chat.ts';

/** A file name is for people: what is longer says no more. */
const longestName = 200;
/** Links of one message that are taken. */
export const mostLinks = 5;

/** The recording that a message carries; undefined where it carries none. */
export function findMedia(message: Message): ChatSource | undefined {
  const { audio, document, video, video_note, voice } = message;
  if (voice) return describe('voice', voice);
  if (audio) return describe('audio', audio, nameOf(audio) ?? audio.title);
  if (video) return describe('video', video, nameOf(video));
  if (video_note) return describe('video_note', video_note);
  // Whatever its type is said to be: content decides.
  if (document) return describe('document', document, nameOf(document));
  return undefined;
}

/** Links to the web in the words of a message, in their order, each once; `more`: there are others behind them. */
export function findLinks({ entities = [], text = '' }: Message): { sources: ChatSource[]; more: boolean } {
  const urls = entities.flatMap((entity) => {
    // A text that is a link has its address beside it; without one it leads nowhere.
    if (entity.type === 'text_link') return readUrl((entity as { url?: string }).url ?? '');
    if (entity.type === 'url') return readUrl(text.substr(entity.offset, entity.length));
    return [];
  });
  const distinct = [...new Set(urls)];
  return {
    sources: distinct.slice(0, mostLinks).map((url) => ({ kind: 'link', url, ...nameOfLink(url) })),
    more: distinct.length > mostLinks,
  };
}

interface TelegramFile {
  readonly file_id: string;
  readonly file_unique_id: string;
  readonly file_size?: number;
  readonly duration?: number;
  readonly mime_type?: string;
}

function describe(kind: ChatSource['kind'], file: TelegramFile, name?: string): ChatSource {
  return {
    kind,
    fileId: file.file_id,
    fileUniqueId: file.file_unique_id,
    ...(name === undefined ? {} : { fileName: cut(name) }),
    ...(file.mime_type === undefined ? {} : { mimeType: cut(file.mime_type) }),
    ...(file.file_size === undefined ? {} : { bytes: file.file_size }),
    ...(file.duration === undefined ? {} : { duration: file.duration }),
  };
}

function nameOf(file: { readonly file_name?: string }): string | undefined {
  return file.file_name;
}

/** Clients mark `example.com/a.mp3` as a link as well. */
function readUrl(text: string): string[] {
  if (text.trim() === '') return [];
  const url = URL.parse(text) ?? URL.parse(`https://${text}`);
  return url && /^https?:$/.test(url.protocol) && url.href.length <= 2000 ? [url.href] : [];
}

function nameOfLink(url: string): { fileName?: string } {
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  if (last === '') return {};
  try {
    return { fileName: cut(decodeURIComponent(last)) };
  } catch {
    return { fileName: cut(last) };
  }
}

/** Without control characters, which no database and no file name takes. */
function cut(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, ' ')
    .slice(0, longestName)
    .toWellFormed();
}
