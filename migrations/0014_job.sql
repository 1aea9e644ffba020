-- Work that is done after a change, apart from it. A job is added in the transaction of the change,
-- and there only when that is committed.

create table job (
  -- In the order in which they were added.
  id bigint generated always as identity primary key,
  queue text not null,
  -- One job with this key waits at a time.
  key text,
  payload jsonb not null,
  -- The higher, the earlier.
  priority smallint not null default 0,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  -- Not begun before, by the clock of the database.
  due timestamptz not null default now(),
  -- How often it was begun.
  attempts integer not null default 0,
  created timestamptz not null default now(),
  begun timestamptz,
  ended timestamptz,
  -- One more for each time that it is begun. A server that was away so long that another took over
  -- writes nothing, since the number is not its own any more.
  token integer not null default 0,
  server text not null default '',
  -- The server is at it until then, and says again that it is.
  lease timestamptz,
  -- How much of it is done, from 0 to 1; null: nobody said.
  progress real check (progress between 0 and 1),
  -- What is being done, what came of it, or why it failed.
  said text not null default '',
  check ((state = 'running') = (lease is not null))
);

-- What is to be begun next.
create index job_waiting on job (queue, priority desc, due, id) where state = 'waiting';
create unique index job_key on job (queue, key) where state = 'waiting' and key is not null;
-- Whose server is gone, and how many are under way.
create index job_running on job (queue, lease) where state = 'running';
-- What ended lately.
create index job_ended on job (state, ended desc) where state in ('done', 'failed');
