-- For a save: types do not change until the transaction ends. Answers the generation of them that is
-- there then: each statement of a function that is volatile sees what was committed before it began,
-- so also what a change of types that was waited for has committed.
create function hold_types(lock_key bigint) returns bigint language plpgsql volatile as $$
declare
  found_generation bigint;
begin
  perform pg_advisory_xact_lock_shared(lock_key);
  select generation into found_generation from type_generation;
  return found_generation;
end $$;
