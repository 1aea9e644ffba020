-- Stages have vocabularies and terms of their own. What stands instead of a term is found by its id.
create index stage_document_term on stage_document ((record_id::uuid), stage_id)
  where record_type = 'term';

-- A term that a stage makes while content is written changes no other pages than one of live does.
create function cache_note_documents() returns trigger language plpgsql as $$ begin
  perform cache_note(array(
    select 'term:' || record_id from changed where record_type = 'term'
    union select case record_type when 'term' then 'term_list' else 'site' end from changed));
  return null;
end $$;
drop trigger cache_changed on stage_document;
create trigger cache_inserted after insert on stage_document
  referencing new table as changed for each statement execute function cache_note_documents();
create trigger cache_updated after update on stage_document
  referencing new table as changed for each statement execute function cache_note_documents();
create trigger cache_deleted after delete on stage_document
  referencing old table as changed for each statement execute function cache_note_documents();
