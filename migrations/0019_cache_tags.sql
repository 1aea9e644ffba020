-- Tables say themselves what changed, so that no mutation can forget it, nor an import, nor somebody
-- who writes to the database by hand. One row in the log for each statement, not for each row.

-- More cache tags than this in one statement are all of them.
create function cache_note(tags text[]) returns void language sql as $$
  insert into cache_change (cache_tags)
  select case when cardinality(tags) > 1000 then '{*}'::text[] else tags end
  where cardinality(tags) > 0
$$;

create function cache_note_items() returns trigger language plpgsql as $$ begin
  perform cache_note(array(
    select 'item:' || id from changed union select 'item_list:' || type from changed));
  return null;
end $$;
create trigger cache_inserted after insert on item
  referencing new table as changed for each statement execute function cache_note_items();
create trigger cache_updated after update on item
  referencing new table as changed for each statement execute function cache_note_items();
create trigger cache_deleted after delete on item
  referencing old table as changed for each statement execute function cache_note_items();

-- `term_list` is the order of terms and what stands under what.
create function cache_note_terms() returns trigger language plpgsql as $$ begin
  perform cache_note(array(
    select 'term:' || id from changed union select 'term_list' from changed));
  return null;
end $$;
create trigger cache_inserted after insert on category_term
  referencing new table as changed for each statement execute function cache_note_terms();
create trigger cache_updated after update on category_term
  referencing new table as changed for each statement execute function cache_note_terms();
create trigger cache_deleted after delete on category_term
  referencing old table as changed for each statement execute function cache_note_terms();

create function cache_note_term_list() returns trigger language plpgsql as $$ begin
  perform cache_note('{term_list}');
  return null;
end $$;
create trigger cache_changed after insert or update or delete on category_term_hierarchy
  for each statement execute function cache_note_term_list();
create trigger cache_changed after insert or update or delete on category_term_synonym
  for each statement execute function cache_note_term_list();

create function cache_note_merged_terms() returns trigger language plpgsql as $$ begin
  perform cache_note(array(
    select 'term:' || id from changed union select 'term:' || into_id from changed
    union select 'term_list' from changed));
  return null;
end $$;
create trigger cache_inserted after insert on category_term_merge
  referencing new table as changed for each statement execute function cache_note_merged_terms();
create trigger cache_updated after update on category_term_merge
  referencing new table as changed for each statement execute function cache_note_merged_terms();
create trigger cache_deleted after delete on category_term_merge
  referencing old table as changed for each statement execute function cache_note_merged_terms();

-- Signing in writes to the row as well, which nobody sees.
create function cache_note_user() returns trigger language plpgsql as $$ begin
  perform cache_note(array['user:' || old.id]);
  return null;
end $$;
create trigger cache_updated after update on users for each row
  when (old.name is distinct from new.name or old.status is distinct from new.status)
  execute function cache_note_user();
create trigger cache_deleted after delete on users for each row
  execute function cache_note_user();

create function cache_note_files() returns trigger language plpgsql as $$ begin
  perform cache_note(array(select 'file:' || id from changed));
  return null;
end $$;
create trigger cache_updated after update on file_managed
  referencing new table as changed for each statement execute function cache_note_files();
create trigger cache_deleted after delete on file_managed
  referencing old table as changed for each statement execute function cache_note_files();

-- What administrators set up: every page depends on it.
create function cache_note_site() returns trigger language plpgsql as $$ begin
  perform cache_note('{site}');
  return null;
end $$;
create trigger cache_changed after insert or update or delete on variable
  for each statement execute function cache_note_site();
create trigger cache_changed after insert or update or delete on item_type
  for each statement execute function cache_note_site();
create trigger cache_changed after insert or update or delete on field_config
  for each statement execute function cache_note_site();
create trigger cache_changed after insert or update or delete on field_instance
  for each statement execute function cache_note_site();
create trigger cache_changed after insert or update or delete on field_type
  for each statement execute function cache_note_site();
create trigger cache_changed after insert or update or delete on text_format
  for each statement execute function cache_note_site();
create trigger cache_changed after insert or update or delete on role_permission
  for each statement execute function cache_note_site();
create trigger cache_changed after insert or update or delete on category_vocabulary
  for each statement execute function cache_note_site();
create trigger cache_changed after insert or update or delete on plugin
  for each statement execute function cache_note_site();
create trigger cache_changed after insert or update or delete on plugin_file
  for each statement execute function cache_note_site();
create trigger cache_changed after insert or update or delete on gather
  for each statement execute function cache_note_site();
