-- Lists of people: who joins them, leaves them or is called otherwise changes them all.

create or replace function cache_note_user() returns trigger language plpgsql as $$ begin
  perform cache_note(array['user:' || coalesce(new.id, old.id), 'user_list']);
  return null;
end $$;
create trigger cache_inserted after insert on users for each row
  execute function cache_note_user();
