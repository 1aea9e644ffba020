-- What plugins say of who may do what with an item: which grants it needs. The realm '' is
-- everybody: a plugin that has nothing against anybody has one such row, and one that failed has
-- one that allows nothing.

create table item_grant (
  item_id uuid not null references item (id) on delete cascade,
  -- Where it applies; stages above show what theirs do not say.
  stage_id uuid not null references stage (id) on delete cascade,
  plugin text not null,
  realm text not null,
  grant_id text not null,
  "view" boolean not null,
  "update" boolean not null,
  "delete" boolean not null,
  primary key (item_id, stage_id, plugin, realm, grant_id)
);

-- How far a plugin has been asked about the content that was there before it.
create table item_grant_progress (
  plugin text primary key,
  -- Of the plugin: when it is another one, all content is asked about again.
  version text not null,
  begun timestamptz not null,
  -- Whether it is being asked, and the last item of that, in order of ids.
  asking boolean not null,
  upto uuid,
  -- Whether it was asked about everything once: from then on, what it was not asked about is closed.
  complete boolean not null
);
