-- What was left out of a record when it was last saved: an import that skips the record because it
-- is the same says it again.
alter table import_source add column omitted jsonb not null default '[]';
