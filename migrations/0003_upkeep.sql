-- What keeps a long-lived installation in order: steps that wait for one another, timetables, retention, the sweeper,
-- and what estimates are made of.

-- A step of a recipe waits until every task that it needs has succeeded.
alter table tasks drop constraint tasks_state_check;
alter table tasks add constraint tasks_state_check
  check (state in ('waiting', 'queued', 'dispatched', 'running', 'succeeded', 'dead', 'cancelled'));
-- tasks of the same recording that have to succeed first; and how many steps the recording has
alter table tasks add column needs uuid[] not null default '{}';
alter table tasks add column steps integer not null default 1;
create index tasks_by_state on tasks (tenant_id, state, id);
create index tasks_dead on tasks (id) where state = 'dead';
create index tasks_finished on tasks (tenant_id, finished_at) where finished_at is not null;

-- Why the sound of a recording is no longer there: its time was over, or the sweeper did not find it.
alter table recordings add column audio_gone text check (audio_gone in ('expired', 'lost'));
alter table recordings add column audio_gone_at timestamptz;
alter table recordings add column transcript_expired_at timestamptz;
-- the run in work: when its first progress came and where the recording stood then, and the latest progress
alter table recordings add column pace_since timestamptz;
alter table recordings add column pace_from double precision;
alter table recordings add column progress_at timestamptz;
create index recordings_with_audio on recordings (tenant_id, finished_at) where audio_gone is null and finished_at is not null;
create index recordings_with_transcript on recordings (tenant_id, finished_at)
  where transcript_expired_at is null and finished_at is not null;
create index recording_events_progress on recording_events (tenant_id, created_at) where type = 'progress';

-- seconds of sound that the run did in a second; null when it was too short to tell
alter table transcripts add column pace double precision;
create index transcripts_by_pace on transcripts (created_at) where pace is not null;
create index attempts_succeeded on attempts (finished_at) where state = 'succeeded';

-- Days until something of a tenant expires; null: never. A tenant without a row has the installation's standard.
create table retention_policies (
  tenant_id uuid primary key references tenants on delete cascade,
  audio_days integer check (audio_days >= 1),
  transcript_days integer check (transcript_days >= 1),
  task_days integer check (task_days >= 1)
);

-- Work that repeats. Those of the installation itself belong to a tenant of their own.
create table timetables (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null,
  name text not null,
  -- kind of job, and what it is told
  kind text not null,
  payload jsonb not null default '{}',
  -- a cron expression, read in a time zone by its IANA name
  pattern text not null,
  zone text not null,
  next_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, name)
);
create index timetables_due on timetables (next_at);

-- One row for each time that came round, written before anything is done.
create table timetable_runs (
  tenant_id uuid not null,
  timetable_id uuid not null,
  due_at timestamptz not null,
  tries integer not null default 1,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  -- what came out, or {code, args} of the failure
  result jsonb,
  error jsonb,
  primary key (tenant_id, timetable_id, due_at),
  foreign key (tenant_id, timetable_id) references timetables on delete cascade
);
create index timetable_runs_open on timetable_runs (due_at) where finished_at is null;

do $$
declare name text;
begin
  foreach name in array array['retention_policies', 'timetables', 'timetable_runs'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant on %I to efir_app
      using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))$policy$, name);
    execute format('grant select, insert, update, delete on %I to efir_app', name);
  end loop;
end $$;

-- What is due, and how fast work goes: never whose words or what they say.
create policy routing on timetables for select to efir_dispatcher using (true);
grant select (tenant_id, id, kind, next_at) on timetables to efir_dispatcher;
create policy routing on timetable_runs for select to efir_dispatcher using (true);
grant select (tenant_id, timetable_id, due_at, tries, finished_at) on timetable_runs to efir_dispatcher;
create policy routing on transcripts for select to efir_dispatcher using (true);
grant select (engine, model, pace, created_at) on transcripts to efir_dispatcher;
grant select (finished_at) on attempts to efir_dispatcher;
