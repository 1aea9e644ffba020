-- A type may be there in a stage only, and items of it with it: who saves one looks it up there.
alter table item drop constraint item_type_fkey;
