-- Written by scripts/dump-schema.ts from the migrations beside it.

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
  constraint api_keys_pkey PRIMARY KEY (tenant_id, id)
);
alter table api_keys enable row level security;
alter table api_keys force row level security;
create policy tenant on api_keys to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on api_keys to efir_app;

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
  constraint chat_messages_pkey PRIMARY KEY (tenant_id, id),
  constraint chat_messages_tenant_id_bot_id_chat_id_key_key UNIQUE (tenant_id, bot_id, chat_id, key),
  constraint chat_messages_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'shown'::text, 'failed'::text, 'gone'::text])))
);
CREATE INDEX chat_messages_by_message ON chat_messages USING btree (tenant_id, bot_id, chat_id, message_id);
CREATE INDEX chat_messages_by_recording ON chat_messages USING btree (tenant_id, chat_recording_id);
CREATE INDEX chat_messages_by_user ON chat_messages USING btree (tenant_id, bot_id, user_id) WHERE (user_id IS NOT NULL);
CREATE INDEX chat_messages_lasting ON chat_messages USING btree (tenant_id, due_at) WHERE ((state = ANY (ARRAY['shown'::text, 'failed'::text])) AND (chat_recording_id IS NULL) AND ((content -> 'buttons'::text) IS NOT NULL));
CREATE INDEX chat_messages_new ON chat_messages USING btree (tenant_id, bot_id, id) INCLUDE (chat_id) WHERE ((state = 'waiting'::text) AND (NOT (progress AND (message_id IS NOT NULL) AND (content IS NOT NULL))));
CREATE INDEX chat_messages_of_account ON chat_messages USING btree (tenant_id, bot_id, message_id) WHERE (chat_id > '-1000000000000'::bigint);
CREATE INDEX chat_messages_passing ON chat_messages USING btree (tenant_id, due_at) WHERE ((state <> 'waiting'::text) AND ((state = 'gone'::text) OR ((chat_recording_id IS NULL) AND ((content -> 'buttons'::text) IS NULL))));
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

create table recording_events (
  tenant_id uuid not null,
  recording_id uuid not null,
  number bigint not null,
  type text not null,
  data jsonb not null,
  created_at timestamp with time zone default now() not null,
  constraint recording_events_pkey PRIMARY KEY (tenant_id, recording_id, number)
);
CREATE INDEX recording_events_progress ON recording_events USING btree (tenant_id, created_at) WHERE (type = 'progress'::text);
alter table recording_events enable row level security;
alter table recording_events force row level security;
create policy tenant on recording_events to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on recording_events to efir_app;

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
  constraint recordings_pkey PRIMARY KEY (tenant_id, id),
  constraint recordings_audio_gone_check CHECK ((audio_gone = ANY (ARRAY['expired'::text, 'lost'::text]))),
  constraint recordings_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE INDEX recordings_by_age ON recordings USING btree (tenant_id, created_at DESC, id DESC);
CREATE INDEX recordings_by_state ON recordings USING btree (tenant_id, state, created_at DESC, id DESC);
CREATE INDEX recordings_with_audio ON recordings USING btree (tenant_id, finished_at) WHERE ((audio_gone IS NULL) AND (finished_at IS NOT NULL));
CREATE INDEX recordings_with_transcript ON recordings USING btree (tenant_id, finished_at) WHERE ((transcript_expired_at IS NULL) AND (finished_at IS NOT NULL));
CREATE INDEX recordings_without_transcript ON recordings USING btree (tenant_id, transcript_expired_at) WHERE (transcript_expired_at IS NOT NULL);
alter table recordings enable row level security;
alter table recordings force row level security;
create policy tenant on recordings to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on recordings to efir_app;

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
  constraint speakers_pkey PRIMARY KEY (tenant_id, recording_id, id)
);
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
create policy routing on tenants for select to efir_dispatcher using (true);
create policy tenant on tenants to efir_app using (id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on tenants to efir_app;
grant select (id, created_at, max_running) on tenants to efir_dispatcher;

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

create table transcript_changes (
  tenant_id uuid not null,
  recording_id uuid not null,
  version integer not null,
  api_key_id uuid,
  made_at timestamp with time zone default now() not null,
  change jsonb not null,
  constraint transcript_changes_pkey PRIMARY KEY (tenant_id, recording_id, version),
  constraint transcript_changes_version_check CHECK ((version > 1))
);
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

alter table answers add constraint answers_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table api_keys add constraint api_keys_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
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
alter table deliveries add constraint deliveries_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
alter table deliveries add constraint deliveries_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table deliveries add constraint deliveries_tenant_id_webhook_id_fkey FOREIGN KEY (tenant_id, webhook_id) REFERENCES webhooks(tenant_id, id) ON DELETE CASCADE;
alter table delivery_tries add constraint delivery_tries_tenant_id_delivery_id_fkey FOREIGN KEY (tenant_id, delivery_id) REFERENCES deliveries(tenant_id, id) ON DELETE CASCADE;
alter table diarized_blocks add constraint diarized_blocks_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table idempotency_keys add constraint idempotency_keys_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table recording_events add constraint recording_events_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table recordings add constraint recordings_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
alter table retention_policies add constraint retention_policies_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
alter table segments add constraint segments_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table session_files add constraint session_files_tenant_id_session_id_fkey FOREIGN KEY (tenant_id, session_id) REFERENCES upload_sessions(tenant_id, id) ON DELETE CASCADE;
alter table signing_secrets add constraint signing_secrets_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
alter table speakers add constraint speakers_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table tasks add constraint tasks_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table tenant_turns add constraint tenant_turns_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
alter table timetable_runs add constraint timetable_runs_tenant_id_timetable_id_fkey FOREIGN KEY (tenant_id, timetable_id) REFERENCES timetables(tenant_id, id) ON DELETE CASCADE;
alter table timetables add constraint timetables_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
alter table transcript_changes add constraint transcript_changes_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table transcripts add constraint transcripts_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table upload_links add constraint upload_links_tenant_id_chat_recording_id_fkey FOREIGN KEY (tenant_id, chat_recording_id) REFERENCES chat_recordings(tenant_id, id) ON DELETE CASCADE;
alter table upload_sessions add constraint upload_sessions_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
alter table vocabularies add constraint vocabularies_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
alter table webhooks add constraint webhooks_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
