-- Tenants and everything a recording needs. Rules of this schema:
--   every tenant table has tenant_id, an index that begins with it, and row-level security enabled and forced;
--   efir_app sees the rows of the tenant that its transaction names (app.tenant_id), and nothing without one;
--   efir_dispatcher sees all tenants, but routing columns only.
-- The sub-select makes the planner read the setting once per statement; nullif, because a reused connection
-- holds '' in place of null and a bare cast would throw.

create table tenants (
  id uuid primary key,
  name text not null,
  created_at timestamptz not null default now()
);

create table api_keys (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null,
  name text not null,
  -- sha256 of the secret part; the secret itself is shown once and kept nowhere
  secret_hash bytea not null,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id)
);

create table recordings (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null,
  state text not null check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  file_name text not null,
  bytes bigint not null,
  blob_key text not null,
  -- language, engine, model, diarize, recipe as the request gave them
  options jsonb not null default '{}',
  -- format, codec, duration, sample_rate, channels, once a worker has looked
  media jsonb,
  -- seconds that are transcribed
  processed double precision not null default 0,
  -- {code, args} of the failure that ended it
  error jsonb,
  request_id text not null,
  trace text not null,
  -- number of the newest row in recording_events; counted under this row's lock
  last_event bigint not null default 0,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  primary key (tenant_id, id)
);
create index recordings_by_age on recordings (tenant_id, created_at desc, id desc);
create index recordings_by_state on recordings (tenant_id, state, created_at desc, id desc);

create table recording_events (
  tenant_id uuid not null,
  recording_id uuid not null,
  number bigint not null,
  type text not null,
  data jsonb not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, recording_id, number),
  foreign key (tenant_id, recording_id) references recordings on delete cascade
);

create table segments (
  tenant_id uuid not null,
  recording_id uuid not null,
  index integer not null,
  -- the piece of audio it was found in: the unit of checkpoints
  piece integer not null,
  start_s double precision not null,
  end_s double precision not null,
  speaker text,
  text text not null,
  words jsonb not null,
  primary key (tenant_id, recording_id, index),
  foreign key (tenant_id, recording_id) references recordings on delete cascade
);

create table transcripts (
  tenant_id uuid not null,
  recording_id uuid not null,
  language text not null,
  engine text not null,
  model text not null,
  quality text not null check (quality in ('full', 'low')),
  duration double precision not null,
  notes jsonb not null default '[]',
  created_at timestamptz not null default now(),
  primary key (tenant_id, recording_id),
  foreign key (tenant_id, recording_id) references recordings on delete cascade
);

create table idempotency_keys (
  tenant_id uuid not null,
  key text not null,
  -- sha256 over content, file name and options of the request that came first
  fingerprint text not null,
  recording_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, key),
  foreign key (tenant_id, recording_id) references recordings on delete cascade
);
create index idempotency_keys_by_age on idempotency_keys (tenant_id, created_at);

create table tasks (
  tenant_id uuid not null,
  id uuid not null,
  recording_id uuid not null,
  kind text not null,
  -- queue of a named engine; null for the default
  engine text,
  state text not null check (state in ('queued', 'dispatched', 'running', 'succeeded', 'dead', 'cancelled')),
  priority integer not null default 0,
  due_at timestamptz not null default now(),
  -- stored checkpoints: pieces done, segments they gave
  pieces integer not null default 0,
  segments integer not null default 0,
  -- transient failures and lost workers are counted apart, as are failures with a limit of their own
  failures integer not null default 0,
  losses integer not null default 0,
  failures_by_code jsonb not null default '{}',
  error jsonb,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, recording_id) references recordings on delete cascade
);
create index tasks_by_recording on tasks (tenant_id, recording_id);
-- what the dispatcher looks for: tenants that wait at a queue, and the first tasks of each
create index tasks_waiting on tasks (kind, engine, tenant_id, priority desc, due_at, id) where state = 'queued';

create table attempts (
  tenant_id uuid not null,
  -- random: the task_id of the wire, fence and credential at once
  id uuid not null,
  task_id uuid not null,
  number integer not null,
  state text not null check (state in ('dispatched', 'running', 'succeeded', 'failed', 'lost', 'stopped')),
  -- the run that reported first; another run of the same attempt is told to stop
  run_id uuid,
  worker_id text,
  -- highest event of the run that is applied
  applied_seq integer not null default 0,
  lease_until timestamptz not null,
  error jsonb,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, task_id) references tasks on delete cascade
);
create unique index attempts_by_id on attempts (id);
create index attempts_by_task on attempts (tenant_id, task_id, number);
create index attempts_open on attempts (lease_until) where state in ('dispatched', 'running');

-- Who called the roll lately; nobody's data.
create table workers (
  id text primary key,
  queues text[] not null,
  slots integer not null,
  running integer not null,
  engine text not null,
  model text not null,
  seen_at timestamptz not null default now()
);

do $$
declare name text;
begin
  foreach name in array array['api_keys', 'recordings', 'recording_events', 'segments', 'transcripts',
                              'idempotency_keys', 'tasks', 'attempts'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant on %I to efir_app
      using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))$policy$, name);
    execute format('grant select, insert, update, delete on %I to efir_app', name);
  end loop;
end $$;

alter table tenants enable row level security;
alter table tenants force row level security;
create policy tenant on tenants to efir_app
  using (id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant select, insert, update, delete on tenants to efir_app;

-- The dispatcher: which work is where, never what it is.
create policy routing on tasks for select to efir_dispatcher using (true);
grant select (tenant_id, id, kind, engine, state, priority, due_at, created_at) on tasks to efir_dispatcher;
create policy routing on attempts for select to efir_dispatcher using (true);
grant select (tenant_id, id, task_id, state, lease_until, created_at) on attempts to efir_dispatcher;

alter table workers enable row level security;
alter table workers force row level security;
create policy everybody on workers for select to efir_app using (true);
create policy dispatcher on workers to efir_dispatcher using (true);
grant select on workers to efir_app;
grant select, insert, update, delete on workers to efir_dispatcher;
