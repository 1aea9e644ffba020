-- What was done with stages, by whom. What was saved in them stands in the histories of the records.
create table stage_activity (
  id bigint generated always as identity primary key,
  stage_id uuid not null references stage (id),
  at timestamptz not null,
  by_id uuid references users (id) on delete set null,
  what text not null,
  -- How many records it was about, a time, a note: as `what` needs it.
  detail text not null default ''
);
create index stage_activity_stage on stage_activity (stage_id, at desc, id desc);
create index item_revision_stage on item_revision (stage_id, created desc)
  where stage_id <> '00000000-0000-7000-8000-000000000001';
