-- The words of items, in their stems, in each stage that has its own version: listings and search
-- find items by them. Kept by triggers, so that whatever writes an item keeps them.

create table item_search (
  item_id uuid not null references item (id) on delete cascade,
  stage_id uuid not null references stage (id) on delete cascade,
  words tsvector not null,
  primary key (item_id, stage_id)
);
create index item_search_words on item_search using gin (words);

-- Text stands under a few keys of values, whatever the field type; ids and names of formats do not
-- count. A vector holds 1 MiB at most: of longer texts the beginning is found.
create function words_of(title text, fields jsonb) returns tsvector
language sql immutable as $$
  select setweight(to_tsvector('pg_catalog.english', title), 'A') || to_tsvector(
    'pg_catalog.english',
    left(coalesce((
      select string_agg(words #>> '{}', ' ') from (
        select jsonb_path_query(fields, 'strict $.**.value ? (@.type() == "string")') words
        union all
        select jsonb_path_query(fields, 'strict $.**.title ? (@.type() == "string")')
        union all
        select jsonb_path_query(fields, 'strict $.**.alt ? (@.type() == "string")')
      ) texts
    ), ''), 100000))
$$;

create function keep_words_of_item() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if (old.title, old.fields, old.stage_id) = (new.title, new.fields, new.stage_id) then
      return null;
    end if;
    delete from item_search
      where item_id = new.id and stage_id = old.stage_id and old.stage_id <> new.stage_id;
  end if;
  insert into item_search values (new.id, new.stage_id, words_of(new.title, new.fields))
    on conflict (item_id, stage_id) do update set words = excluded.words;
  return null;
end $$;
create trigger item_words after insert or update of title, fields, stage_id on item
  for each row execute function keep_words_of_item();

create function keep_words_of_stage() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    delete from item_search where item_id = old.item_id and stage_id = old.stage_id;
  else
    insert into item_search
      select new.item_id, new.stage_id, words_of(title, fields)
      from item_revision where id = new.target_revision_id
      on conflict (item_id, stage_id) do update set words = excluded.words;
  end if;
  return null;
end $$;
create trigger stage_words after insert or update or delete on stage_association
  for each row execute function keep_words_of_stage();

insert into item_search select id, stage_id, words_of(title, fields) from item;
insert into item_search
  select own.item_id, own.stage_id, words_of(revision.title, revision.fields)
  from stage_association own join item_revision revision on revision.id = own.target_revision_id
  on conflict do nothing;

-- Listings compare text by its code points, whatever the locale of the database is.
create index item_title_order on item (title collate "C", id) where deleted is null;
