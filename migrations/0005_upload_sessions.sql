-- Files that were sent in without becoming recordings yet: each client has a session of its own for them.
create table upload_sessions (
  tenant_id uuid not null references tenants on delete cascade,
  -- random: only who was given it may use what was uploaded in it
  id uuid not null,
  created_at timestamptz not null default now(),
  -- moved on by every use
  expires_at timestamptz not null,
  primary key (tenant_id, id)
);
create index upload_sessions_by_end on upload_sessions (expires_at);

create table session_files (
  tenant_id uuid not null,
  id uuid not null,
  session_id uuid not null,
  file_name text not null,
  bytes bigint not null,
  blob_key text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, session_id) references upload_sessions on delete cascade
);
create index session_files_by_session on session_files (tenant_id, session_id, created_at, id);

do $$
declare name text;
begin
  foreach name in array array['upload_sessions', 'session_files'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant on %I to efir_app
      using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))$policy$, name);
    execute format('grant select, insert, update, delete on %I to efir_app', name);
  end loop;
end $$;

-- Which sessions are over, of all tenants; never what is in them.
create policy routing on upload_sessions for select to efir_dispatcher using (true);
grant select (tenant_id, id, expires_at) on upload_sessions to efir_dispatcher;
