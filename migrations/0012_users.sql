-- People: who may come in, as what, and what lets them in.
-- Users, and what they are let in by, belong to no tenant: efir_identity sees them all, and nothing of recordings.
-- efir_app sees of users whom its tenant has as members: id, address and name.

create table users (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  name text not null,
  -- argon2id in the form of PHC strings; null: this one comes in otherwise
  password_hash text,
  -- null: what the browser asks for
  language text check (language in ('en', 'ru')),
  created_at timestamptz not null default now()
);

create table memberships (
  tenant_id uuid not null references tenants on delete cascade,
  user_id uuid not null references users on delete cascade,
  rank text not null check (rank in ('viewer', 'member', 'manager', 'owner')),
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id)
);
create index memberships_by_user on memberships (user_id);

-- Signed-in browsers. They end with the membership that they look at.
create table sessions (
  id uuid primary key,
  -- sha256 of the cookie's secret
  secret_hash bytea not null unique,
  user_id uuid not null,
  -- the one of the user's that it looks at now
  tenant_id uuid not null,
  address text not null,
  user_agent text not null,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  foreign key (tenant_id, user_id) references memberships on delete cascade
);
create index sessions_by_user on sessions (user_id, seen_at);
create index sessions_by_member on sessions (tenant_id, user_id);
create index sessions_by_end on sessions (expires_at);

-- What whoever owns the installation types to become the first user: printed where it is started.
create table setup_codes (
  code_hash bytea primary key,
  created_at timestamptz not null default now()
);

-- Wrong passwords, by address and by account, also of accounts that nobody has: the answers must not tell which are.
create table sign_in_tries (
  -- `address:…`, `account:…`
  key text primary key,
  wrong integer not null,
  first_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  closed_until timestamptz
);
create index sign_in_tries_by_age on sign_in_tries (last_at);

create table invitations (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null,
  email text not null check (email = lower(email)),
  rank text not null check (rank in ('viewer', 'member', 'manager', 'owner')),
  -- sha256 of the secret part of the link
  secret_hash bytea not null,
  -- who invites; null: a program
  user_id uuid references users on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  primary key (tenant_id, id)
);
create index invitations_by_age on invitations (tenant_id, expires_at);
create index invitations_by_user on invitations (user_id) where user_id is not null;

-- One sign-in of an API client: its refresh tokens follow each other, and end together.
create table token_families (
  id uuid primary key,
  tenant_id uuid not null,
  user_id uuid,
  api_key_id uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  check (num_nonnulls(user_id, api_key_id) = 1),
  foreign key (tenant_id, user_id) references memberships on delete cascade,
  foreign key (tenant_id, api_key_id) references api_keys on delete cascade
);
create index token_families_by_user on token_families (user_id) where user_id is not null;
create index token_families_by_member on token_families (tenant_id, user_id);
create index token_families_by_key on token_families (tenant_id, api_key_id);
create index token_families_by_end on token_families (expires_at);

create table refresh_tokens (
  -- sha256 of the token
  token_hash bytea primary key,
  family_id uuid not null references token_families on delete cascade,
  created_at timestamptz not null default now(),
  -- shown again after that, somebody has a copy: the family is revoked
  used_at timestamptz
);
create index refresh_tokens_by_family on refresh_tokens (family_id);

-- What access tokens are signed with: the newest signs, the others are known until their last token is over.
create table signing_keys (
  id text primary key,
  -- of JSON Web Keys; private ones never leave the table but to sign
  public_key jsonb not null,
  private_key jsonb not null,
  created_at timestamptz not null default now()
);

-- Accounts at an identity provider.
create table external_logins (
  issuer text not null,
  subject text not null,
  user_id uuid not null references users on delete cascade,
  created_at timestamptz not null default now(),
  primary key (issuer, subject)
);
create index external_logins_by_user on external_logins (user_id);

-- Accounts of Telegram, by the bot that they were joined through.
create table telegram_logins (
  tenant_id uuid not null,
  bot_id bigint not null,
  telegram_user_id bigint not null,
  user_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, bot_id, telegram_user_id),
  unique (tenant_id, bot_id, user_id),
  foreign key (tenant_id, bot_id) references bots on delete cascade,
  foreign key (tenant_id, user_id) references memberships on delete cascade
);
create index telegram_logins_by_member on telegram_logins (tenant_id, user_id);

-- What a user types in the bot to join the two: one at a time.
create table telegram_codes (
  tenant_id uuid not null,
  user_id uuid not null,
  code_hash bytea not null,
  expires_at timestamptz not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references memberships on delete cascade
);

-- the user whom it was done by; neither user nor key: the installation itself
alter table transcript_changes add column user_id uuid;
create index transcript_changes_by_user on transcript_changes (tenant_id, user_id) where user_id is not null;

-- Settings and the tasks of others asked for recordings:write so far: who had it keeps both.
alter table api_keys no force row level security;
update api_keys set scopes = scopes || array['settings:write', 'tasks:write'] where 'recordings:write' = any(scopes);
alter table api_keys force row level security;

do $$
declare name text;
begin
  foreach name in array array['memberships', 'invitations', 'telegram_logins', 'telegram_codes'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant on %I to efir_app
      using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))$policy$, name);
    execute format('grant select, insert, update, delete on %I to efir_app', name);
  end loop;
  foreach name in array array['users', 'sessions', 'setup_codes', 'sign_in_tries', 'token_families', 'refresh_tokens',
                              'signing_keys', 'external_logins'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;
  foreach name in array array['users', 'sessions', 'setup_codes', 'sign_in_tries', 'token_families', 'refresh_tokens',
                              'signing_keys', 'external_logins', 'memberships', 'invitations'] loop
    execute format('create policy identity on %I to efir_identity using (true)', name);
    execute format('grant select, insert, update, delete on %I to efir_identity', name);
  end loop;
end $$;

-- Rows of memberships are those of the tenant already: its policy counts here as well.
create policy members on users for select to efir_app using (id in (select user_id from memberships));
grant select (id, email, name) on users to efir_app;

-- Where a user belongs, by name; whether the key behind a token still opens.
create policy identity on tenants for select to efir_identity using (true);
grant select (id, name) on tenants to efir_identity;
create policy identity on api_keys for select to efir_identity using (true);
grant select (tenant_id, id, scopes, expires_at, revoked_at) on api_keys to efir_identity;
