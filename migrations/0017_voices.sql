-- People whose voices are known again in other recordings. Kept only where somebody said that the person agreed.
create table voices (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null,
  name text not null,
  -- who said so: a person or a key
  user_id uuid,
  api_key_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);

-- What somebody sounded like in one recording; it outlives that recording, and goes with its voice.
create table voice_samples (
  tenant_id uuid not null,
  id uuid not null,
  voice_id uuid not null,
  -- null: the recording is gone
  recording_id uuid,
  speaker text not null,
  -- of speech
  seconds double precision not null,
  embedding bytea not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, voice_id, recording_id, speaker),
  foreign key (tenant_id, voice_id) references voices on delete cascade,
  foreign key (tenant_id, recording_id) references recordings on delete set null (recording_id)
);
create index voice_samples_by_recording on voice_samples (tenant_id, recording_id);

-- Whose voice it was found to be, when the recording was done.
alter table speakers add column voice_id uuid;
alter table speakers add foreign key (tenant_id, voice_id) references voices on delete set null (voice_id);
create index speakers_by_voice on speakers (tenant_id, voice_id) where voice_id is not null;

do $$
declare name text;
begin
  foreach name in array array['voices', 'voice_samples'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant on %I to efir_app
      using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))$policy$, name);
    execute format('grant select, insert, update, delete on %I to efir_app', name);
  end loop;
end $$;
