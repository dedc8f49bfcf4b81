-- News on its way to programs outside: to webhooks of a tenant, and to the callback of one recording.
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
  webhook_id uuid,
  -- of a callback, which belongs to no webhook
  url text,
  -- deliveries that share a bound on how many are under way: those of one target, so that it holds up no other
  lane text not null,
  recording_id uuid,
  type text not null,
  -- fixed when the news was written, so that every try sends the same bytes
  body text not null,
  -- a paused webhook's wait until it is resumed
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  -- while a try is under way: when it counts as lost, with the process that made it
  due_at timestamptz not null default now(),
  claim uuid,
  -- how often it was sent or may have been, and how often that failed since it was written or sent again by hand
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
  check ((webhook_id is null) = (url is not null))
);
create index deliveries_by_webhook on deliveries (tenant_id, webhook_id, id);
create index deliveries_by_recording on deliveries (tenant_id, recording_id);
-- what coordinators look for: lanes in which something waits, and the first of each
create index deliveries_waiting on deliveries (lane, due_at, id) where state = 'waiting';
create index deliveries_oldest on deliveries (lane, created_at) where state = 'waiting';

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

-- The dispatcher: what is due, and which webhooks take nothing now; never where it goes or what it says.
create policy routing on deliveries for select to efir_dispatcher using (true);
grant select (tenant_id, id, lane, state, due_at, created_at) on deliveries to efir_dispatcher;
create policy routing on webhooks for select to efir_dispatcher using (true);
grant select (tenant_id, id, state) on webhooks to efir_dispatcher;
