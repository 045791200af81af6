-- The host application's own tables: its names, its keys, its rules. Nothing here was made for bulk-contacts.

create table accounts (
  id bigint generated always as identity primary key,
  workspace text not null,
  number text not null, -- what customers know: A123
  closed_at timestamptz,
  unique (workspace, number)
);

create table person_kinds (
  id bigint generated always as identity primary key,
  workspace text not null,
  name text not null,
  is_default boolean not null default false,
  retired_at timestamptz,
  unique (workspace, name)
);

create table people (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  workspace text not null,
  email_address text not null,
  given_name text not null,
  family_name text,
  phone text,
  kind_id bigint not null references person_kinds,
  origin text,
  profile jsonb not null default '{}', -- what has no column of its own
  joined_at timestamptz not null,
  removed_at timestamptz
);

create unique index people_email on people (workspace, lower(email_address)) where removed_at is null;

create table people_accounts (
  person_id bigint not null references people,
  account_id bigint not null references accounts,
  primary key (person_id, account_id)
);

create table request_keys (
  workspace text not null,
  key text not null,
  fingerprint text not null,
  result json not null,
  created_at timestamptz not null,
  primary key (workspace, key)
);
