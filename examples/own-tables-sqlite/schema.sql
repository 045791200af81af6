create table accounts (
  id integer primary key,
  team text not null,
  number text not null,
  closed_at text,
  unique (team, number)
) strict;

create table contact_types (
  team text not null,
  name text not null,
  is_default integer not null default 0,
  retired_at text,
  primary key (team, name)
) strict;

create table people (
  id text primary key,
  team text not null,
  email text not null,
  first_name text not null,
  last_name text,
  phone text,
  picture text,
  origin text,
  type text not null,
  custom_fields text,
  metadata text,
  created_at text not null,
  deleted_at text,
  foreign key (team, type) references contact_types (team, name)
) strict;

create unique index people_email on people (team, email) where deleted_at is null;

create table people_accounts (
  person_id text not null references people,
  account_id integer not null references accounts,
  primary key (person_id, account_id)
) strict, without rowid;
