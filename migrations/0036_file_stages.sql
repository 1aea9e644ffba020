-- Which stages a permanent file is of. null: of live, which everybody sees.
alter table file_managed add stage_ids uuid[];

-- What a stage has; the files of live are not in it.
create index file_managed_stage_ids on file_managed using gin (stage_ids)
  where stage_ids is not null;
