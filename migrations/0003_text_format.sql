-- Text formats as administrators made or changed them. Those of the program need no row; one with
-- neither label nor filters only says where it stands.

create table text_format (
  name text primary key,
  label text,
  filters jsonb,
  weight integer not null,
  check ((label is null) = (filters is null))
);
