-- Indexes that were made so that gathers are fast. Whatever stands here belongs to the program,
-- which may drop it; other indexes are left alone.
create table gather_index (
  name text primary key,
  -- What it is on, as gathers name it: [{ "column": "fields.city", "direction": "asc" }].
  columns jsonb not null,
  label text not null,
  state text not null check (state in ('waiting', 'ready', 'failed')),
  -- Why it could not be made.
  reason text not null default '',
  created timestamptz not null
);
