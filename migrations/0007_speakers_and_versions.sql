-- Who spoke, what was corrected, and the words a tenant wants to be spelled its way.

-- what the piece was spoken in, where that is known
alter table segments add column language text;
-- nothing could be made of the sound: the text is empty
alter table segments add column unintelligible boolean not null default false;

-- grows with each correction and each naming of a speaker
alter table transcripts add column version integer not null default 1;

-- stored checkpoints beside pieces and segments: blocks in which voices were told apart, and the second of the recording
-- up to which words are stored
alter table tasks add column blocks integer not null default 0;
alter table tasks add column until_s double precision not null default 0;

-- One block of at most an hour: its turns and the voices in it, until all blocks are there and are joined to speakers.
create table diarized_blocks (
  tenant_id uuid not null,
  recording_id uuid not null,
  block integer not null,
  -- [{start, end, voice}] in seconds of the recording
  turns jsonb not null,
  -- [{voice, seconds, embedding}], the embedding in base64
  voices jsonb not null,
  primary key (tenant_id, recording_id, block),
  foreign key (tenant_id, recording_id) references recordings on delete cascade
);

-- The speakers of a recording: `S1`, `S2`, … in the order of their first words, as segments name them.
create table speakers (
  tenant_id uuid not null,
  recording_id uuid not null,
  id text not null,
  -- what a person called them
  name text,
  seconds double precision not null,
  -- of the voice: little-endian floats; null where speakers were not told apart by voice
  embedding bytea,
  primary key (tenant_id, recording_id, id),
  foreign key (tenant_id, recording_id) references recordings on delete cascade
);

-- What made version n of version n - 1; taking changes back from the newest gives any version.
create table transcript_changes (
  tenant_id uuid not null,
  recording_id uuid not null,
  version integer not null check (version > 1),
  -- the key that it was done with; null: the installation itself
  api_key_id uuid,
  made_at timestamptz not null default now(),
  -- {type, …}, what was and what is
  change jsonb not null,
  primary key (tenant_id, recording_id, version),
  foreign key (tenant_id, recording_id) references recordings on delete cascade
);

-- Words that are likely in a tenant's recordings, and how heard words are to be written.
create table vocabularies (
  tenant_id uuid primary key references tenants on delete cascade,
  hot_words jsonb not null default '[]',
  -- [{heard, write}]
  spellings jsonb not null default '[]',
  updated_at timestamptz not null default now()
);

do $$
declare name text;
begin
  foreach name in array array['diarized_blocks', 'speakers', 'transcript_changes', 'vocabularies'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant on %I to efir_app
      using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))$policy$, name);
    execute format('grant select, insert, update, delete on %I to efir_app', name);
  end loop;
end $$;
