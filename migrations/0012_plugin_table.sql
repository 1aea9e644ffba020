-- Tables of plugins, as they are. They stand in a schema of each plugin's own, plugin_NAME, made
-- and changed with the plugin; what is kept after it is uninstalled is found again here.
create table plugin_table (
  plugin text not null,
  name text not null,
  -- As NAME.info.toml has it.
  definition jsonb not null,
  primary key (plugin, name)
);
