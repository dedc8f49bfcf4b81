import type { ButtonView, FileKind, FileView, MessageView } from './interface.ts';
import type { Content, Sender, StoredMessage } from './world.ts';

/** A message as people see it. */
export function viewMessage(message: StoredMessage): MessageView {
  const { content } = message;
  const file = viewFile(content);
  const service = nameService(content);
  return {
    id: message.id,
    from: viewSender(message.sender),
    date: message.date,
    ...(message.editDate === undefined ? {} : { editDate: message.editDate }),
    edits: message.edits,
    text: content.text ?? content.caption ?? '',
    entities: content.entities ?? content.caption_entities ?? [],
    buttons: (message.keyboard?.inline_keyboard ?? []).map((row) => row.map(viewButton)),
    ...(file ? { file } : {}),
    ...(message.replyTo === undefined ? {} : { replyTo: message.replyTo }),
    ...(message.thread === undefined ? {} : { thread: message.thread }),
    ...(content.media_group_id === undefined ? {} : { album: content.media_group_id }),
    ...(message.origin ? { forwardedFrom: nameOrigin(message.origin) } : {}),
    reactions: [...message.reactions].flatMap(([user, reactions]) =>
      reactions.map((reaction) => ({ user, reaction })),
    ),
    quiet: message.quiet,
    ...(service === undefined ? {} : { service }),
  };
}

export function nameUser(user: { first_name: string; last_name?: string }): string {
  return user.last_name === undefined ? user.first_name : `${user.first_name} ${user.last_name}`;
}

function viewSender(sender: Sender): MessageView['from'] {
  if (sender.kind === 'bot') return { id: sender.bot.user.id, name: sender.bot.user.first_name, kind: 'bot' };
  if (sender.kind === 'user') return { id: sender.user.id, name: nameUser(sender.user), kind: 'user' };
  return { id: sender.chat.id, name: sender.chat.title, kind: 'chat' };
}

function viewButton(button: object): ButtonView {
  const { text, url, callback_data } = button as { text: string; url?: string; callback_data?: string };
  if (url !== undefined) return { text, kind: 'url', url };
  return { text, kind: callback_data === undefined ? 'other' : 'callback' };
}

const kinds: readonly FileKind[] = ['voice', 'audio', 'animation', 'video', 'video_note', 'document'];

function viewFile(content: Content): FileView | undefined {
  const photo = content.photo?.at(-1);
  if (photo) return { kind: 'photo', file: photo.file_unique_id, bytes: photo.file_size ?? 0 };
  const kind = kinds.find((each) => content[each as 'document'] !== undefined);
  if (kind === undefined) return undefined;
  const { file_unique_id, file_name, mime_type, file_size, duration } = content[kind as 'audio'] ?? {};
  return {
    kind,
    file: file_unique_id ?? '',
    ...(file_name === undefined ? {} : { name: file_name }),
    ...(mime_type === undefined ? {} : { mimeType: mime_type }),
    bytes: file_size ?? 0,
    ...(duration === undefined ? {} : { duration }),
  };
}

function nameOrigin(origin: NonNullable<StoredMessage['origin']>): string {
  if (origin.type === 'user') return nameUser(origin.sender_user);
  if (origin.type === 'hidden_user') return origin.sender_user_name;
  return (origin.type === 'chat' ? origin.sender_chat.title : origin.chat.title) ?? '';
}

const services = [
  'new_chat_members',
  'left_chat_member',
  'new_chat_title',
  'group_chat_created',
  'supergroup_chat_created',
  'channel_chat_created',
  'migrate_to_chat_id',
  'migrate_from_chat_id',
  'pinned_message',
  'forum_topic_created',
  'forum_topic_edited',
  'forum_topic_closed',
  'forum_topic_reopened',
] as const;

/** The name of what happened, where a message is not something that was said. */
export function nameService(content: Content): string | undefined {
  return services.find((name) => content[name] !== undefined);
}
