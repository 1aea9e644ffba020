-- Lists of people and of files depend on all of them: also on those that are not in them yet.

create function cache_note_user_list() returns trigger language plpgsql as $$ begin
  perform cache_note('{user_list}');
  return null;
end $$;
create trigger cache_list_changed after insert or delete on users
  for each statement execute function cache_note_user_list();
-- Signing in writes to the row as well, which nobody sees.
create trigger cache_list_updated after update on users for each row
  when (old.name is distinct from new.name or old.status is distinct from new.status)
  execute function cache_note_user_list();

create function cache_note_file_list() returns trigger language plpgsql as $$ begin
  perform cache_note('{file_list}');
  return null;
end $$;
create trigger cache_list_changed after insert or update or delete on file_managed
  for each statement execute function cache_note_file_list();
