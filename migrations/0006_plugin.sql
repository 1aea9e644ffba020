-- Plugins that are installed. Their components stand here and not in folders, so that every kernel
-- runs the very same.

create table plugin_component (
  -- SHA-256 of the bytes, hexadecimal.
  hash text primary key,
  bytes bytea not null
);

create table plugin (
  name text primary key,
  version text not null,
  weight integer not null,
  -- The rest of its NAME.info.toml.
  manifest jsonb not null,
  hash text not null references plugin_component (hash),
  -- installed: never enabled so far.
  status text not null check (status in ('installed', 'enabled', 'disabled')),
  -- Who made it so; null with a reason: the program did.
  status_by uuid references users (id) on delete set null,
  status_reason text,
  status_since timestamptz not null,
  created timestamptz not null,
  changed timestamptz not null
);

create table plugin_capability (
  plugin text not null references plugin (name) on delete cascade,
  capability text not null,
  granted_by uuid references users (id) on delete set null,
  granted timestamptz not null,
  primary key (plugin, capability)
);
