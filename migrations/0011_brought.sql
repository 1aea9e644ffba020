-- Field types that plugins bring: other types with some of their settings fixed. They stay when the
-- plugin goes, since fields may be of them.

create table field_type (
  name text primary key,
  plugin text not null,
  -- What people call the plugin.
  plugin_label text not null,
  -- Not: fields that are of it go on as the type that it is made of.
  active boolean not null,
  -- label, description, base, icon, settings.
  definition jsonb not null
);

-- Templates and assets that stand beside the component of a plugin: every kernel has the same.
create table plugin_file (
  plugin text not null references plugin (name) on delete cascade,
  -- templates/component--blog_card.html, assets/blog.css
  path text not null,
  bytes bytea not null,
  primary key (plugin, path)
);

-- SHA-256 of all of them, hexadecimal; '' for none.
alter table plugin add column files text not null default '';
