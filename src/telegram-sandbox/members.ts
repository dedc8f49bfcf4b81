import type { ChatMember, ChatMemberAdministrator, ChatMemberRestricted, User } from '@grammyjs/types';
import type { SandboxChat } from './world.ts';

type Rights = Readonly<Record<string, boolean>>;

const everywhere = [
  'can_manage_chat',
  'can_delete_messages',
  'can_manage_video_chats',
  'can_restrict_members',
  'can_promote_members',
  'can_change_info',
  'can_invite_users',
  'can_post_stories',
  'can_edit_stories',
  'can_delete_stories',
  'can_send_welcome_messages',
] as const;

const permissions = [
  'can_send_messages',
  'can_send_audios',
  'can_send_documents',
  'can_send_photos',
  'can_send_videos',
  'can_send_video_notes',
  'can_send_voice_notes',
  'can_send_polls',
  'can_send_other_messages',
  'can_add_web_page_previews',
  'can_react_to_messages',
  'can_change_info',
  'can_invite_users',
  'can_edit_tag',
  'can_pin_messages',
  'can_manage_topics',
] as const;

/** A member of a status; rights as named, otherwise all of an administrator and none of who is restricted. */
export function writeMember(
  chat: SandboxChat,
  user: User,
  status: ChatMember['status'],
  rights: Rights = {},
): ChatMember {
  if (status === 'creator') return { status, user, is_anonymous: rights['is_anonymous'] === true };
  if (status === 'administrator') return writeAdministrator(chat, user, rights);
  if (status === 'restricted') {
    const granted = Object.fromEntries(permissions.map((name) => [name, rights[name] === true]));
    return { status, user, is_member: true, until_date: 0, ...granted } as ChatMemberRestricted;
  }
  if (status === 'kicked') return { status, user, until_date: 0 };
  return { status, user };
}

/** All rights there are in such a chat, but to be anonymous. */
function writeAdministrator(chat: SandboxChat, user: User, rights: Rights): ChatMemberAdministrator {
  const inGroups = chat.kind === 'channel' ? [] : ['can_pin_messages', 'can_manage_tags'];
  const inForums = chat.forum ? ['can_manage_topics'] : [];
  const inChannels =
    chat.kind === 'channel' ? ['can_post_messages', 'can_edit_messages', 'can_manage_direct_messages'] : [];
  const names = [...everywhere, ...inGroups, ...inForums, ...inChannels];
  const granted = Object.fromEntries(names.map((name) => [name, rights[name] ?? true]));
  return {
    status: 'administrator',
    user,
    can_be_edited: false,
    is_anonymous: rights['is_anonymous'] === true,
    ...granted,
  } as ChatMemberAdministrator;
}
