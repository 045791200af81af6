-- Generated from schema.ts by `drizzle-kit generate`.

create table companies (
  tenant text not null,
  code text not null,
  archived_at timestamp(3) with time zone,
  primary key (tenant, code)
);

create table segments (
  tenant text not null,
  name text not null,
  is_default boolean not null,
  archived_at timestamp(3) with time zone,
  primary key (tenant, name)
);

create table people (
  id uuid primary key,
  tenant text not null,
  email text not null,
  given_name text not null,
  family_name text,
  phone text,
  picture text,
  origin text,
  segment text not null,
  custom_fields json,
  attributes json,
  created_at timestamp(3) with time zone not null,
  archived_at timestamp(3) with time zone,
  foreign key (tenant, segment) references segments (tenant, name)
);

create unique index people_email on people (tenant, email) where archived_at is null;

create table people_companies (
  person uuid not null references people (id),
  tenant text not null,
  company text not null,
  primary key (person, company),
  foreign key (tenant, company) references companies (tenant, code)
);
