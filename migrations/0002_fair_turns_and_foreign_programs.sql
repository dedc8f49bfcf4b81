-- Turns between tenants that outlive a leader, limits on what a tenant has in work, and what programs of others wait for.

-- Tasks of the tenant in work at once; null: the setting TENANT_MAX_RUNNING, 0: no limit
alter table tenants add column max_running integer check (max_running >= 0);

-- Whose turn it is: of tenants with as much in work, the one that was served longest ago is next. The row is locked
-- while tasks are handed out, so that the limit holds also when two leaders overlap.
create table tenant_turns (
  tenant_id uuid not null references tenants on delete cascade,
  served_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id)
) with (fillfactor = 50);

-- What a producer of another program waits for, who gave us a task of its own: made with the recording, due when the
-- recording ends.
create table answers (
  tenant_id uuid not null,
  recording_id uuid not null,
  kind text not null,
  -- the task_id of the producer
  task_name text not null,
  -- folder of the producer's audio, below the shared root: what is too large for a message is written there
  folder text not null,
  -- null while the recording is in work
  due_at timestamptz,
  tries integer not null default 0,
  sent_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, recording_id),
  foreign key (tenant_id, recording_id) references recordings on delete cascade
);
create index answers_due on answers (due_at) where sent_at is null;

do $$
declare name text;
begin
  foreach name in array array['tenant_turns', 'answers'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant on %I to efir_app
      using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))$policy$, name);
    execute format('grant select, insert, update, delete on %I to efir_app', name);
  end loop;
end $$;

create policy routing on tenants for select to efir_dispatcher using (true);
grant select (id, max_running, created_at) on tenants to efir_dispatcher;
create policy routing on tenant_turns for select to efir_dispatcher using (true);
grant select (tenant_id, served_at) on tenant_turns to efir_dispatcher;
create policy routing on answers for select to efir_dispatcher using (true);
grant select (tenant_id, recording_id, due_at, sent_at) on answers to efir_dispatcher;
