-- Written by scripts/dump-schema.ts from the migrations beside it.

create text search dictionary english_words (template = pg_catalog.snowball, language = 'english');
create text search dictionary russian_words (template = pg_catalog.snowball, language = 'russian');

create text search configuration spoken (parser = pg_catalog."default");
alter text search configuration spoken add mapping for word with russian_words;
alter text search configuration spoken add mapping for asciiword with english_words;
alter text search configuration spoken add mapping for asciihword, email, file, float, host, hword, hword_asciipart, hword_numpart, hword_part, int, numhword, numword, sfloat, uint, url, url_path, version with simple;

create table answers (
  tenant_id uuid not null,
  recording_id uuid not null,
  kind text not null,
  task_name text not null,
  folder text not null,
  due_at timestamp with time zone,
  tries integer default 0 not null,
  sent_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  constraint answers_pkey PRIMARY KEY (tenant_id, recording_id)
);
CREATE INDEX answers_due ON answers USING btree (due_at) WHERE (sent_at IS NULL);
alter table answers enable row level security;
alter table answers force row level security;
create policy routing on answers for select to efir_dispatcher using (true);
create policy tenant on answers to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on answers to efir_app;
grant select (tenant_id, recording_id, due_at, sent_at) on answers to efir_dispatcher;

create table api_keys (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  secret_hash bytea not null,
  scopes text[] not null,
  created_at timestamp with time zone default now() not null,
  last_used_at timestamp with time zone,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  user_id uuid,
  constraint api_keys_pkey PRIMARY KEY (tenant_id, id)
);
CREATE INDEX api_keys_by_user ON api_keys USING btree (user_id) WHERE (user_id IS NOT NULL);
alter table api_keys enable row level security;
alter table api_keys force row level security;
create policy identity on api_keys for select to efir_identity using (true);
create policy tenant on api_keys to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on api_keys to efir_app;
grant select (tenant_id, id, scopes, expires_at, revoked_at) on api_keys to efir_identity;

create table attempts (
  tenant_id uuid not null,
  id uuid not null,
  task_id uuid not null,
  number integer not null,
  state text not null,
  run_id uuid,
  worker_id text,
  applied_seq integer default 0 not null,
  lease_until timestamp with time zone not null,
  error jsonb,
  created_at timestamp with time zone default now() not null,
  finished_at timestamp with time zone,
  constraint attempts_pkey PRIMARY KEY (tenant_id, id),
  constraint attempts_state_check CHECK ((state = ANY (ARRAY['dispatched'::text, 'running'::text, 'succeeded'::text, 'failed'::text, 'lost'::text, 'stopped'::text])))
);
CREATE UNIQUE INDEX attempts_by_id ON attempts USING btree (id);
CREATE INDEX attempts_by_task ON attempts USING btree (tenant_id, task_id, number);
CREATE INDEX attempts_open ON attempts USING btree (lease_until) WHERE (state = ANY (ARRAY['dispatched'::text, 'running'::text]));
CREATE INDEX attempts_succeeded ON attempts USING btree (finished_at) WHERE (state = 'succeeded'::text);
alter table attempts enable row level security;
alter table attempts force row level security;
create policy routing on attempts for select to efir_dispatcher using (true);
create policy tenant on attempts to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on attempts to efir_app;
grant select (tenant_id, id, task_id, state, lease_until, created_at, finished_at) on attempts to efir_dispatcher;

create table awaited_recordings (
  tenant_id uuid not null,
  fingerprint text not null,
  recording_id uuid not null,
  wanted_at timestamp with time zone default now() not null,
  constraint awaited_recordings_pkey PRIMARY KEY (tenant_id, fingerprint)
);
CREATE INDEX awaited_recordings_by_recording ON awaited_recordings USING btree (tenant_id, recording_id);
alter table awaited_recordings enable row level security;
alter table awaited_recordings force row level security;
create policy tenant on awaited_recordings to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on awaited_recordings to efir_app;

create table bots (
  tenant_id uuid not null,
  id bigint not null,
  username text not null,
  described text,
  created_at timestamp with time zone default now() not null,
  constraint bots_pkey PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX bots_by_id ON bots USING btree (id);
alter table bots enable row level security;
alter table bots force row level security;
create policy tenant on bots to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on bots to efir_app;

create table chat_actions (
  tenant_id uuid not null,
  id text not null,
  bot_id bigint not null,
  chat_id bigint not null,
  user_id bigint,
  name text not null,
  payload jsonb default '{}'::jsonb not null,
  created_at timestamp with time zone default now() not null,
  owner_id bigint,
  expires_at timestamp with time zone,
  constraint chat_actions_pkey PRIMARY KEY (tenant_id, id)
);
CREATE INDEX chat_actions_by_age ON chat_actions USING btree (tenant_id, created_at);
CREATE INDEX chat_actions_by_chat ON chat_actions USING btree (tenant_id, bot_id, chat_id, created_at);
CREATE INDEX chat_actions_by_owner ON chat_actions USING btree (tenant_id, bot_id, owner_id) WHERE (owner_id IS NOT NULL);
CREATE INDEX chat_actions_by_user ON chat_actions USING btree (tenant_id, bot_id, user_id) WHERE (user_id IS NOT NULL);
CREATE INDEX chat_actions_expiring ON chat_actions USING btree (tenant_id, expires_at) WHERE (expires_at IS NOT NULL);
alter table chat_actions enable row level security;
alter table chat_actions force row level security;
create policy tenant on chat_actions to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on chat_actions to efir_app;

create table chat_dialogues (
  tenant_id uuid not null,
  bot_id bigint not null,
  chat_id bigint not null,
  user_id bigint not null,
  step text not null,
  version integer default 1 not null,
  payload jsonb default '{}'::jsonb not null,
  expires_at timestamp with time zone not null,
  constraint chat_dialogues_pkey PRIMARY KEY (tenant_id, bot_id, chat_id, user_id)
);
CREATE INDEX chat_dialogues_by_user ON chat_dialogues USING btree (tenant_id, bot_id, user_id);
alter table chat_dialogues enable row level security;
alter table chat_dialogues force row level security;
create policy tenant on chat_dialogues to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on chat_dialogues to efir_app;

create table chat_media (
  tenant_id uuid not null,
  bot_id bigint not null,
  chat_id bigint not null,
  message_id bigint not null,
  user_id bigint,
  message jsonb not null,
  seen_at timestamp with time zone default now() not null,
  constraint chat_media_pkey PRIMARY KEY (tenant_id, bot_id, chat_id, message_id)
);
CREATE INDEX chat_media_by_age ON chat_media USING btree (tenant_id, bot_id, chat_id, seen_at);
CREATE INDEX chat_media_by_user ON chat_media USING btree (tenant_id, bot_id, user_id) WHERE (user_id IS NOT NULL);
alter table chat_media enable row level security;
alter table chat_media force row level security;
create policy tenant on chat_media to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on chat_media to efir_app;

create table chat_messages (
  tenant_id uuid not null,
  id uuid not null,
  bot_id bigint not null,
  chat_id bigint not null,
  thread_id bigint,
  key text not null,
  chat_recording_id uuid,
  content jsonb,
  version integer default 1 not null,
  shown_version integer default 0 not null,
  state text default 'waiting'::text not null,
  message_id bigint,
  sending_since timestamp with time zone,
  floor_id bigint,
  probes integer default 0 not null,
  claim uuid,
  due_at timestamp with time zone default now() not null,
  tries integer default 0 not null,
  error jsonb,
  created_at timestamp with time zone default now() not null,
  shown_at timestamp with time zone,
  user_id bigint,
  progress boolean default false not null,
  doubts integer default 0 not null,
  returns integer default 0 not null,
  constraint chat_messages_pkey PRIMARY KEY (tenant_id, id),
  constraint chat_messages_tenant_id_bot_id_chat_id_key_key UNIQUE (tenant_id, bot_id, chat_id, key),
  constraint chat_messages_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'shown'::text, 'failed'::text, 'gone'::text])))
);
CREATE INDEX chat_messages_by_age ON chat_messages USING btree (tenant_id, created_at) WHERE ((state <> 'waiting'::text) AND ((chat_recording_id IS NULL) OR (state = 'gone'::text)));
CREATE INDEX chat_messages_by_message ON chat_messages USING btree (tenant_id, bot_id, chat_id, message_id);
CREATE INDEX chat_messages_by_recording ON chat_messages USING btree (tenant_id, chat_recording_id);
CREATE INDEX chat_messages_by_user ON chat_messages USING btree (tenant_id, bot_id, user_id) WHERE (user_id IS NOT NULL);
CREATE INDEX chat_messages_new ON chat_messages USING btree (tenant_id, bot_id, id) INCLUDE (chat_id) WHERE ((state = 'waiting'::text) AND (NOT (progress AND (message_id IS NOT NULL) AND (content IS NOT NULL))));
CREATE INDEX chat_messages_of_account ON chat_messages USING btree (tenant_id, bot_id, message_id) WHERE (chat_id > '-1000000000000'::bigint);
CREATE INDEX chat_messages_progress ON chat_messages USING btree (tenant_id, bot_id, id) INCLUDE (chat_id) WHERE ((state = 'waiting'::text) AND progress AND (message_id IS NOT NULL) AND (content IS NOT NULL));
CREATE INDEX chat_messages_under_way ON chat_messages USING btree (tenant_id, bot_id, chat_id, id) WHERE ((state = 'waiting'::text) AND ((claim IS NOT NULL) OR ((message_id IS NULL) AND (sending_since IS NOT NULL))));
CREATE INDEX chat_messages_waiting ON chat_messages USING btree (tenant_id, bot_id, chat_id, id) WHERE (state = 'waiting'::text);
CREATE INDEX chat_messages_worded ON chat_messages USING btree (tenant_id, due_at) WHERE ((state = ANY (ARRAY['shown'::text, 'failed'::text])) AND (chat_recording_id IS NULL) AND ((content ->> 'text'::text) <> ''::text));
alter table chat_messages enable row level security;
alter table chat_messages force row level security;
create policy tenant on chat_messages to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on chat_messages to efir_app;

create table chat_paces (
  tenant_id uuid not null,
  bot_id bigint not null,
  chat_id bigint not null,
  sent timestamp with time zone[] default '{}'::timestamp with time zone[] not null,
  closed_until timestamp with time zone,
  constraint chat_paces_pkey PRIMARY KEY (tenant_id, bot_id, chat_id)
);
alter table chat_paces enable row level security;
alter table chat_paces force row level security;
create policy tenant on chat_paces to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on chat_paces to efir_app;

create table chat_recordings (
  tenant_id uuid not null,
  id uuid not null,
  bot_id bigint not null,
  chat_id bigint not null,
  thread_id bigint,
  user_id bigint not null,
  message_id bigint not null,
  item integer default 0 not null,
  source jsonb not null,
  options jsonb default '{}'::jsonb not null,
  state text default 'accepted'::text not null,
  recording_id uuid,
  error jsonb,
  told_event bigint default 0 not null,
  claim uuid,
  due_at timestamp with time zone default now() not null,
  tries integer default 0 not null,
  created_at timestamp with time zone default now() not null,
  ended_at timestamp with time zone,
  sender_id bigint,
  constraint chat_recordings_pkey PRIMARY KEY (tenant_id, id),
  constraint chat_recordings_tenant_id_bot_id_chat_id_message_id_item_key UNIQUE (tenant_id, bot_id, chat_id, message_id, item),
  constraint chat_recordings_state_check CHECK ((state = ANY (ARRAY['accepted'::text, 'working'::text, 'answered'::text, 'failed'::text, 'cancelled'::text, 'deleted'::text])))
);
CREATE INDEX chat_recordings_bare ON chat_recordings USING btree (tenant_id, ended_at) WHERE ((recording_id IS NULL) AND (state = ANY (ARRAY['answered'::text, 'failed'::text, 'cancelled'::text])));
CREATE INDEX chat_recordings_by_age ON chat_recordings USING btree (tenant_id, bot_id, created_at);
CREATE INDEX chat_recordings_by_chat ON chat_recordings USING btree (tenant_id, bot_id, chat_id, id DESC);
CREATE INDEX chat_recordings_by_recording ON chat_recordings USING btree (tenant_id, recording_id);
CREATE INDEX chat_recordings_by_sender ON chat_recordings USING btree (tenant_id, bot_id, sender_id) WHERE (sender_id IS NOT NULL);
CREATE INDEX chat_recordings_by_user ON chat_recordings USING btree (tenant_id, bot_id, user_id, created_at);
CREATE INDEX chat_recordings_deleted ON chat_recordings USING btree (tenant_id, ended_at) WHERE (state = 'deleted'::text);
CREATE INDEX chat_recordings_ended ON chat_recordings USING btree (tenant_id, bot_id, chat_id, ended_at) WHERE (state = ANY (ARRAY['answered'::text, 'failed'::text, 'cancelled'::text]));
CREATE INDEX chat_recordings_open ON chat_recordings USING btree (tenant_id, bot_id, due_at) WHERE (state = ANY (ARRAY['accepted'::text, 'working'::text]));
alter table chat_recordings enable row level security;
alter table chat_recordings force row level security;
create policy tenant on chat_recordings to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on chat_recordings to efir_app;

create table chat_updates (
  tenant_id uuid not null,
  bot_id bigint not null,
  id bigint not null,
  line bigint not null,
  urgent boolean default false not null,
  payload jsonb not null,
  state text default 'waiting'::text not null,
  claim uuid,
  due_at timestamp with time zone default now() not null,
  tries integer default 0 not null,
  error jsonb,
  received_at timestamp with time zone default now() not null,
  handled_at timestamp with time zone,
  user_id bigint,
  lapses integer default 0 not null,
  constraint chat_updates_pkey PRIMARY KEY (tenant_id, bot_id, id),
  constraint chat_updates_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'handled'::text, 'refused'::text])))
);
CREATE INDEX chat_updates_by_user ON chat_updates USING btree (tenant_id, bot_id, user_id) WHERE (user_id IS NOT NULL);
CREATE INDEX chat_updates_handled ON chat_updates USING btree (tenant_id, handled_at) WHERE (state <> 'waiting'::text);
CREATE INDEX chat_updates_refused ON chat_updates USING btree (tenant_id, bot_id) WHERE (state = 'refused'::text);
CREATE INDEX chat_updates_urgent ON chat_updates USING btree (tenant_id, bot_id, id) WHERE ((state = 'waiting'::text) AND urgent);
CREATE INDEX chat_updates_waiting ON chat_updates USING btree (tenant_id, bot_id, id) WHERE ((state = 'waiting'::text) AND (NOT urgent));
alter table chat_updates enable row level security;
alter table chat_updates force row level security;
create policy tenant on chat_updates to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on chat_updates to efir_app;

create table chats (
  tenant_id uuid not null,
  bot_id bigint not null,
  id bigint not null,
  kind text not null,
  state text default 'reachable'::text not null,
  reason text,
  settings jsonb default '{}'::jsonb not null,
  language text,
  created_at timestamp with time zone default now() not null,
  seen_at timestamp with time zone default now() not null,
  constraint chats_pkey PRIMARY KEY (tenant_id, bot_id, id),
  constraint chats_kind_check CHECK ((kind = ANY (ARRAY['private'::text, 'group'::text, 'supergroup'::text, 'channel'::text]))),
  constraint chats_language_check CHECK ((language = ANY (ARRAY['en'::text, 'ru'::text]))),
  constraint chats_state_check CHECK ((state = ANY (ARRAY['reachable'::text, 'unreachable'::text])))
);
CREATE INDEX chats_keeping ON chats USING btree (tenant_id, bot_id, id) WHERE (settings ? 'keepDays'::text);
alter table chats enable row level security;
alter table chats force row level security;
create policy tenant on chats to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on chats to efir_app;

create table deleted_recordings (
  tenant_id uuid not null,
  id uuid not null,
  written_in bigint default ((pg_current_xact_id())::text)::bigint not null,
  deleted_at timestamp with time zone default now() not null,
  constraint deleted_recordings_pkey PRIMARY KEY (tenant_id, id)
);
CREATE INDEX deleted_recordings_lately ON deleted_recordings USING btree (written_in);
alter table deleted_recordings enable row level security;
alter table deleted_recordings force row level security;
create policy routing on deleted_recordings for select to efir_dispatcher using (true);
create policy tenant on deleted_recordings to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on deleted_recordings to efir_app;
grant select (tenant_id, id, written_in, deleted_at) on deleted_recordings to efir_dispatcher;

create table deliveries (
  tenant_id uuid not null,
  id uuid not null,
  webhook_id uuid,
  url text,
  lane text not null,
  recording_id uuid,
  type text not null,
  body text not null,
  state text default 'waiting'::text not null,
  due_at timestamp with time zone default now() not null,
  claim uuid,
  tries integer default 0 not null,
  failures integer default 0 not null,
  status integer,
  error jsonb,
  created_at timestamp with time zone default now() not null,
  finished_at timestamp with time zone,
  constraint deliveries_pkey PRIMARY KEY (tenant_id, id),
  constraint deliveries_check CHECK (((webhook_id IS NULL) = (url IS NOT NULL))),
  constraint deliveries_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'failed'::text])))
);
CREATE INDEX deliveries_by_recording ON deliveries USING btree (tenant_id, recording_id);
CREATE INDEX deliveries_by_webhook ON deliveries USING btree (tenant_id, webhook_id, id);
CREATE INDEX deliveries_oldest ON deliveries USING btree (lane, created_at) WHERE (state = 'waiting'::text);
CREATE INDEX deliveries_waiting ON deliveries USING btree (lane, due_at, id) WHERE (state = 'waiting'::text);
alter table deliveries enable row level security;
alter table deliveries force row level security;
create policy routing on deliveries for select to efir_dispatcher using (true);
create policy tenant on deliveries to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on deliveries to efir_app;
grant select (tenant_id, id, lane, state, due_at, created_at) on deliveries to efir_dispatcher;

create table delivery_tries (
  tenant_id uuid not null,
  delivery_id uuid not null,
  number integer not null,
  started_at timestamp with time zone default now() not null,
  milliseconds integer,
  status integer,
  error jsonb,
  answer text,
  constraint delivery_tries_pkey PRIMARY KEY (tenant_id, delivery_id, number)
);
alter table delivery_tries enable row level security;
alter table delivery_tries force row level security;
create policy tenant on delivery_tries to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on delivery_tries to efir_app;

create table diarized_blocks (
  tenant_id uuid not null,
  recording_id uuid not null,
  block integer not null,
  turns jsonb not null,
  voices jsonb not null,
  constraint diarized_blocks_pkey PRIMARY KEY (tenant_id, recording_id, block)
);
alter table diarized_blocks enable row level security;
alter table diarized_blocks force row level security;
create policy tenant on diarized_blocks to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on diarized_blocks to efir_app;

create table external_logins (
  issuer text not null,
  subject text not null,
  user_id uuid not null,
  created_at timestamp with time zone default now() not null,
  constraint external_logins_pkey PRIMARY KEY (issuer, subject)
);
CREATE INDEX external_logins_by_user ON external_logins USING btree (user_id);
alter table external_logins enable row level security;
alter table external_logins force row level security;
create policy identity on external_logins to efir_identity using (true);
grant delete, insert, select, update on external_logins to efir_identity;

create table folders (
  tenant_id uuid not null,
  id uuid not null,
  parent_id uuid,
  name text not null,
  created_at timestamp with time zone default now() not null,
  constraint folders_pkey PRIMARY KEY (tenant_id, id),
  constraint folders_tenant_id_parent_id_name_key UNIQUE NULLS NOT DISTINCT (tenant_id, parent_id, name)
);
alter table folders enable row level security;
alter table folders force row level security;
create policy tenant on folders to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on folders to efir_app;

create table highlights (
  tenant_id uuid not null,
  id uuid not null,
  recording_id uuid not null,
  start_s double precision not null,
  end_s double precision not null,
  note text not null,
  user_id uuid,
  api_key_id uuid,
  created_at timestamp with time zone default now() not null,
  changed_at timestamp with time zone default now() not null,
  constraint highlights_pkey PRIMARY KEY (tenant_id, id),
  constraint highlights_check CHECK ((end_s > start_s))
);
CREATE INDEX highlights_by_recording ON highlights USING btree (tenant_id, recording_id, start_s, id);
alter table highlights enable row level security;
alter table highlights force row level security;
create policy tenant on highlights to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on highlights to efir_app;

create table idempotency_keys (
  tenant_id uuid not null,
  key text not null,
  fingerprint text not null,
  recording_id uuid not null,
  created_at timestamp with time zone default now() not null,
  constraint idempotency_keys_pkey PRIMARY KEY (tenant_id, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys USING btree (tenant_id, created_at);
alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
create policy tenant on idempotency_keys to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on idempotency_keys to efir_app;

create table invitations (
  tenant_id uuid not null,
  id uuid not null,
  email text not null,
  rank text not null,
  secret_hash bytea not null,
  user_id uuid,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  constraint invitations_pkey PRIMARY KEY (tenant_id, id),
  constraint invitations_email_check CHECK ((email = lower(email))),
  constraint invitations_rank_check CHECK ((rank = ANY (ARRAY['viewer'::text, 'member'::text, 'manager'::text, 'owner'::text])))
);
CREATE INDEX invitations_by_age ON invitations USING btree (tenant_id, expires_at);
CREATE INDEX invitations_by_user ON invitations USING btree (user_id) WHERE (user_id IS NOT NULL);
alter table invitations enable row level security;
alter table invitations force row level security;
create policy identity on invitations to efir_identity using (true);
create policy tenant on invitations to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on invitations to efir_app;
grant delete, insert, select, update on invitations to efir_identity;

create table memberships (
  tenant_id uuid not null,
  user_id uuid not null,
  rank text not null,
  created_at timestamp with time zone default now() not null,
  constraint memberships_pkey PRIMARY KEY (tenant_id, user_id),
  constraint memberships_rank_check CHECK ((rank = ANY (ARRAY['viewer'::text, 'member'::text, 'manager'::text, 'owner'::text])))
);
CREATE INDEX memberships_by_user ON memberships USING btree (user_id);
alter table memberships enable row level security;
alter table memberships force row level security;
create policy identity on memberships to efir_identity using (true);
create policy tenant on memberships to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on memberships to efir_app;
grant delete, insert, select, update on memberships to efir_identity;

create table password_resets (
  user_id uuid not null,
  secret_hash bytea not null,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  constraint password_resets_pkey PRIMARY KEY (user_id),
  constraint password_resets_secret_hash_key UNIQUE (secret_hash)
);
alter table password_resets enable row level security;
alter table password_resets force row level security;
create policy identity on password_resets to efir_identity using (true);
grant delete, insert, select, update on password_resets to efir_identity;

create table provider_visits (
  state_hash bytea not null,
  browser_hash bytea not null,
  nonce text not null,
  verifier text not null,
  next text not null,
  user_id uuid,
  tenant_id uuid,
  invitation_id uuid,
  expires_at timestamp with time zone not null,
  constraint provider_visits_pkey PRIMARY KEY (state_hash)
);
CREATE INDEX provider_visits_by_end ON provider_visits USING btree (expires_at);
CREATE INDEX provider_visits_by_invitation ON provider_visits USING btree (tenant_id, invitation_id) WHERE (tenant_id IS NOT NULL);
CREATE INDEX provider_visits_by_user ON provider_visits USING btree (user_id) WHERE (user_id IS NOT NULL);
alter table provider_visits enable row level security;
alter table provider_visits force row level security;
create policy identity on provider_visits to efir_identity using (true);
grant delete, insert, select, update on provider_visits to efir_identity;

create table queue_history (
  minute timestamp with time zone not null,
  queue text not null,
  waiting integer not null,
  running integer not null,
  constraint queue_history_pkey PRIMARY KEY (minute, queue)
);
alter table queue_history enable row level security;
alter table queue_history force row level security;
create policy dispatcher on queue_history to efir_dispatcher using (true);
create policy everybody on queue_history for select to efir_app using (true);
grant delete, insert, select, update on queue_history to efir_dispatcher;
grant select on queue_history to efir_app;

create table recording_events (
  tenant_id uuid not null,
  recording_id uuid not null,
  number bigint not null,
  type text not null,
  data jsonb not null,
  created_at timestamp with time zone default now() not null,
  written_in bigint default ((pg_current_xact_id())::text)::bigint,
  constraint recording_events_pkey PRIMARY KEY (tenant_id, recording_id, number)
);
CREATE INDEX recording_events_lately ON recording_events USING btree (written_in, tenant_id) WHERE (type <> 'segment'::text);
CREATE INDEX recording_events_progress ON recording_events USING btree (tenant_id, created_at) WHERE (type = 'progress'::text);
alter table recording_events enable row level security;
alter table recording_events force row level security;
create policy routing on recording_events for select to efir_dispatcher using (true);
create policy tenant on recording_events to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on recording_events to efir_app;
grant select (tenant_id, recording_id, number, type, written_in) on recording_events to efir_dispatcher;

create table recording_links (
  tenant_id uuid not null,
  recording_id uuid not null,
  url text not null,
  state text default 'open'::text not null,
  bytes bigint default 0 not null,
  announced bigint,
  named boolean not null,
  claim uuid,
  due_at timestamp with time zone default now() not null,
  tries integer default 0 not null,
  created_at timestamp with time zone default now() not null,
  constraint recording_links_pkey PRIMARY KEY (tenant_id, recording_id),
  constraint recording_links_state_check CHECK ((state = ANY (ARRAY['open'::text, 'failed'::text, 'cancelled'::text, 'fetched'::text])))
);
CREATE INDEX recording_links_due ON recording_links USING btree (due_at) WHERE (state = 'open'::text);
alter table recording_links enable row level security;
alter table recording_links force row level security;
create policy routing on recording_links for select to efir_dispatcher using (true);
create policy tenant on recording_links to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on recording_links to efir_app;
grant select (tenant_id, recording_id, state, due_at) on recording_links to efir_dispatcher;

create table recording_tags (
  tenant_id uuid not null,
  recording_id uuid not null,
  tag text not null,
  constraint recording_tags_pkey PRIMARY KEY (tenant_id, recording_id, tag)
);
CREATE INDEX recording_tags_by_tag ON recording_tags USING btree (tenant_id, tag, recording_id);
alter table recording_tags enable row level security;
alter table recording_tags force row level security;
create policy tenant on recording_tags to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on recording_tags to efir_app;

create table recordings (
  tenant_id uuid not null,
  id uuid not null,
  state text not null,
  file_name text not null,
  bytes bigint not null,
  blob_key text not null,
  options jsonb default '{}'::jsonb not null,
  media jsonb,
  processed double precision default 0 not null,
  error jsonb,
  request_id text not null,
  trace text not null,
  last_event bigint default 0 not null,
  created_at timestamp with time zone default now() not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  audio_gone text,
  audio_gone_at timestamp with time zone,
  transcript_expired_at timestamp with time zone,
  pace_since timestamp with time zone,
  pace_from double precision,
  progress_at timestamp with time zone,
  hearing jsonb,
  folder_id uuid,
  expected_bytes bigint,
  arranged_in bigint,
  constraint recordings_pkey PRIMARY KEY (tenant_id, id),
  constraint recordings_audio_gone_check CHECK ((audio_gone = ANY (ARRAY['expired'::text, 'lost'::text, 'awaited'::text]))),
  constraint recordings_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE INDEX recordings_arranged ON recordings USING btree (arranged_in) WHERE (arranged_in IS NOT NULL);
CREATE INDEX recordings_by_age ON recordings USING btree (tenant_id, created_at DESC, id DESC);
CREATE INDEX recordings_by_folder ON recordings USING btree (tenant_id, folder_id, created_at DESC, id DESC) WHERE (folder_id IS NOT NULL);
CREATE INDEX recordings_by_name ON recordings USING btree (tenant_id, file_name, id);
CREATE INDEX recordings_by_state ON recordings USING btree (tenant_id, state, created_at DESC, id DESC);
CREATE INDEX recordings_with_audio ON recordings USING btree (tenant_id, finished_at) WHERE ((audio_gone IS NULL) AND (finished_at IS NOT NULL));
CREATE INDEX recordings_with_transcript ON recordings USING btree (tenant_id, finished_at) WHERE ((transcript_expired_at IS NULL) AND (finished_at IS NOT NULL));
CREATE INDEX recordings_without_transcript ON recordings USING btree (tenant_id, transcript_expired_at) WHERE (transcript_expired_at IS NOT NULL);
alter table recordings enable row level security;
alter table recordings force row level security;
create policy routing on recordings for select to efir_dispatcher using (true);
create policy tenant on recordings to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on recordings to efir_app;
grant select (tenant_id, id, arranged_in) on recordings to efir_dispatcher;

create table refresh_tokens (
  token_hash bytea not null,
  family_id uuid not null,
  created_at timestamp with time zone default now() not null,
  used_at timestamp with time zone,
  constraint refresh_tokens_pkey PRIMARY KEY (token_hash)
);
CREATE INDEX refresh_tokens_by_family ON refresh_tokens USING btree (family_id);
alter table refresh_tokens enable row level security;
alter table refresh_tokens force row level security;
create policy identity on refresh_tokens to efir_identity using (true);
grant delete, insert, select, update on refresh_tokens to efir_identity;

create table retention_policies (
  tenant_id uuid not null,
  audio_days integer,
  transcript_days integer,
  task_days integer,
  constraint retention_policies_pkey PRIMARY KEY (tenant_id),
  constraint retention_policies_audio_days_check CHECK ((audio_days >= 1)),
  constraint retention_policies_task_days_check CHECK ((task_days >= 1)),
  constraint retention_policies_transcript_days_check CHECK ((transcript_days >= 1))
);
alter table retention_policies enable row level security;
alter table retention_policies force row level security;
create policy tenant on retention_policies to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on retention_policies to efir_app;

create table segment_words (
  tenant_id uuid not null,
  recording_id uuid not null,
  index integer not null,
  words tsvector not null
);
CREATE INDEX segment_words_marked ON segment_words USING gin (((array_to_tsvector(ARRAY[(tenant_id)::text]) || words))) WITH (gin_pending_list_limit='256');
CREATE UNIQUE INDEX segment_words_newest ON segment_words USING btree (tenant_id, recording_id DESC, index);
alter table segment_words enable row level security;
alter table segment_words force row level security;
create policy searching on segment_words for select to efir_search using (true);
create policy tenant on segment_words to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on segment_words to efir_app;
grant select on segment_words to efir_search;

create table segments (
  tenant_id uuid not null,
  recording_id uuid not null,
  index integer not null,
  piece integer not null,
  start_s double precision not null,
  end_s double precision not null,
  speaker text,
  text text not null,
  words jsonb not null,
  language text,
  unintelligible boolean default false not null,
  constraint segments_pkey PRIMARY KEY (tenant_id, recording_id, index)
);
alter table segments enable row level security;
alter table segments force row level security;
create policy tenant on segments to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on segments to efir_app;

create table session_files (
  tenant_id uuid not null,
  id uuid not null,
  session_id uuid not null,
  file_name text not null,
  bytes bigint not null,
  blob_key text not null,
  created_at timestamp with time zone default now() not null,
  constraint session_files_pkey PRIMARY KEY (tenant_id, id)
);
CREATE INDEX session_files_by_session ON session_files USING btree (tenant_id, session_id, created_at, id);
alter table session_files enable row level security;
alter table session_files force row level security;
create policy tenant on session_files to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on session_files to efir_app;

create table sessions (
  id uuid not null,
  secret_hash bytea not null,
  user_id uuid not null,
  tenant_id uuid not null,
  address text not null,
  user_agent text not null,
  created_at timestamp with time zone default now() not null,
  seen_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_secret_hash_key UNIQUE (secret_hash)
);
CREATE INDEX sessions_by_end ON sessions USING btree (expires_at);
CREATE INDEX sessions_by_member ON sessions USING btree (tenant_id, user_id);
CREATE INDEX sessions_by_user ON sessions USING btree (user_id, seen_at);
alter table sessions enable row level security;
alter table sessions force row level security;
create policy identity on sessions to efir_identity using (true);
grant delete, insert, select, update on sessions to efir_identity;

create table setup_codes (
  code_hash bytea not null,
  created_at timestamp with time zone default now() not null,
  constraint setup_codes_pkey PRIMARY KEY (code_hash)
);
alter table setup_codes enable row level security;
alter table setup_codes force row level security;
create policy identity on setup_codes to efir_identity using (true);
grant delete, insert, select, update on setup_codes to efir_identity;

create table shares (
  tenant_id uuid not null,
  id uuid not null,
  recording_id uuid not null,
  secret_hash bytea not null,
  password_hash text,
  audio boolean not null,
  expires_at timestamp with time zone,
  wrong_passwords integer default 0 not null,
  locked_until timestamp with time zone,
  user_id uuid,
  api_key_id uuid,
  created_at timestamp with time zone default now() not null,
  opened integer default 0 not null,
  opened_at timestamp with time zone,
  constraint shares_pkey PRIMARY KEY (tenant_id, id)
);
CREATE INDEX shares_by_recording ON shares USING btree (tenant_id, recording_id, id);
alter table shares enable row level security;
alter table shares force row level security;
create policy tenant on shares to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on shares to efir_app;

create table sign_in_tries (
  key text not null,
  wrong integer not null,
  first_at timestamp with time zone default now() not null,
  last_at timestamp with time zone default now() not null,
  closed_until timestamp with time zone,
  constraint sign_in_tries_pkey PRIMARY KEY (key)
);
CREATE INDEX sign_in_tries_by_age ON sign_in_tries USING btree (last_at);
alter table sign_in_tries enable row level security;
alter table sign_in_tries force row level security;
create policy identity on sign_in_tries to efir_identity using (true);
grant delete, insert, select, update on sign_in_tries to efir_identity;

create table signing_keys (
  id text not null,
  public_key jsonb not null,
  private_key jsonb not null,
  created_at timestamp with time zone default now() not null,
  constraint signing_keys_pkey PRIMARY KEY (id)
);
alter table signing_keys enable row level security;
alter table signing_keys force row level security;
create policy identity on signing_keys to efir_identity using (true);
grant delete, insert, select, update on signing_keys to efir_identity;

create table signing_secrets (
  tenant_id uuid not null,
  secret bytea not null,
  former_secret bytea,
  former_until timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  constraint signing_secrets_pkey PRIMARY KEY (tenant_id)
);
alter table signing_secrets enable row level security;
alter table signing_secrets force row level security;
create policy tenant on signing_secrets to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on signing_secrets to efir_app;

create table speakers (
  tenant_id uuid not null,
  recording_id uuid not null,
  id text not null,
  name text,
  seconds double precision not null,
  embedding bytea,
  merged_into text,
  voice_id uuid,
  constraint speakers_pkey PRIMARY KEY (tenant_id, recording_id, id)
);
CREATE INDEX speakers_by_voice ON speakers USING btree (tenant_id, voice_id) WHERE (voice_id IS NOT NULL);
alter table speakers enable row level security;
alter table speakers force row level security;
create policy tenant on speakers to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on speakers to efir_app;

create table tasks (
  tenant_id uuid not null,
  id uuid not null,
  recording_id uuid not null,
  kind text not null,
  engine text,
  state text not null,
  priority integer default 0 not null,
  due_at timestamp with time zone default now() not null,
  pieces integer default 0 not null,
  segments integer default 0 not null,
  failures integer default 0 not null,
  losses integer default 0 not null,
  failures_by_code jsonb default '{}'::jsonb not null,
  error jsonb,
  created_at timestamp with time zone default now() not null,
  finished_at timestamp with time zone,
  needs uuid[] default '{}'::uuid[] not null,
  steps integer default 1 not null,
  blocks integer default 0 not null,
  until_s double precision default 0 not null,
  short boolean default false not null,
  constraint tasks_pkey PRIMARY KEY (tenant_id, id),
  constraint tasks_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'queued'::text, 'dispatched'::text, 'running'::text, 'succeeded'::text, 'dead'::text, 'cancelled'::text])))
);
CREATE INDEX tasks_by_recording ON tasks USING btree (tenant_id, recording_id);
CREATE INDEX tasks_by_state ON tasks USING btree (tenant_id, state, id);
CREATE INDEX tasks_dead ON tasks USING btree (id) WHERE (state = 'dead'::text);
CREATE INDEX tasks_finished ON tasks USING btree (tenant_id, finished_at) WHERE (finished_at IS NOT NULL);
CREATE INDEX tasks_short ON tasks USING btree (kind, engine, tenant_id, priority DESC, due_at, id) WHERE ((state = 'queued'::text) AND short);
CREATE INDEX tasks_waiting ON tasks USING btree (kind, engine, tenant_id, priority DESC, due_at, id) WHERE (state = 'queued'::text);
alter table tasks enable row level security;
alter table tasks force row level security;
create policy routing on tasks for select to efir_dispatcher using (true);
create policy tenant on tasks to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on tasks to efir_app;
grant select (tenant_id, id, kind, engine, state, priority, due_at, created_at, short) on tasks to efir_dispatcher;

create table telegram_codes (
  tenant_id uuid not null,
  user_id uuid not null,
  code_hash bytea not null,
  expires_at timestamp with time zone not null,
  constraint telegram_codes_pkey PRIMARY KEY (tenant_id, user_id)
);
alter table telegram_codes enable row level security;
alter table telegram_codes force row level security;
create policy tenant on telegram_codes to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on telegram_codes to efir_app;

create table telegram_logins (
  tenant_id uuid not null,
  bot_id bigint not null,
  telegram_user_id bigint not null,
  user_id uuid not null,
  created_at timestamp with time zone default now() not null,
  constraint telegram_logins_pkey PRIMARY KEY (tenant_id, bot_id, telegram_user_id),
  constraint telegram_logins_tenant_id_bot_id_user_id_key UNIQUE (tenant_id, bot_id, user_id)
);
CREATE INDEX telegram_logins_by_member ON telegram_logins USING btree (tenant_id, user_id);
alter table telegram_logins enable row level security;
alter table telegram_logins force row level security;
create policy tenant on telegram_logins to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on telegram_logins to efir_app;

create table tenant_turns (
  tenant_id uuid not null,
  served_at timestamp with time zone default clock_timestamp() not null,
  constraint tenant_turns_pkey PRIMARY KEY (tenant_id)
);
alter table tenant_turns enable row level security;
alter table tenant_turns force row level security;
create policy routing on tenant_turns for select to efir_dispatcher using (true);
create policy tenant on tenant_turns to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on tenant_turns to efir_app;
grant select (tenant_id, served_at) on tenant_turns to efir_dispatcher;

create table tenants (
  id uuid not null,
  name text not null,
  created_at timestamp with time zone default now() not null,
  max_running integer,
  constraint tenants_pkey PRIMARY KEY (id),
  constraint tenants_max_running_check CHECK ((max_running >= 0))
);
alter table tenants enable row level security;
alter table tenants force row level security;
create policy identity on tenants for select to efir_identity using (true);
create policy routing on tenants for select to efir_dispatcher using (true);
create policy tenant on tenants to efir_app using (id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on tenants to efir_app;
grant select (id, created_at, max_running) on tenants to efir_dispatcher;
grant select (id, name) on tenants to efir_identity;

create table timetable_runs (
  tenant_id uuid not null,
  timetable_id uuid not null,
  due_at timestamp with time zone not null,
  tries integer default 1 not null,
  started_at timestamp with time zone default now() not null,
  finished_at timestamp with time zone,
  result jsonb,
  error jsonb,
  constraint timetable_runs_pkey PRIMARY KEY (tenant_id, timetable_id, due_at)
);
CREATE INDEX timetable_runs_open ON timetable_runs USING btree (due_at) WHERE (finished_at IS NULL);
alter table timetable_runs enable row level security;
alter table timetable_runs force row level security;
create policy routing on timetable_runs for select to efir_dispatcher using (true);
create policy tenant on timetable_runs to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on timetable_runs to efir_app;
grant select (tenant_id, timetable_id, due_at, tries, finished_at) on timetable_runs to efir_dispatcher;

create table timetables (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  kind text not null,
  payload jsonb default '{}'::jsonb not null,
  pattern text not null,
  zone text not null,
  next_at timestamp with time zone not null,
  constraint timetables_pkey PRIMARY KEY (tenant_id, id),
  constraint timetables_tenant_id_name_key UNIQUE (tenant_id, name)
);
CREATE INDEX timetables_due ON timetables USING btree (next_at);
alter table timetables enable row level security;
alter table timetables force row level security;
create policy routing on timetables for select to efir_dispatcher using (true);
create policy tenant on timetables to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on timetables to efir_app;
grant select (tenant_id, id, kind, next_at) on timetables to efir_dispatcher;

create table token_families (
  id uuid not null,
  tenant_id uuid not null,
  user_id uuid,
  api_key_id uuid,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint token_families_pkey PRIMARY KEY (id),
  constraint token_families_check CHECK ((num_nonnulls(user_id, api_key_id) = 1))
);
CREATE INDEX token_families_by_end ON token_families USING btree (expires_at);
CREATE INDEX token_families_by_key ON token_families USING btree (tenant_id, api_key_id);
CREATE INDEX token_families_by_member ON token_families USING btree (tenant_id, user_id);
CREATE INDEX token_families_by_user ON token_families USING btree (user_id) WHERE (user_id IS NOT NULL);
alter table token_families enable row level security;
alter table token_families force row level security;
create policy identity on token_families to efir_identity using (true);
grant delete, insert, select, update on token_families to efir_identity;

create table transcript_changes (
  tenant_id uuid not null,
  recording_id uuid not null,
  version integer not null,
  api_key_id uuid,
  made_at timestamp with time zone default now() not null,
  change jsonb not null,
  user_id uuid,
  constraint transcript_changes_pkey PRIMARY KEY (tenant_id, recording_id, version),
  constraint transcript_changes_version_check CHECK ((version > 1))
);
CREATE INDEX transcript_changes_by_user ON transcript_changes USING btree (tenant_id, user_id) WHERE (user_id IS NOT NULL);
alter table transcript_changes enable row level security;
alter table transcript_changes force row level security;
create policy tenant on transcript_changes to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on transcript_changes to efir_app;

create table transcripts (
  tenant_id uuid not null,
  recording_id uuid not null,
  language text not null,
  engine text not null,
  model text not null,
  quality text not null,
  duration double precision not null,
  notes jsonb default '[]'::jsonb not null,
  created_at timestamp with time zone default now() not null,
  pace double precision,
  version integer default 1 not null,
  constraint transcripts_pkey PRIMARY KEY (tenant_id, recording_id),
  constraint transcripts_quality_check CHECK ((quality = ANY (ARRAY['full'::text, 'low'::text])))
);
CREATE INDEX transcripts_by_pace ON transcripts USING btree (created_at) WHERE (pace IS NOT NULL);
alter table transcripts enable row level security;
alter table transcripts force row level security;
create policy routing on transcripts for select to efir_dispatcher using (true);
create policy tenant on transcripts to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on transcripts to efir_app;
grant select (engine, model, created_at, pace) on transcripts to efir_dispatcher;

create table upload_links (
  tenant_id uuid not null,
  id uuid not null,
  secret_hash bytea not null,
  chat_recording_id uuid not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  constraint upload_links_pkey PRIMARY KEY (tenant_id, id)
);
CREATE INDEX upload_links_by_recording ON upload_links USING btree (tenant_id, chat_recording_id);
alter table upload_links enable row level security;
alter table upload_links force row level security;
create policy tenant on upload_links to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on upload_links to efir_app;

create table upload_parts (
  tenant_id uuid not null,
  upload_id uuid not null,
  start_at bigint not null,
  bytes bigint not null,
  blob_key text not null,
  constraint upload_parts_pkey PRIMARY KEY (tenant_id, upload_id, start_at)
);
alter table upload_parts enable row level security;
alter table upload_parts force row level security;
create policy tenant on upload_parts to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on upload_parts to efir_app;

create table upload_sessions (
  tenant_id uuid not null,
  id uuid not null,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  constraint upload_sessions_pkey PRIMARY KEY (tenant_id, id)
);
CREATE INDEX upload_sessions_by_end ON upload_sessions USING btree (expires_at);
alter table upload_sessions enable row level security;
alter table upload_sessions force row level security;
create policy routing on upload_sessions for select to efir_dispatcher using (true);
create policy tenant on upload_sessions to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on upload_sessions to efir_app;
grant select (tenant_id, id, expires_at) on upload_sessions to efir_dispatcher;

create table uploads (
  tenant_id uuid not null,
  id uuid not null,
  state text default 'open'::text not null,
  file_name text not null,
  options jsonb default '{}'::jsonb not null,
  metadata text not null,
  bytes bigint not null,
  received bigint default 0 not null,
  claim uuid,
  due_at timestamp with time zone default now() not null,
  tries integer default 0 not null,
  recording_id uuid,
  error jsonb,
  request_id text not null,
  trace text not null,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  constraint uploads_pkey PRIMARY KEY (tenant_id, id),
  constraint uploads_bytes_check CHECK ((bytes > 0)),
  constraint uploads_state_check CHECK ((state = ANY (ARRAY['open'::text, 'whole'::text, 'taken'::text, 'refused'::text])))
);
CREATE INDEX uploads_by_end ON uploads USING btree (expires_at);
CREATE INDEX uploads_whole ON uploads USING btree (due_at) WHERE (state = 'whole'::text);
alter table uploads enable row level security;
alter table uploads force row level security;
create policy routing on uploads for select to efir_dispatcher using (true);
create policy tenant on uploads to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on uploads to efir_app;
grant select (tenant_id, id, state, due_at, expires_at) on uploads to efir_dispatcher;

create table users (
  id uuid not null,
  email text not null,
  name text not null,
  password_hash text,
  language text,
  created_at timestamp with time zone default now() not null,
  constraint users_pkey PRIMARY KEY (id),
  constraint users_email_key UNIQUE (email),
  constraint users_email_check CHECK ((email = lower(email))),
  constraint users_language_check CHECK ((language = ANY (ARRAY['en'::text, 'ru'::text])))
);
alter table users enable row level security;
alter table users force row level security;
create policy identity on users to efir_identity using (true);
create policy members on users for select to efir_app using (id IN ( SELECT memberships.user_id
   FROM memberships));
grant delete, insert, select, update on users to efir_identity;
grant select (id, email, name) on users to efir_app;

create table vocabularies (
  tenant_id uuid not null,
  hot_words jsonb default '[]'::jsonb not null,
  spellings jsonb default '[]'::jsonb not null,
  updated_at timestamp with time zone default now() not null,
  constraint vocabularies_pkey PRIMARY KEY (tenant_id)
);
alter table vocabularies enable row level security;
alter table vocabularies force row level security;
create policy tenant on vocabularies to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on vocabularies to efir_app;

create table voice_samples (
  tenant_id uuid not null,
  id uuid not null,
  voice_id uuid not null,
  recording_id uuid,
  speaker text not null,
  seconds double precision not null,
  embedding bytea not null,
  created_at timestamp with time zone default now() not null,
  constraint voice_samples_pkey PRIMARY KEY (tenant_id, id),
  constraint voice_samples_tenant_id_voice_id_recording_id_speaker_key UNIQUE (tenant_id, voice_id, recording_id, speaker)
);
CREATE INDEX voice_samples_by_recording ON voice_samples USING btree (tenant_id, recording_id);
alter table voice_samples enable row level security;
alter table voice_samples force row level security;
create policy tenant on voice_samples to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on voice_samples to efir_app;

create table voices (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  user_id uuid,
  api_key_id uuid,
  created_at timestamp with time zone default now() not null,
  constraint voices_pkey PRIMARY KEY (tenant_id, id)
);
alter table voices enable row level security;
alter table voices force row level security;
create policy tenant on voices to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on voices to efir_app;

create table webhooks (
  tenant_id uuid not null,
  id uuid not null,
  url text not null,
  events text[] not null,
  secret bytea not null,
  former_secret bytea,
  former_until timestamp with time zone,
  state text default 'active'::text not null,
  reason jsonb,
  failures integer default 0 not null,
  created_at timestamp with time zone default now() not null,
  constraint webhooks_pkey PRIMARY KEY (tenant_id, id),
  constraint webhooks_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text])))
);
alter table webhooks enable row level security;
alter table webhooks force row level security;
create policy routing on webhooks for select to efir_dispatcher using (true);
create policy tenant on webhooks to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on webhooks to efir_app;
grant select (tenant_id, id, state) on webhooks to efir_dispatcher;

create table workers (
  id text not null,
  queues text[] not null,
  slots integer not null,
  running integer not null,
  engine text not null,
  model text not null,
  seen_at timestamp with time zone default now() not null,
  constraint workers_pkey PRIMARY KEY (id)
);
alter table workers enable row level security;
alter table workers force row level security;
create policy dispatcher on workers to efir_dispatcher using (true);
create policy everybody on workers for select to efir_app using (true);
grant delete, insert, select, update on workers to efir_dispatcher;
grant select on workers to efir_app;

CREATE OR REPLACE FUNCTION forget_segments()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from segment_words using old_rows
    where segment_words.tenant_id = old_rows.tenant_id and segment_words.recording_id = old_rows.recording_id
      and segment_words.index = old_rows.index;
  return null;
end $function$
;
CREATE OR REPLACE FUNCTION index_changed_segments()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into segment_words (tenant_id, recording_id, index, words)
    select tenant_id, recording_id, index, to_tsvector('public.spoken', plain_words(new_rows.text))
    from new_rows join old_rows using (tenant_id, recording_id, index) where new_rows.text <> old_rows.text
    on conflict (tenant_id, recording_id, index) do update set words = excluded.words;
  return null;
end $function$
;
CREATE OR REPLACE FUNCTION index_new_segments()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into segment_words (tenant_id, recording_id, index, words)
    select tenant_id, recording_id, index, to_tsvector('public.spoken', plain_words(text)) from new_rows
    on conflict (tenant_id, recording_id, index) do update set words = excluded.words;
  return null;
end $function$
;
CREATE OR REPLACE FUNCTION plain_words(text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN translate($1, 'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯё-‐‑–—−/\.:@_+%&#=~?''’<>|^*$'::text, 'абвгдеежзийклмнопрстуфхцчшщъыьэюяе                         '::text)
;
CREATE OR REPLACE FUNCTION search_segments(wanted tsquery, behind_recording uuid, behind_index integer, most integer)
 RETURNS TABLE(recording_id uuid, index integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
    select found.recording_id, found.index from public.segment_words found
    where (array_to_tsvector(array[found.tenant_id::text]) || found.words) @@
        (format('''%s''', current_setting('app.tenant_id', true))::tsquery && wanted)
      and found.tenant_id::text = current_setting('app.tenant_id', true)
      and (behind_recording is null or found.recording_id < behind_recording
        or found.recording_id = behind_recording and found.index > behind_index)
    order by found.recording_id desc, found.index
    limit most
  $function$
;
CREATE OR REPLACE FUNCTION walk_segments(wanted tsquery, behind_recording uuid, behind_index integer, walked integer)
 RETURNS TABLE(recording_id uuid, index integer)
 LANGUAGE sql
 STABLE
 SET enable_sort TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_seqscan TO 'off'
AS $function$
    select newest.recording_id, newest.index from (
      select found.recording_id, found.index, found.words from segment_words found
      where found.recording_id <= coalesce(behind_recording, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
        and (behind_recording is null or found.recording_id < behind_recording or found.index > behind_index)
      order by found.recording_id desc, found.index
      limit walked) newest
    where newest.words @@ wanted
    order by newest.recording_id desc, newest.index
  $function$
;

revoke execute on function search_segments from public;
grant execute on function search_segments to efir_app;
alter function search_segments owner to efir_search;

CREATE TRIGGER forget AFTER DELETE ON segments REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION forget_segments();
CREATE TRIGGER index_changed AFTER UPDATE ON segments REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION index_changed_segments();
CREATE TRIGGER index_new AFTER INSERT ON segments REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION index_new_segments();

alter table answers add constraint answers_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table api_keys add constraint api_keys_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
alter table api_keys add constraint api_keys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE SET NULL;
alter table attempts add constraint attempts_tenant_id_task_id_fkey FOREIGN KEY (tenant_id, task_id) REFERENCES tasks(tenant_id, id) ON DELETE CASCADE;
alter table awaited_recordings add constraint awaited_recordings_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table bots add constraint bots_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
alter table chat_actions add constraint chat_actions_tenant_id_bot_id_chat_id_fkey FOREIGN KEY (tenant_id, bot_id, chat_id) REFERENCES chats(tenant_id, bot_id, id) ON DELETE CASCADE;
alter table chat_dialogues add constraint chat_dialogues_tenant_id_bot_id_chat_id_fkey FOREIGN KEY (tenant_id, bot_id, chat_id) REFERENCES chats(tenant_id, bot_id, id) ON DELETE CASCADE;
alter table chat_media add constraint chat_media_tenant_id_bot_id_chat_id_fkey FOREIGN KEY (tenant_id, bot_id, chat_id) REFERENCES chats(tenant_id, bot_id, id) ON DELETE CASCADE;
alter table chat_messages add constraint chat_messages_tenant_id_bot_id_chat_id_fkey FOREIGN KEY (tenant_id, bot_id, chat_id) REFERENCES chats(tenant_id, bot_id, id) ON DELETE CASCADE;
alter table chat_messages add constraint chat_messages_tenant_id_chat_recording_id_fkey FOREIGN KEY (tenant_id, chat_recording_id) REFERENCES chat_recordings(tenant_id, id) ON DELETE SET NULL (chat_recording_id);
alter table chat_paces add constraint chat_paces_tenant_id_bot_id_fkey FOREIGN KEY (tenant_id, bot_id) REFERENCES bots(tenant_id, id) ON DELETE CASCADE;
alter table chat_recordings add constraint chat_recordings_tenant_id_bot_id_chat_id_fkey FOREIGN KEY (tenant_id, bot_id, chat_id) REFERENCES chats(tenant_id, bot_id, id) ON DELETE CASCADE;
alter table chat_recordings add constraint chat_recordings_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE SET NULL (recording_id);
alter table chat_updates add constraint chat_updates_tenant_id_bot_id_fkey FOREIGN KEY (tenant_id, bot_id) REFERENCES bots(tenant_id, id) ON DELETE CASCADE;
alter table chats add constraint chats_tenant_id_bot_id_fkey FOREIGN KEY (tenant_id, bot_id) REFERENCES bots(tenant_id, id) ON DELETE CASCADE;
alter table deleted_recordings add constraint deleted_recordings_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
alter table deliveries add constraint deliveries_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
alter table deliveries add constraint deliveries_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table deliveries add constraint deliveries_tenant_id_webhook_id_fkey FOREIGN KEY (tenant_id, webhook_id) REFERENCES webhooks(tenant_id, id) ON DELETE CASCADE;
alter table delivery_tries add constraint delivery_tries_tenant_id_delivery_id_fkey FOREIGN KEY (tenant_id, delivery_id) REFERENCES deliveries(tenant_id, id) ON DELETE CASCADE;
alter table diarized_blocks add constraint diarized_blocks_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table external_logins add constraint external_logins_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
alter table folders add constraint folders_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
alter table folders add constraint folders_tenant_id_parent_id_fkey FOREIGN KEY (tenant_id, parent_id) REFERENCES folders(tenant_id, id) ON DELETE CASCADE;
alter table highlights add constraint highlights_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table idempotency_keys add constraint idempotency_keys_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table invitations add constraint invitations_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
alter table invitations add constraint invitations_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE SET NULL;
alter table memberships add constraint memberships_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
alter table memberships add constraint memberships_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
alter table password_resets add constraint password_resets_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
alter table provider_visits add constraint provider_visits_tenant_id_invitation_id_fkey FOREIGN KEY (tenant_id, invitation_id) REFERENCES invitations(tenant_id, id) ON DELETE CASCADE;
alter table provider_visits add constraint provider_visits_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
alter table recording_events add constraint recording_events_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table recording_links add constraint recording_links_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table recording_tags add constraint recording_tags_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table recordings add constraint recordings_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
alter table recordings add constraint recordings_tenant_id_folder_id_fkey FOREIGN KEY (tenant_id, folder_id) REFERENCES folders(tenant_id, id) ON DELETE SET NULL (folder_id);
alter table refresh_tokens add constraint refresh_tokens_family_id_fkey FOREIGN KEY (family_id) REFERENCES token_families(id) ON DELETE CASCADE;
alter table retention_policies add constraint retention_policies_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
alter table segments add constraint segments_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table session_files add constraint session_files_tenant_id_session_id_fkey FOREIGN KEY (tenant_id, session_id) REFERENCES upload_sessions(tenant_id, id) ON DELETE CASCADE;
alter table sessions add constraint sessions_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES memberships(tenant_id, user_id) ON DELETE CASCADE;
alter table shares add constraint shares_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table signing_secrets add constraint signing_secrets_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
alter table speakers add constraint speakers_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table speakers add constraint speakers_tenant_id_voice_id_fkey FOREIGN KEY (tenant_id, voice_id) REFERENCES voices(tenant_id, id) ON DELETE SET NULL (voice_id);
alter table tasks add constraint tasks_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table telegram_codes add constraint telegram_codes_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES memberships(tenant_id, user_id) ON DELETE CASCADE;
alter table telegram_logins add constraint telegram_logins_tenant_id_bot_id_fkey FOREIGN KEY (tenant_id, bot_id) REFERENCES bots(tenant_id, id) ON DELETE CASCADE;
alter table telegram_logins add constraint telegram_logins_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES memberships(tenant_id, user_id) ON DELETE CASCADE;
alter table tenant_turns add constraint tenant_turns_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
alter table timetable_runs add constraint timetable_runs_tenant_id_timetable_id_fkey FOREIGN KEY (tenant_id, timetable_id) REFERENCES timetables(tenant_id, id) ON DELETE CASCADE;
alter table timetables add constraint timetables_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
alter table token_families add constraint token_families_tenant_id_api_key_id_fkey FOREIGN KEY (tenant_id, api_key_id) REFERENCES api_keys(tenant_id, id) ON DELETE CASCADE;
alter table token_families add constraint token_families_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES memberships(tenant_id, user_id) ON DELETE CASCADE;
alter table transcript_changes add constraint transcript_changes_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table transcripts add constraint transcripts_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table upload_links add constraint upload_links_tenant_id_chat_recording_id_fkey FOREIGN KEY (tenant_id, chat_recording_id) REFERENCES chat_recordings(tenant_id, id) ON DELETE CASCADE;
alter table upload_parts add constraint upload_parts_tenant_id_upload_id_fkey FOREIGN KEY (tenant_id, upload_id) REFERENCES uploads(tenant_id, id) ON DELETE CASCADE;
alter table upload_sessions add constraint upload_sessions_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
alter table uploads add constraint uploads_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
alter table vocabularies add constraint vocabularies_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
alter table voice_samples add constraint voice_samples_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE SET NULL (recording_id);
alter table voice_samples add constraint voice_samples_tenant_id_voice_id_fkey FOREIGN KEY (tenant_id, voice_id) REFERENCES voices(tenant_id, id) ON DELETE CASCADE;
alter table voices add constraint voices_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
alter table webhooks add constraint webhooks_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
