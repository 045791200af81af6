-- The conventional schema, as an object-relational mapper would create it: every reference is a foreign key.
create table organizations (
  id text primary key,
  name text not null,
  created_at timestamptz not null default now()
);

create table api_keys (
  id uuid primary key default gen_random_uuid(),
  organization_id text not null references organizations,
  key_hash text not null unique,
  revoked_at timestamptz,
  created_at timestamptz not null default now()
);

create table accounts (
  id text primary key,
  organization_id text not null references organizations,
  name text not null,
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);

create index accounts_organization on accounts (organization_id);

create table contact_types (
  id text primary key,
  organization_id text not null references organizations,
  name text not null,
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);

create table contacts (
  id uuid primary key default gen_random_uuid(),
  organization_id text not null references organizations,
  email text not null,
  first_name text not null,
  last_name text,
  phone_number text,
  avatar_url text,
  contact_type_id text not null references contact_types,
  source text not null,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);

create unique index contacts_email on contacts (organization_id, email) where deleted_at is null;

create table contact_accounts (
  contact_id uuid not null references contacts on delete cascade,
  account_id text not null references accounts,
  created_at timestamptz not null default now(),
  primary key (contact_id, account_id)
);
