-- What transactions changed, by cache tags, for the caches of all kernels. A row is written by the
-- transaction itself, so that it is there exactly when the change is, also if the kernel dies then.

create table cache_change (
  id bigint generated always as identity primary key,
  cache_tags text[] not null,
  -- Rows appear in the order of the commits, not of their numbers: by this a reader knows which of
  -- them may still appear.
  transaction xid8 not null default pg_current_xact_id(),
  created timestamptz not null default now()
);
create index cache_change_transaction on cache_change (transaction);
create index cache_change_created on cache_change (created);

-- Keeps apart what several sites keep in one Redis.
create table cache_site (id uuid primary key default gen_random_uuid());
insert into cache_site default values;
