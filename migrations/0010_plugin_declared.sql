-- What a plugin said that it brings when it was enabled or updated: permissions and pages. So they
-- are known on every kernel without asking it.
alter table plugin add column declared jsonb not null default '{}';
