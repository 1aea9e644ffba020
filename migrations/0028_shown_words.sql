-- How many items have a word is counted by the words alone where whoever asks sees all that is
-- published: 9,000 of 50,000 in 4 ms, where looking each up in `item` took 12.

-- Of the version of an item that is its row: it is published and not in the trash. Of what stages
-- have of their own: null.
alter table item_search add shown boolean;

create or replace function keep_words_of_item() returns trigger language plpgsql as $$
declare
  is_shown boolean := new.status and new.deleted is null;
  texts text;
begin
  if tg_op = 'UPDATE' then
    if (old.title, old.fields, old.stage_id) = (new.title, new.fields, new.stage_id) then
      if (old.status, old.deleted) is distinct from (new.status, new.deleted) then
        update item_search set shown = is_shown where item_id = new.id and stage_id = new.stage_id;
      end if;
      return null;
    end if;
    texts := texts_of(new.fields);
    if old.stage_id <> new.stage_id then
      delete from item_search where item_id = new.id and stage_id = old.stage_id;
    elsif texts = texts_of(old.fields) then
      update item_search set shown = is_shown, words = case
          when old.title = new.title then words
          else ts_filter(words, '{d}') || words_of_title(new.title) end
        where item_id = new.id and stage_id = new.stage_id;
      if found then
        return null;
      end if;
    end if;
  end if;
  insert into item_search (item_id, stage_id, shown, words)
    values (new.id, new.stage_id, is_shown,
      to_tsvector('pg_catalog.english', coalesce(texts, texts_of(new.fields)))
      || words_of_title(new.title))
    on conflict (item_id, stage_id) do update
    set words = excluded.words, shown = excluded.shown;
  return null;
end $$;
drop trigger item_words on item;
create trigger item_words after insert or update of title, fields, stage_id, status, deleted on item
  for each row execute function keep_words_of_item();

create or replace function keep_words_of_stage() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    delete from item_search where item_id = old.item_id and stage_id = old.stage_id;
  else
    insert into item_search (item_id, stage_id, words)
      select new.item_id, new.stage_id, words_of(title, fields)
      from item_revision where id = new.target_revision_id
      on conflict (item_id, stage_id) do update set words = excluded.words;
  end if;
  return null;
end $$;

update item_search words set shown = item.status and item.deleted is null
  from item where item.id = words.item_id and item.stage_id = words.stage_id;
