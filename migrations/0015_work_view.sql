-- What people see of work in progress, and the ways in that last: uploads that go on after a break, and links.

-- The transaction that told it. Whoever knows the oldest open transaction of a look knows where the next look begins:
-- what committed meanwhile is behind it, whatever order the commits came in.
alter table recording_events add column written_in bigint;
alter table recording_events alter column written_in set default (pg_current_xact_id()::text::bigint);
create index recording_events_lately on recording_events (written_in, tenant_id) where type <> 'segment';

-- Recordings that are gone, for those who show lists of them; kept for a day.
create table deleted_recordings (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null,
  written_in bigint not null default (pg_current_xact_id()::text::bigint),
  deleted_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index deleted_recordings_lately on deleted_recordings (written_in);

-- A recording whose bytes are still being fetched has no sound yet.
alter table recordings drop constraint recordings_audio_gone_check;
alter table recordings add constraint recordings_audio_gone_check
  check (audio_gone in ('expired', 'lost', 'awaited'));

-- Where the bytes of a recording are to come from, until they are here.
create table recording_links (
  tenant_id uuid not null,
  recording_id uuid not null,
  url text not null,
  -- open: to be fetched; failed: given up, may be tried again; fetched: only now and then looked at
  state text not null default 'open' check (state in ('open', 'failed', 'cancelled', 'fetched')),
  -- how much has come of the try under way, and how much was announced
  bytes bigint not null default 0,
  announced bigint,
  -- whether the sender named it: else the server may
  named boolean not null,
  claim uuid,
  -- while it is fetched: when that counts as lost; while it waits: when it is tried again
  due_at timestamptz not null default now(),
  tries integer not null default 0,
  created_at timestamptz not null default now(),
  primary key (tenant_id, recording_id),
  foreign key (tenant_id, recording_id) references recordings on delete cascade
);
create index recording_links_due on recording_links (due_at) where state = 'open';

-- A file that comes in parts, over any number of connections, until it is a recording.
create table uploads (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null,
  -- open: bytes are awaited; whole: all are here; taken: it is a recording; refused: it cannot be one
  state text not null default 'open' check (state in ('open', 'whole', 'taken', 'refused')),
  file_name text not null,
  options jsonb not null default '{}',
  -- as its sender wrote it, for the headers of the protocol
  metadata text not null,
  bytes bigint not null check (bytes > 0),
  -- stored, from the first byte on
  received bigint not null default 0,
  -- who writes or hands it over now; whoever has another one is too late
  claim uuid,
  due_at timestamptz not null default now(),
  tries integer not null default 0,
  recording_id uuid,
  error jsonb,
  request_id text not null,
  trace text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (tenant_id, id)
);
create index uploads_by_end on uploads (expires_at);
create index uploads_whole on uploads (due_at) where state = 'whole';

create table upload_parts (
  tenant_id uuid not null,
  upload_id uuid not null,
  -- of its first byte in the file
  start_at bigint not null,
  bytes bigint not null,
  blob_key text not null,
  primary key (tenant_id, upload_id, start_at),
  foreign key (tenant_id, upload_id) references uploads on delete cascade
);

do $$
declare name text;
begin
  foreach name in array array['deleted_recordings', 'recording_links', 'uploads', 'upload_parts'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant on %I to efir_app
      using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))$policy$, name);
    execute format('grant select, insert, update, delete on %I to efir_app', name);
  end loop;
end $$;

-- The dispatcher: of which recordings there is news, never what; what is to be fetched, handed over or thrown away.
create policy routing on recording_events for select to efir_dispatcher using (true);
grant select (tenant_id, recording_id, number, type, written_in) on recording_events to efir_dispatcher;
create policy routing on deleted_recordings for select to efir_dispatcher using (true);
grant select (tenant_id, id, written_in, deleted_at) on deleted_recordings to efir_dispatcher;
create policy routing on recording_links for select to efir_dispatcher using (true);
grant select (tenant_id, recording_id, state, due_at) on recording_links to efir_dispatcher;
create policy routing on uploads for select to efir_dispatcher using (true);
grant select (tenant_id, id, state, due_at, expires_at) on uploads to efir_dispatcher;

-- How many tasks waited and were in work, minute by minute; kept for a week. Nobody's data, as that of workers.
create table queue_history (
  minute timestamptz not null,
  queue text not null,
  waiting integer not null,
  running integer not null,
  primary key (minute, queue)
);
alter table queue_history enable row level security;
alter table queue_history force row level security;
create policy everybody on queue_history for select to efir_app using (true);
create policy dispatcher on queue_history to efir_dispatcher using (true);
grant select on queue_history to efir_app;
grant select, insert, update, delete on queue_history to efir_dispatcher;
