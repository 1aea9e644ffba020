-- Listings as data. A definition is checked when it is saved and again when it is read.
create table gather (
  name text primary key,
  definition jsonb not null,
  version integer not null default 1,
  enabled boolean not null default true,
  changed timestamptz not null,
  changed_by uuid references users (id) on delete set null
);
