-- What stages have instead of records that are one document each, such as settings of the site:
-- null where they deleted it. `base` is what their upstream showed when they began to change it.
create table stage_document (
  stage_id uuid not null references stage (id),
  record_type text not null,
  record_id text not null,
  label text not null,
  content jsonb,
  base jsonb,
  changed timestamptz not null,
  changed_by uuid references users (id),
  primary key (stage_id, record_type, record_id)
);
create trigger cache_changed after insert or update or delete on stage_document
  for each statement execute function cache_note_site();

-- Counts the times at which what readers see changes in many places at once: a page that is made from
-- several statements is made anew when that came in between.
create table stage_turn (n bigint not null);
insert into stage_turn values (0);

-- In a stage the version of a listing is the moment of its last save.
alter table gather_draft alter version type bigint;
