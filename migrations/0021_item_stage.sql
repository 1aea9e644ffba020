-- What stages have made of their own is found without going through all that is live.
create index item_stage on item (stage_id, created desc, id desc)
  where stage_id <> '00000000-0000-7000-8000-000000000001';
-- Counts of published content of a type need nothing but the index.
drop index item_listing;
create index item_listing on item (type, status, created desc, id desc) include (stage_id)
  where deleted is null;
