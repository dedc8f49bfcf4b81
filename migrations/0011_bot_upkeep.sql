-- What a bot keeps of people: found by them, and no longer than needed.

-- What is there already is brought in: of all tenants, which its owner sees only so.
alter table chat_updates no force row level security;
alter table chat_messages no force row level security;
alter table chat_actions no force row level security;

-- who it is from, as far as that is a person: what they want forgotten is found by it
alter table chat_updates add column user_id bigint;
update chat_updates set user_id = (coalesce(
  payload #>> '{message,from,id}', payload #>> '{edited_message,from,id}', payload #>> '{callback_query,from,id}',
  payload #>> '{my_chat_member,from,id}', payload #>> '{message_reaction,user,id}'))::bigint
  where coalesce(
    payload #>> '{message,from,id}', payload #>> '{edited_message,from,id}', payload #>> '{callback_query,from,id}',
    payload #>> '{my_chat_member,from,id}', payload #>> '{message_reaction,user,id}') ~ '^\d{1,18}$';
create index chat_updates_by_user on chat_updates (tenant_id, bot_id, user_id) where user_id is not null;
-- kept whole for two days: they may tell of others
create index chat_updates_refused on chat_updates (tenant_id, bot_id) where state = 'refused';

-- in a group: whom it answers, or whose menu it is
alter table chat_messages add column user_id bigint;
update chat_messages set user_id = split_part(key, ':', 3)::bigint
  where chat_id < 0 and key like 'menu:%' and split_part(key, ':', 3) ~ '^\d{1,18}$';
update chat_messages as said set user_id = chat_updates.user_id from chat_updates
  where said.chat_id < 0 and said.key like 'reply:%' and chat_updates.tenant_id = said.tenant_id
    and chat_updates.bot_id = said.bot_id and chat_updates.id::text = split_part(said.key, ':', 2);
create index chat_messages_by_user on chat_messages (tenant_id, bot_id, user_id) where user_id is not null;
drop index chat_messages_replies;
drop index chat_messages_menus;

-- who sent the message that somebody else asked for
alter table chat_recordings add column sender_id bigint;
create index chat_recordings_by_sender on chat_recordings (tenant_id, bot_id, sender_id) where sender_id is not null;

-- whose words it holds, and until when it works; null: nobody's, and as long as the standard says
alter table chat_actions add column owner_id bigint, add column expires_at timestamptz;
create index chat_actions_by_user on chat_actions (tenant_id, bot_id, user_id) where user_id is not null;
create index chat_actions_by_owner on chat_actions (tenant_id, bot_id, owner_id) where owner_id is not null;
create index chat_actions_expiring on chat_actions (tenant_id, expires_at) where expires_at is not null;
delete from chat_actions where name = 'history' and payload->>'search' <> '';

create index chat_dialogues_by_user on chat_dialogues (tenant_id, bot_id, user_id);
create index chat_media_by_user on chat_media (tenant_id, bot_id, user_id) where user_id is not null;

alter table chat_updates force row level security;
alter table chat_messages force row level security;
alter table chat_actions force row level security;

-- What is claimed, found by its age and without looking at all that waits.

alter table chat_messages no force row level security;

-- claims that ended without a word: of processes that were killed, or waited for the database. They are no failures of handling.
alter table chat_updates add column lapses integer not null default 0;
drop index chat_updates_waiting;
create index chat_updates_waiting on chat_updates (tenant_id, bot_id, id) where state = 'waiting' and not urgent;

alter table chat_messages
  -- it was said of a recording that was still open: where it stands in the chat already, it goes behind everything else
  add column progress boolean not null default false,
  -- times that Telegram failed on it, while it took others
  add column doubts integer not null default 0,
  -- times that it was brought out again because somebody came back to the chat
  add column returns integer not null default 0;
update chat_messages as said set progress = true from chat_recordings
  where said.state = 'waiting' and chat_recordings.tenant_id = said.tenant_id
    and chat_recordings.id = said.chat_recording_id and chat_recordings.state in ('accepted', 'working');
create index chat_messages_new on chat_messages (tenant_id, bot_id, id) include (chat_id)
  where state = 'waiting' and not (progress and message_id is not null and content is not null);
create index chat_messages_progress on chat_messages (tenant_id, bot_id, id) include (chat_id)
  where state = 'waiting' and progress and message_id is not null and content is not null;
-- what is under way, or may be in the chat already: at most one of a chat
create index chat_messages_under_way on chat_messages (tenant_id, bot_id, chat_id, id)
  where state = 'waiting' and (claim is not null or (message_id is null and sending_since is not null));

-- How long the outbox remembers words: src/domain/chats/forget-leftovers.ts
create index chat_messages_worded on chat_messages (tenant_id, due_at)
  where state in ('shown', 'failed') and chat_recording_id is null and content->>'text' <> '';

-- What chats keep for some days only, and what is left of recordings that are gone: expire-chat-recordings.ts
create index chats_keeping on chats (tenant_id, bot_id, id) where settings ? 'keepDays';
create index chat_recordings_ended on chat_recordings (tenant_id, bot_id, chat_id, ended_at)
  where state in ('answered', 'failed', 'cancelled');
create index chat_recordings_bare on chat_recordings (tenant_id, ended_at)
  where recording_id is null and state in ('answered', 'failed', 'cancelled');
create index chat_recordings_deleted on chat_recordings (tenant_id, ended_at) where state = 'deleted';
create index recordings_without_transcript on recordings (tenant_id, transcript_expired_at)
  where transcript_expired_at is not null;

alter table chat_messages force row level security;
