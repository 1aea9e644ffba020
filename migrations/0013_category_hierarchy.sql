-- Terms under terms: several parents, no circles. What a term stands under is kept with it.

create table category_term_hierarchy (
  term_id uuid not null references category_term (id) on delete cascade,
  parent_id uuid not null references category_term (id) on delete cascade,
  -- Among the terms under the same parent; those on top are in order of category_term.weight.
  weight integer not null default 0,
  primary key (term_id, parent_id),
  check (term_id <> parent_id)
);
create index category_term_hierarchy_parent on category_term_hierarchy (parent_id);

-- Every term with itself and with all that it stands under, however far.
create table category_term_closure (
  ancestor_id uuid not null references category_term (id) on delete cascade,
  term_id uuid not null references category_term (id) on delete cascade,
  primary key (ancestor_id, term_id)
);
create index category_term_closure_term on category_term_closure (term_id);
insert into category_term_closure select id, id from category_term;

-- Other names of terms. No name of a term is one: saves of a vocabulary stand in line for that.
create table category_term_synonym (
  vocabulary_id uuid not null references category_vocabulary (id) on delete cascade,
  term_id uuid not null references category_term (id) on delete cascade,
  name text not null
);
create unique index category_term_synonym_name on category_term_synonym (vocabulary_id, lower(name));
create index category_term_synonym_term on category_term_synonym (term_id);

-- Terms that were merged into others: what leads to them leads there.
create table category_term_merge (
  id uuid primary key,
  into_id uuid not null references category_term (id) on delete cascade
);
create index category_term_merge_into on category_term_merge (into_id);

-- Which terms the items that are not in the trash refer to, as their fields say it, also terms
-- that are gone since. `created` is the item's: lists of a term are in its order.
create table item_term (
  item_id uuid not null references item (id) on delete cascade,
  stage_id uuid not null references stage (id) on delete cascade,
  field text not null,
  term_id uuid not null,
  created timestamptz not null,
  primary key (item_id, stage_id, field, term_id)
);
create index item_term_listing on item_term (term_id, created desc, item_id desc);

-- From now on saves keep it; here it is made once, of what there is.
create function terms_in(type_name text, given jsonb, content jsonb) returns setof uuid
language plpgsql as $$
declare
  -- A field type that a plugin brought is another one with some of its settings fixed.
  brought jsonb := (select definition from field_type where name = type_name);
  base text := coalesce(brought ->> 'base', type_name);
  settings jsonb := given || coalesce(brought -> 'settings', '{}');
begin
  if base = 'reference' then
    return query select (target #>> '{}')::uuid from jsonb_path_query(
      content, 'lax $[*] ? (@.target_type == "term").target_id') target;
  elsif base = 'compound' then
    return query select terms.id
      from jsonb_path_query(settings, 'lax $.fields[*]') sub
      cross join jsonb_path_query(content, 'lax $[*]') one
      cross join terms_in(
        sub ->> 'type', coalesce(sub -> 'settings', '{}'), one -> (sub ->> 'name')) terms (id);
  end if;
end $$;
insert into item_term (item_id, stage_id, field, term_id, created)
  select distinct item.id, item.stage_id, field.name, terms.id, item.created
  from item
    join field_instance used on used.item_type = item.type
    join field_config field on field.name = used.field
    cross join terms_in(field.field_type, field.settings, item.fields -> field.name) terms (id)
  where item.deleted is null and item.fields ? field.name;
drop function terms_in;
