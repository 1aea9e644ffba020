-- When a stage is published by itself, and for whom; `problem` says why it was not.
create table stage_schedule (
  stage_id uuid primary key references stage (id),
  due timestamptz not null,
  by_id uuid not null references users (id) on delete cascade,
  problem text
);
