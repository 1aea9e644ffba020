-- Components as they were taken apart, so that one kernel does it for all. Can be made again.

create table plugin_parts (
  -- Of the component; what it was made for, and by which version of the program.
  hash text not null,
  made_for text not null,
  bytes bytea not null,
  primary key (hash, made_for)
);
