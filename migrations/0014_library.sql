-- Order among recordings, what people mark in them, and links for people without an account.

-- Folders of a tenant; what is in one that is deleted stays, in none.
create table folders (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null,
  -- null: at the top
  parent_id uuid,
  name text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique nulls not distinct (tenant_id, parent_id, name),
  foreign key (tenant_id, parent_id) references folders on delete cascade
);
alter table recordings add column folder_id uuid;
alter table recordings add foreign key (tenant_id, folder_id) references folders on delete set null (folder_id);
create index recordings_by_folder on recordings (tenant_id, folder_id, created_at desc, id desc)
  where folder_id is not null;

create table recording_tags (
  tenant_id uuid not null,
  recording_id uuid not null,
  tag text not null,
  primary key (tenant_id, recording_id, tag),
  foreign key (tenant_id, recording_id) references recordings on delete cascade
);
create index recording_tags_by_tag on recording_tags (tenant_id, tag, recording_id);

-- A stretch of a transcript that somebody marked.
create table highlights (
  tenant_id uuid not null,
  id uuid not null,
  recording_id uuid not null,
  start_s double precision not null,
  end_s double precision not null check (end_s > start_s),
  -- may be empty
  note text not null,
  -- who made it: a person or a key
  user_id uuid,
  api_key_id uuid,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, recording_id) references recordings on delete cascade
);
create index highlights_by_recording on highlights (tenant_id, recording_id, start_s, id);

-- A link to a transcript for people without an account; it is gone when it is revoked.
create table shares (
  tenant_id uuid not null,
  id uuid not null,
  recording_id uuid not null,
  -- sha256 of the secret part of the address
  secret_hash bytea not null,
  -- argon2id; null: whoever has the link may read
  password_hash text,
  -- whether the sound may be heard, too
  audio boolean not null,
  expires_at timestamptz,
  -- passwords that were wrong since the last right one, and until when none is looked at
  wrong_passwords integer not null default 0,
  locked_until timestamptz,
  user_id uuid,
  api_key_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, recording_id) references recordings on delete cascade
);
create index shares_by_recording on shares (tenant_id, recording_id, id);

-- Voices of one person that were told apart as two; null: somebody of their own. The row stays, for former versions.
alter table speakers add column merged_into text;

do $$
declare name text;
begin
  foreach name in array array['folders', 'recording_tags', 'highlights', 'shares'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant on %I to efir_app
      using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))$policy$, name);
    execute format('grant select, insert, update, delete on %I to efir_app', name);
  end loop;
end $$;
