-- What somebody changes in a listing is of the stage that they are in, which may have the listing alone.
alter table gather_draft drop constraint gather_draft_gather_fkey,
  add stage_id uuid not null default '00000000-0000-7000-8000-000000000001',
  drop constraint gather_draft_pkey,
  add primary key (user_id, stage_id, gather);
