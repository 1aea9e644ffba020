-- How far the changes of a stage are on their way: submitted, approved or sent back, and by whom. It
-- is about one version: of what is another since, this is an earlier step, and it is a draft again.
create table stage_review (
  stage_id uuid not null references stage (id),
  record_type text not null,
  record_id text not null,
  state text not null check (state in ('draft', 'review', 'approved')),
  -- A word that is another one for every version.
  version text not null,
  moved timestamptz not null,
  moved_by uuid references users (id) on delete set null,
  note text not null default '',
  primary key (stage_id, record_type, record_id)
);

-- Whether only what is approved is published.
alter table stage add approval boolean not null default false;
