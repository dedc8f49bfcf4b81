import type { Update } from 'grammy/types';
import { z } from 'zod';

/** What handlers may trust: everything that grammY and they read of an update without looking. */
export type CheckedUpdate =
  | { readonly update: Update; readonly kind: UpdateKind }
  | { readonly fault: string }
  /** Of a kind that was not asked for, or outside of any chat. */
  | { readonly foreign: true };

/** The kinds that Telegram is asked for, by name: others do not come. */
export const updateKinds = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'message_reaction',
] as const;
export type UpdateKind = (typeof updateKinds)[number];

/** Looks at a stored update before anything else does. Throws nothing, whatever it is. */
export function checkUpdate(payload: Readonly<Record<string, unknown>>): CheckedUpdate {
  const kind = updateKinds.find((name) => Object.hasOwn(payload, name));
  if (kind === undefined) return { foreign: true };
  const parsed = schemas[kind].safeParse(payload[kind]);
  if (!parsed.success) return { fault: wordFault(kind, parsed.error) };
  // Inline messages are of no chat that we know.
  if (kind === 'callback_query' && !hasMessage(payload[kind])) return { foreign: true };
  return { update: payload as unknown as Update, kind };
}

/** Far above what Telegram allows, and no burden. */
const longestText = 70_000;
const mostEntities = 1_000;

const id = z.int();
const text = z.string().max(longestText);
const count = z.number().min(0).max(Number.MAX_SAFE_INTEGER);

const user = z.looseObject({
  id,
  is_bot: z.boolean(),
  first_name: text,
  last_name: text.optional(),
  username: text.optional(),
  language_code: text.optional(),
});
const chat = z.looseObject({
  id,
  type: z.enum(['private', 'group', 'supergroup', 'channel']),
  title: text.optional(),
  username: text.optional(),
});
const entity = z.looseObject({
  type: text,
  offset: count,
  length: count,
  url: text.optional(),
  user: user.optional(),
});
const entities = z.array(entity).max(mostEntities).optional();
const file = z
  .looseObject({
    file_id: text,
    file_unique_id: text,
    file_size: count.optional(),
    duration: count.optional(),
    mime_type: text.optional(),
    file_name: text.optional(),
    title: text.optional(),
    performer: text.optional(),
  })
  .optional();

const oneMessage = z.looseObject({
  message_id: id,
  message_thread_id: id.optional(),
  is_topic_message: z.boolean().optional(),
  date: z.number(),
  chat,
  from: user.optional(),
  sender_chat: chat.optional(),
  via_bot: user.optional(),
  text: text.optional(),
  entities,
  caption: text.optional(),
  caption_entities: entities,
  media_group_id: text.optional(),
  migrate_to_chat_id: id.optional(),
  migrate_from_chat_id: id.optional(),
  left_chat_member: user.optional(),
  voice: file,
  audio: file,
  video: file,
  video_note: file,
  document: file,
  animation: file,
});
const message = oneMessage.extend({ reply_to_message: oneMessage.optional() });
const member = z.looseObject({ status: text, user });
const reactions = z.array(z.looseObject({ type: text, emoji: text.optional() })).max(100);

const schemas = {
  message,
  edited_message: message,
  callback_query: z.looseObject({
    id: text,
    from: user,
    // Without a date where it is too old for the bot to see.
    message: z
      .looseObject({
        ...{ message_id: id, date: z.number(), chat, from: user.optional(), sender_chat: chat.optional() },
        ...{ message_thread_id: id.optional(), is_topic_message: z.boolean().optional() },
        ...{ text: text.optional(), entities, caption: text.optional(), caption_entities: entities },
      })
      .optional(),
    data: text.optional(),
  }),
  my_chat_member: z.looseObject({
    chat,
    from: user,
    date: z.number(),
    old_chat_member: member,
    new_chat_member: member,
  }),
  message_reaction: z.looseObject({
    chat,
    message_id: id,
    user: user.optional(),
    actor_chat: chat.optional(),
    date: z.number(),
    old_reaction: reactions,
    new_reaction: reactions,
  }),
} satisfies Record<UpdateKind, z.ZodType>;

function hasMessage(query: unknown): boolean {
  return typeof query === 'object' && query !== null && Object.hasOwn(query, 'message');
}

function wordFault(kind: UpdateKind, { issues: [issue] }: z.ZodError): string {
  const path = [kind, ...(issue?.path ?? [])].map(String).join('.');
  return `${path.slice(0, 200)}: ${issue?.message ?? 'malformed'}`.slice(0, 300);
}
