-- Links that show a stage to somebody without an account, for a while.
create table stage_preview (
  id uuid primary key,
  stage_id uuid not null references stage (id),
  created timestamptz not null,
  created_by uuid not null references users (id),
  expires timestamptz not null,
  revoked timestamptz,
  note text not null default ''
);
create index stage_preview_stage on stage_preview (stage_id, created desc);
