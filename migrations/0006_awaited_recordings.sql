-- Recordings that somebody waits for on an open connection. Who lost the connection and sends the same again joins
-- what is in work, whichever process took it in; and what nobody has waited for any more can be told from what is wanted.
create table awaited_recordings (
  tenant_id uuid not null,
  -- sha256 over content, file name and options of the request
  fingerprint text not null,
  recording_id uuid not null,
  -- when somebody was last known to wait
  wanted_at timestamptz not null default now(),
  primary key (tenant_id, fingerprint),
  foreign key (tenant_id, recording_id) references recordings on delete cascade
);
create index awaited_recordings_by_recording on awaited_recordings (tenant_id, recording_id);

alter table awaited_recordings enable row level security;
alter table awaited_recordings force row level security;
create policy tenant on awaited_recordings to efir_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant select, insert, update, delete on awaited_recordings to efir_app;
