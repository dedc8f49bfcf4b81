-- Who made a key; null: the installation, or a program.
alter table api_keys add column user_id uuid references users on delete set null;
create index api_keys_by_user on api_keys (user_id) where user_id is not null;

-- Links with which an operator lets somebody choose a new password: one at a time, each good once.
create table password_resets (
  user_id uuid primary key references users on delete cascade,
  -- sha256 of the secret part of the link
  secret_hash bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);

-- Browsers on their way to the identity provider and back. A row goes when its browser returns: no answer counts twice.
create table provider_visits (
  -- sha256 of what the provider is given along, and gives back
  state_hash bytea primary key,
  -- sha256 of the cookie: the answer is for the browser that asked
  browser_hash bytea not null,
  nonce text not null,
  -- of PKCE
  verifier text not null,
  -- the page to go to afterwards
  next text not null,
  -- who joins the account that they come back with; null: whoever comes back signs in
  user_id uuid references users on delete cascade,
  -- what is accepted on the way
  tenant_id uuid,
  invitation_id uuid,
  expires_at timestamptz not null,
  foreign key (tenant_id, invitation_id) references invitations on delete cascade
);
create index provider_visits_by_end on provider_visits (expires_at);
create index provider_visits_by_user on provider_visits (user_id) where user_id is not null;
create index provider_visits_by_invitation on provider_visits (tenant_id, invitation_id) where tenant_id is not null;

do $$
declare name text;
begin
  foreach name in array array['password_resets', 'provider_visits'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy identity on %I to efir_identity using (true)', name);
    execute format('grant select, insert, update, delete on %I to efir_identity', name);
  end loop;
end $$;
