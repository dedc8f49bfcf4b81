import type { Message } from '@grammyjs/types';
import { describeFile } from '../describe-file.ts';
import { readFileId } from '../file-ids.ts';
import type { StoredFile } from '../file-store.ts';
import type { SentFile } from '../http/arguments.ts';
import type { FileKind } from '../interface.ts';
import { addMessage } from '../messages.ts';
import { badRequest, Refusal } from '../refusal.ts';
import { renderMessage } from '../render-message.ts';
import { judgeCaption, readCaption } from '../text/read-text.ts';
import type { Content } from '../world.ts';
import type { BuiltMethods, MethodCall } from './call.ts';
import { findOwnMessage, findPlace, keepPace, say } from './find-place.ts';
import { changeMessage } from './texts.ts';
import { writeCaption } from './write-caption.ts';

const mostPhotoBytes = 10 * 2 ** 20;
/** What Telegram fetches from a URL for a bot, it would; the sandbox fetches nothing from anywhere. */
const fetchRefusal = 'failed to get HTTP URL content';

/** As refusals name it, and the right that it needs. */
const kinds = {
  voice: ['voice notes', 'can_send_voice_notes'],
  audio: ['music', 'can_send_audios'],
  video: ['videos', 'can_send_videos'],
  video_note: ['video notes', 'can_send_video_notes'],
  document: ['documents', 'can_send_documents'],
  photo: ['photos', 'can_send_photos'],
  animation: ['animations', 'can_send_other_messages'],
} as const satisfies Record<FileKind, readonly [string, string]>;

export const mediaMethods = {
  sendDocument: (call) => sendFile(call, 'document') as Promise<Message.DocumentMessage>,
  sendVoice: (call) => sendFile(call, 'voice') as Promise<Message.VoiceMessage>,
  sendAudio: (call) => sendFile(call, 'audio') as Promise<Message.AudioMessage>,
  sendVideo: (call) => sendFile(call, 'video') as Promise<Message.VideoMessage>,
  sendVideoNote: (call) => sendFile(call, 'video_note') as Promise<Message.VideoNoteMessage>,
  sendPhoto: (call) => sendFile(call, 'photo') as Promise<Message.PhotoMessage>,
  sendAnimation: (call) => sendFile(call, 'animation') as Promise<Message.AnimationMessage>,

  async sendMediaGroup(call) {
    const { world, bot, args } = call;
    const place = findPlace(call);
    const items = readMedia(args.json('media'));
    if (items.length < 2 || items.length > 10)
      throw badRequest(
        items.length === 0 ? 'there are no media' : 'too few or too many messages to send as an album',
      );
    const sorts = new Set(items.map(({ type }) => (type === 'photo' || type === 'video' ? 'picture' : type)));
    if (sorts.size > 1) throw badRequest("can't use the media of the specified type in the album");
    const contents: Content[] = [];
    for (const item of items) contents.push(await readItem(call, item));
    keepPace(call, place.chat, contents.length);
    const album = String(13_000_000_000_000_000n + BigInt(world.number('album')));
    return contents.map((content) =>
      renderMessage(
        bot,
        addMessage(world, place.chat, {
          sender: { kind: 'bot', bot },
          content: { ...content, media_group_id: album },
          replyTo: place.replyTo,
          thread: place.thread,
          quiet: args.flag('disable_notification'),
        }),
      ),
    ) as Message.DocumentMessage[];
  },

  async editMessageMedia(call) {
    const message = findOwnMessage(call);
    if (message.content.text !== undefined) throw badRequest('there is no media in the message to edit');
    const [item] = readMedia([call.args.json('media')]);
    if (!item) throw badRequest('input media is not specified');
    const { media_group_id } = message.content;
    const content = await readItem(call, item);
    return changeMessage(call, message, {
      ...content,
      ...(media_group_id === undefined ? {} : { media_group_id }),
    }) as Message & { edit_date: number };
  },
} satisfies BuiltMethods;

async function sendFile(call: MethodCall, kind: FileKind): Promise<Message> {
  const { args } = call;
  const [what, permission] = kinds[kind];
  const place = findPlace(call, what, permission);
  const given = args.text(kind);
  const sent = args.file(kind) ?? (given.startsWith('attach://') ? args.file(given.slice(9)) : undefined);
  if (!sent && given === '') throw badRequest(`there is no ${kind.replace('_', ' ')} in the request`);
  const caption = readCaption(args);
  const { file, name, mimeType } = await findFile(call, kind, given, sent);
  const claims = {
    ...(name === undefined ? {} : { name }),
    ...(mimeType === undefined ? {} : { mimeType }),
    duration: args.integer('duration'),
    ...(args.has('title') ? { title: args.text('title') } : {}),
    ...(args.has('performer') ? { performer: args.text('performer') } : {}),
  };
  return say(call, place, { ...describeFile(file, claims), ...writeCaption(caption) });
}

interface MediaItem {
  readonly type: FileKind;
  readonly media: string;
  readonly caption?: string;
  readonly parse_mode?: string;
  readonly caption_entities?: unknown;
  readonly duration?: number;
  readonly title?: string;
  readonly performer?: string;
}

function readMedia(media: unknown): MediaItem[] {
  if (!Array.isArray(media)) throw badRequest("can't parse media JSON object");
  return media.map((item: unknown) => {
    const { type, media: source } = (item ?? {}) as Record<string, unknown>;
    if (!['photo', 'video', 'audio', 'document', 'animation'].includes(String(type)))
      throw badRequest(
        "can't parse InputMedia: type must be one of animation, audio, document, photo, video",
      );
    if (typeof source !== 'string' || source === '')
      throw badRequest("can't parse InputMedia: media not found");
    return item as MediaItem;
  });
}

async function readItem(call: MethodCall, item: MediaItem): Promise<Content> {
  const caption = judgeCaption(item.caption ?? '', item.parse_mode ?? '', item.caption_entities);
  const sent = item.media.startsWith('attach://') ? call.args.file(item.media.slice(9)) : undefined;
  const { file, name, mimeType } = await findFile(call, item.type, item.media, sent);
  const { duration, title, performer } = item;
  return {
    ...describeFile(file, {
      ...(name === undefined ? {} : { name }),
      ...(mimeType === undefined ? {} : { mimeType }),
      ...(duration === undefined ? {} : { duration }),
      ...(title === undefined ? {} : { title }),
      ...(performer === undefined ? {} : { performer }),
    }),
    ...writeCaption(caption),
  };
}

/** Bytes that came along, or a file that the bot knows by its id. */
async function findFile(
  call: MethodCall,
  kind: FileKind,
  given: string,
  sent: SentFile | undefined,
): Promise<{ file: StoredFile; name?: string | undefined; mimeType?: string | undefined }> {
  const { world, bot } = call;
  if (sent) {
    if (sent.bytes === 0) throw badRequest('file must be non-empty');
    const isTooBig = sent.bytes > (kind === 'photo' ? mostPhotoBytes : world.flood.limits.uploadBytes);
    if (isTooBig && !world.local) throw new Refusal(413, 'Request Entity Too Large');
    const file = await world.files.keep(kind, { path: sent.path });
    return { file, name: sent.name || undefined, mimeType: sent.mimeType };
  }
  if (/^https?:\/\//i.test(given)) throw badRequest(fetchRefusal);
  if (given.startsWith('attach://')) throw badRequest(`there is no ${kind.replace('_', ' ')} in the request`);
  try {
    return { file: readFileId(world, bot, given) };
  } catch {
    throw badRequest('wrong file identifier/HTTP URL specified');
  }
}
