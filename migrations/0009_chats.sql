-- Bots, what people say to them, and what they say to people.

create table bots (
  tenant_id uuid not null references tenants on delete cascade,
  -- the one that Telegram gave it
  id bigint not null,
  username text not null,
  -- hash of the commands and descriptions that Telegram was given
  described text,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
-- A bot belongs to one tenant.
create unique index bots_by_id on bots (id);

-- The inbox. An update is stored before it is confirmed to Telegram, and handled in one transaction with all that it brings about.
create table chat_updates (
  tenant_id uuid not null,
  bot_id bigint not null,
  id bigint not null,
  -- updates of one line are handled in their order: the chat's id, or the person's where there is no chat
  line bigint not null,
  -- somebody waits on the spot: handled at once, beside its line
  urgent boolean not null default false,
  payload jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'handled', 'refused')),
  claim uuid,
  -- while it is in work: when that counts as lost; while it waits after a failure: when it is tried again
  due_at timestamptz not null default now(),
  tries integer not null default 0,
  -- {code, args} of the last failure
  error jsonb,
  received_at timestamptz not null default now(),
  handled_at timestamptz,
  primary key (tenant_id, bot_id, id),
  foreign key (tenant_id, bot_id) references bots on delete cascade
);
create index chat_updates_waiting on chat_updates (tenant_id, bot_id, line, id) where state = 'waiting' and not urgent;
create index chat_updates_urgent on chat_updates (tenant_id, bot_id, id) where state = 'waiting' and urgent;
create index chat_updates_handled on chat_updates (tenant_id, handled_at) where state <> 'waiting';

create table chats (
  tenant_id uuid not null,
  bot_id bigint not null,
  id bigint not null,
  kind text not null check (kind in ('private', 'group', 'supergroup', 'channel')),
  -- unreachable: the bot was blocked or removed; nothing is sent until somebody writes again
  state text not null default 'reachable' check (state in ('reachable', 'unreachable')),
  reason text,
  -- language, transcript language, format, what is done unasked, …: what was changed from the standard
  settings jsonb not null default '{}',
  -- of the person as Telegram told it last, in a group of who was heard there first; null: not told
  language text check (language in ('en', 'ru')),
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  primary key (tenant_id, bot_id, id),
  foreign key (tenant_id, bot_id) references bots on delete cascade
);

-- Recordings that somebody sent in a chat, from the moment they are seen to the answer.
create table chat_recordings (
  tenant_id uuid not null,
  id uuid not null,
  bot_id bigint not null,
  chat_id bigint not null,
  thread_id bigint,
  -- who asked for it
  user_id bigint not null,
  -- the message that carries it, and which of its links
  message_id bigint not null,
  item integer not null default 0,
  -- kind, file_id or url, file_unique_id, file_name, mime_type, bytes, duration, as the message says
  source jsonb not null,
  -- of the recording, by the names of the wire
  options jsonb not null default '{}',
  -- accepted: its bytes are to be fetched; working: it is a recording
  state text not null default 'accepted'
    check (state in ('accepted', 'working', 'answered', 'failed', 'cancelled', 'deleted')),
  recording_id uuid,
  error jsonb,
  -- number of the last event of the recording that the chat was told
  told_event bigint not null default 0,
  claim uuid,
  due_at timestamptz not null default now(),
  tries integer not null default 0,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, bot_id, chat_id, message_id, item),
  foreign key (tenant_id, bot_id, chat_id) references chats on delete cascade,
  foreign key (tenant_id, recording_id) references recordings on delete set null (recording_id)
);
create index chat_recordings_open on chat_recordings (tenant_id, bot_id, due_at) where state in ('accepted', 'working');
create index chat_recordings_by_chat on chat_recordings (tenant_id, bot_id, chat_id, id desc);
create index chat_recordings_by_user on chat_recordings (tenant_id, bot_id, user_id, created_at);
create index chat_recordings_by_age on chat_recordings (tenant_id, bot_id, created_at);
create index chat_recordings_by_recording on chat_recordings (tenant_id, recording_id);

-- The outbox: messages as they are to stand in the chat. Changing a row changes the message.
create table chat_messages (
  tenant_id uuid not null,
  -- carries its time: older ones are sent first
  id uuid not null,
  bot_id bigint not null,
  chat_id bigint not null,
  thread_id bigint,
  -- one message of the chat for each key: what is said under it again replaces what was said before
  key text not null,
  chat_recording_id uuid,
  -- null: the message is to be taken away
  content jsonb,
  version integer not null default 1,
  -- the version that stands in the chat; 0: none yet
  shown_version integer not null default 0,
  state text not null default 'waiting' check (state in ('waiting', 'shown', 'failed', 'gone')),
  -- the one that Telegram gave it
  message_id bigint,
  -- set before it is sent for the first time: while it stands without message_id, it may be in the chat unknown to us
  sending_since timestamptz,
  -- its own id is higher: the highest that was known by then, and since then the last one that was tried in vain
  floor_id bigint,
  -- ids that were tried so far to find it
  probes integer not null default 0,
  claim uuid,
  due_at timestamptz not null default now(),
  tries integer not null default 0,
  error jsonb,
  created_at timestamptz not null default now(),
  shown_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, bot_id, chat_id, key),
  foreign key (tenant_id, bot_id, chat_id) references chats on delete cascade,
  foreign key (tenant_id, chat_recording_id) references chat_recordings on delete set null (chat_recording_id)
);
create index chat_messages_waiting on chat_messages (tenant_id, bot_id, chat_id, id) where state = 'waiting';
-- Private chats and small groups share one count of messages: that of the bot's account.
create index chat_messages_of_account on chat_messages (tenant_id, bot_id, message_id) where chat_id > -1000000000000;
create index chat_messages_by_message on chat_messages (tenant_id, bot_id, chat_id, message_id);
create index chat_messages_by_recording on chat_messages (tenant_id, chat_recording_id);
create index chat_messages_by_age on chat_messages (tenant_id, created_at)
  where state <> 'waiting' and (chat_recording_id is null or state = 'gone');
-- Answers by their update and menus by their person, for whoever wants to be forgotten.
create index chat_messages_replies on chat_messages (tenant_id, bot_id, split_part(key, ':', 2)) where key like 'reply:%';
create index chat_messages_menus on chat_messages (tenant_id, bot_id, split_part(key, ':', 3)) where key like 'menu:%';

-- When what was sent lately, for Telegram's limits: of a chat, and under chat 0 of the whole bot.
create table chat_paces (
  tenant_id uuid not null,
  bot_id bigint not null,
  chat_id bigint not null,
  -- the latest, oldest first: as many as the limit counts
  sent timestamptz[] not null default '{}',
  -- Telegram said to wait until then
  closed_until timestamptz,
  primary key (tenant_id, bot_id, chat_id),
  foreign key (tenant_id, bot_id) references bots on delete cascade
);

-- What a button does. Telegram carries the id alone, and everything is checked again when it is pressed.
create table chat_actions (
  tenant_id uuid not null,
  id text not null,
  bot_id bigint not null,
  chat_id bigint not null,
  -- only this person may press it; null: everybody who may use the bot there
  user_id bigint,
  name text not null,
  payload jsonb not null default '{}',
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, bot_id, chat_id) references chats on delete cascade
);
create index chat_actions_by_chat on chat_actions (tenant_id, bot_id, chat_id, created_at);
create index chat_actions_by_age on chat_actions (tenant_id, created_at);

-- A question that the bot asked and whose answer it waits for.
create table chat_dialogues (
  tenant_id uuid not null,
  bot_id bigint not null,
  chat_id bigint not null,
  user_id bigint not null,
  step text not null,
  -- moves on with every answer: who answers an older one is too late
  version integer not null default 1,
  payload jsonb not null default '{}',
  expires_at timestamptz not null,
  primary key (tenant_id, bot_id, chat_id, user_id),
  foreign key (tenant_id, bot_id, chat_id) references chats on delete cascade
);

-- Messages of groups with a recording that nobody asked for yet: a reaction names its message by the id alone.
create table chat_media (
  tenant_id uuid not null,
  bot_id bigint not null,
  chat_id bigint not null,
  message_id bigint not null,
  -- who sent it; null: a channel, or an administrator without a name
  user_id bigint,
  -- as Telegram showed it
  message jsonb not null,
  seen_at timestamptz not null default now(),
  primary key (tenant_id, bot_id, chat_id, message_id),
  foreign key (tenant_id, bot_id, chat_id) references chats on delete cascade
);
create index chat_media_by_age on chat_media (tenant_id, bot_id, chat_id, seen_at);

-- One-time addresses where somebody sends what is too large for Telegram.
create table upload_links (
  tenant_id uuid not null,
  id uuid not null,
  -- sha256 of the secret part of the address
  secret_hash bytea not null,
  chat_recording_id uuid not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, chat_recording_id) references chat_recordings on delete cascade
);
create index upload_links_by_recording on upload_links (tenant_id, chat_recording_id);

do $$
declare name text;
begin
  foreach name in array array['bots', 'chat_updates', 'chats', 'chat_recordings', 'chat_messages', 'chat_paces',
                              'chat_actions', 'chat_dialogues', 'chat_media', 'upload_links'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant on %I to efir_app
      using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))$policy$, name);
    execute format('grant select, insert, update, delete on %I to efir_app', name);
  end loop;
end $$;
