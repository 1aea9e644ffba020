-- What somebody changed in a gather and did not save so far: the definitions one after the
-- other, so that each change can be undone.
create table gather_draft (
  user_id uuid not null references users (id) on delete cascade,
  gather text not null references gather (name) on delete cascade on update cascade,
  -- That of the gather when the draft began.
  version integer not null,
  steps jsonb not null,
  -- Which step is shown; those after it were undone.
  at integer not null,
  changed timestamptz not null,
  primary key (user_id, gather)
);
