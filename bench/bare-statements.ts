/** What the program asks, as one would write it by hand: the floors of the figures. */
export const LOAD_ITEM = `select item.*, users.name as author_name from item
  join users on users.id = item.author_id where item.stage_id = $2 and item.id = $1`;

export const LIST_ITEMS = `select item.*, users.name as author_name from item
  join users on users.id = item.author_id
  where stage_id = $1 and deleted is null and item.status and type = $2
  order by item.created desc, item.id desc limit 26`;

export const SAVE_ITEM = `with written as (
    insert into item_revision (id, item_id, author_id, title, status, created, fields,
      item_author_id, promote, sticky, item_created)
    select $1, id, author_id, title, status, now(), fields, author_id, promote, sticky, created
    from item where id = $2 returning id
  ) update item set current_revision_id = $1, changed = now() where id = $2`;
