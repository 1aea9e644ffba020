-- What forms keep between requests: the earlier steps of a form in several, and what came of a
-- form that was sent, so that sending it twice does it once. `content` is sealed with the site's
-- secret: who reads the table learns nothing that somebody entered.
create table form_state_cache (
  id uuid primary key,
  -- SHA-256 of the form and of whose it is.
  owner bytea not null,
  -- Of what was sent; null for steps.
  digest bytea,
  -- null while what was sent is being done.
  content bytea,
  changed timestamptz not null,
  expires timestamptz not null
);
create index form_state_cache_expires on form_state_cache (expires);
