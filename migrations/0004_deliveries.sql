-- News on its way to programs outside: webhooks of a tenant, callbacks of one recording, answers on a broker's queue.
-- The row comes before the sending, with the bytes that every try sends: a delivery is made at least once, under one id.

create table webhooks (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null,
  url text not null,
  -- types of news that it wants
  events text[] not null,
  -- kept as it is, because an HMAC needs the secret itself; the one before still signs beside it for a day
  secret bytea not null,
  former_secret bytea,
  former_until timestamptz,
  state text not null default 'active' check (state in ('active', 'paused')),
  -- {code, args} of why it is paused
  reason jsonb,
  -- deliveries in a row that were given up
  failures integer not null default 0,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);

-- Signs the callbacks of recordings, which belong to no webhook: one for each tenant.
create table signing_secrets (
  tenant_id uuid primary key references tenants on delete cascade,
  secret bytea not null,
  former_secret bytea,
  former_until timestamptz,
  created_at timestamptz not null default now()
);

create table deliveries (
  tenant_id uuid not null references tenants on delete cascade,
  -- the webhook-id of the wire, the same for every try
  id uuid not null,
  target text not null check (target in ('webhook', 'callback', 'queue')),
  webhook_id uuid,
  -- of a callback
  url text,
  -- of a queue: its name, and the seconds without use after which it may go
  queue text,
  expires integer,
  -- deliveries that share a bound on how many are under way: one target's, so that it holds up no other
  lane text not null,
  recording_id uuid,
  type text not null,
  -- fixed when the news was written, so that every try sends the same bytes
  body text not null,
  -- held: its webhook is paused
  state text not null check (state in ('waiting', 'held', 'delivered', 'failed')),
  due_at timestamptz not null default now(),
  -- the try that is under way, or was when its process died
  claim uuid,
  -- how often it was sent or may have been, and how often that failed since it was due first or sent again by hand
  tries integer not null default 0,
  failures integer not null default 0,
  -- status and {code, args} of the last try
  status integer,
  error jsonb,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, webhook_id) references webhooks on delete cascade,
  foreign key (tenant_id, recording_id) references recordings on delete cascade,
  check ((target = 'webhook') = (webhook_id is not null)),
  check ((target = 'callback') = (url is not null)),
  check ((target = 'queue') = (queue is not null))
);
create index deliveries_by_webhook on deliveries (tenant_id, webhook_id, id);
create index deliveries_by_recording on deliveries (tenant_id, recording_id);
create index deliveries_by_end on deliveries (tenant_id, finished_at);
-- what coordinators look for: lanes in which something waits, and the first of each
create index deliveries_waiting on deliveries (lane, due_at, id) where state = 'waiting';
create index deliveries_oldest on deliveries (created_at) where state = 'waiting';

create table delivery_tries (
  tenant_id uuid not null,
  delivery_id uuid not null,
  number integer not null,
  started_at timestamptz not null default now(),
  -- null while it is under way, and for ever when its process died
  milliseconds integer,
  status integer,
  error jsonb,
  -- the first characters of what the target answered
  answer text,
  primary key (tenant_id, delivery_id, number),
  foreign key (tenant_id, delivery_id) references deliveries on delete cascade
);

do $$
declare name text;
begin
  foreach name in array array['webhooks', 'signing_secrets', 'deliveries', 'delivery_tries'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant on %I to efir_app
      using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))$policy$, name);
    execute format('grant select, insert, update, delete on %I to efir_app', name);
  end loop;
end $$;

create policy routing on deliveries for select to efir_dispatcher using (true);
grant select (tenant_id, id, lane, state, due_at, created_at) on deliveries to efir_dispatcher;
