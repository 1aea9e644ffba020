-- The texts that a path finds in the fields of an item, for indexes on fields of several values:
-- an index on whole documents finds the same items, but each of those is unpacked and looked
-- through then. What unpacking costs the planner does not know, so it is said here.
create function item_values(fields jsonb, path jsonpath) returns text[]
  language sql immutable strict parallel safe cost 200
  as $$ select array(select value #>> '{}' from jsonb_path_query(fields, path) value) $$;
