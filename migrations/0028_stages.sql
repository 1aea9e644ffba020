-- Stages are written: a revision belongs to one stage, and is all that a version of an item is.

alter table item_revision
  -- Stages are never deleted, and a reference would lock the row of live at each save.
  add stage_id uuid not null default '00000000-0000-7000-8000-000000000001',
  add item_author_id uuid references users (id),
  add promote boolean not null default false,
  add sticky boolean not null default false,
  add item_created timestamptz;
alter table item_revision disable trigger item_revision_final;
update item_revision set stage_id = item.stage_id, item_author_id = item.author_id,
    promote = item.promote, sticky = item.sticky, item_created = item.created
  from item where item.id = item_revision.item_id;
alter table item_revision enable trigger item_revision_final;
alter table item_revision alter item_author_id set not null, alter item_created set not null;

-- What a stage changed is listed in the order of its items without going through all of it.
alter table stage_association add created timestamptz;
update stage_association set created = revision.item_created
  from item_revision revision where revision.id = target_revision_id;
alter table stage_association alter created set not null;
create index stage_association_listing on stage_association (stage_id, created desc, item_id desc);
create index stage_association_item on stage_association (item_id);

-- What it was when the stage deleted it: null for records that have no revisions.
alter table stage_deletion
  add base_revision_id uuid references item_revision (id) on delete cascade,
  add deleted timestamptz not null default now(),
  add deleted_by uuid references users (id);
create index stage_deletion_record on stage_deletion (record_id);

-- A stage that is closed is not offered any more; its name may be used again.
alter table stage drop constraint stage_name_key,
  add description text not null default '',
  -- Whether the revisions of what is published are thrown away: one is left, of the publish.
  add squash boolean not null default false,
  add closed timestamptz;
create unique index stage_name on stage (name) where closed is null;
-- For whoever never heard of stages: a draft of what is live.
insert into stage (id, name, label, upstream_id, description) values (
  '00000000-0000-7000-8000-000000000003', 'draft', 'Draft', '00000000-0000-7000-8000-000000000001',
  'What is not ready for everybody yet.');

-- What was published, with what it takes to take it back.
create table stage_publish (
  id uuid primary key,
  stage_id uuid not null references stage (id),
  upstream_id uuid not null references stage (id),
  published timestamptz not null,
  published_by uuid not null references users (id),
  log text not null default '',
  undone timestamptz,
  undone_by uuid references users (id)
);
create index stage_publish_stage on stage_publish (stage_id, published desc);
create table stage_publish_change (
  publish_id uuid not null references stage_publish (id) on delete cascade,
  record_type text not null,
  record_id text not null,
  label text not null,
  -- What it was in the stage when it was published and what that began with, and what it was in the
  -- upstream before and after: {"is": "version", "key": …}, {"is": "deleted"} or {"is": "absent"}.
  mine jsonb not null,
  base jsonb not null,
  before jsonb not null,
  after jsonb not null,
  primary key (publish_id, record_type, record_id)
);

-- What a stage shows is kept for as long as nothing changes in it or above it.
create function cache_note_staged_items() returns trigger language plpgsql as $$ begin
  perform cache_note(array(
    select 'item:' || item_id from changed
    union select 'item_list:' || item.type from changed join item on item.id = item_id));
  return null;
end $$;
create trigger cache_inserted after insert on stage_association
  referencing new table as changed for each statement execute function cache_note_staged_items();
create trigger cache_updated after update on stage_association
  referencing new table as changed for each statement execute function cache_note_staged_items();
create trigger cache_deleted after delete on stage_association
  referencing old table as changed for each statement execute function cache_note_staged_items();
create function cache_note_staged_deletions() returns trigger language plpgsql as $$ begin
  perform cache_note(array(
    select 'item:' || record_id from changed where record_type = 'item'
    union select 'item_list:' || item.type from changed join item on item.id = record_id));
  return null;
end $$;
create trigger cache_inserted after insert on stage_deletion
  referencing new table as changed for each statement execute function cache_note_staged_deletions();
create trigger cache_deleted after delete on stage_deletion
  referencing old table as changed for each statement execute function cache_note_staged_deletions();

-- Which fields differ: what the summary of a revision says.
create function changed_fields(before jsonb, after jsonb) returns jsonb language sql immutable as $$
  select coalesce(jsonb_agg(key order by key), '[]')
  from jsonb_each(before) was(key, value) full join jsonb_each(after) now(key, value) using (key)
  where was.value is distinct from now.value
$$;
