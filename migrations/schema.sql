-- Written by scripts/dump-schema.ts from the migrations beside it.

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
alter table attempts enable row level security;
alter table attempts force row level security;
create policy routing on attempts for select to efir_dispatcher using (true);
create policy tenant on attempts to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on attempts to efir_app;
grant select (tenant_id, id, task_id, state, lease_until, created_at) on attempts to efir_dispatcher;

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
  constraint recordings_pkey PRIMARY KEY (tenant_id, id),
  constraint recordings_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE INDEX recordings_by_age ON recordings USING btree (tenant_id, created_at DESC, id DESC);
CREATE INDEX recordings_by_state ON recordings USING btree (tenant_id, state, created_at DESC, id DESC);
alter table recordings enable row level security;
alter table recordings force row level security;
create policy tenant on recordings to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on recordings to efir_app;

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
  constraint segments_pkey PRIMARY KEY (tenant_id, recording_id, index)
);
alter table segments enable row level security;
alter table segments force row level security;
create policy tenant on segments to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on segments to efir_app;

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
  constraint tasks_pkey PRIMARY KEY (tenant_id, id),
  constraint tasks_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'dispatched'::text, 'running'::text, 'succeeded'::text, 'dead'::text, 'cancelled'::text])))
);
CREATE INDEX tasks_by_recording ON tasks USING btree (tenant_id, recording_id);
CREATE INDEX tasks_waiting ON tasks USING btree (kind, engine, tenant_id, priority DESC, due_at, id) WHERE (state = 'queued'::text);
alter table tasks enable row level security;
alter table tasks force row level security;
create policy routing on tasks for select to efir_dispatcher using (true);
create policy tenant on tasks to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on tasks to efir_app;
grant select (tenant_id, id, kind, engine, state, priority, due_at, created_at) on tasks to efir_dispatcher;

create table tenants (
  id uuid not null,
  name text not null,
  created_at timestamp with time zone default now() not null,
  constraint tenants_pkey PRIMARY KEY (id)
);
alter table tenants enable row level security;
alter table tenants force row level security;
create policy tenant on tenants to efir_app using (id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on tenants to efir_app;

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
  constraint transcripts_pkey PRIMARY KEY (tenant_id, recording_id),
  constraint transcripts_quality_check CHECK ((quality = ANY (ARRAY['full'::text, 'low'::text])))
);
alter table transcripts enable row level security;
alter table transcripts force row level security;
create policy tenant on transcripts to efir_app using (tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on transcripts to efir_app;

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

alter table api_keys add constraint api_keys_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
alter table attempts add constraint attempts_tenant_id_task_id_fkey FOREIGN KEY (tenant_id, task_id) REFERENCES tasks(tenant_id, id) ON DELETE CASCADE;
alter table idempotency_keys add constraint idempotency_keys_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table recording_events add constraint recording_events_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table recordings add constraint recordings_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE;
alter table segments add constraint segments_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table tasks add constraint tasks_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
alter table transcripts add constraint transcripts_tenant_id_recording_id_fkey FOREIGN KEY (tenant_id, recording_id) REFERENCES recordings(tenant_id, id) ON DELETE CASCADE;
