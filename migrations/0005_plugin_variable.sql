-- What plugins keep for themselves: settings, counters. Apart from `variable`, which every kernel
-- holds in memory and reads again whenever one is saved.
create table plugin_variable (
  plugin text not null,
  name text not null,
  value jsonb not null,
  primary key (plugin, name)
);
