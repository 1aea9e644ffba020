-- What is done again and again: when it was begun last, by which server, and what came of it.

create table cron_task (
  name text primary key,
  -- When it was first known.
  since timestamptz not null,
  -- One more for each time that it is begun. A server that was away so long that another took over
  -- writes nothing, since the number is not its own any more.
  token integer not null default 0,
  server text not null default '',
  -- A server is at it until then, by the clock of the database, and says again that it is.
  lease timestamptz,
  begun timestamptz,
  -- null: it has not ended.
  outcome text check (outcome in ('done', 'failed')),
  said text not null default '',
  -- Milliseconds.
  duration integer
);
