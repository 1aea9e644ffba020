import { type Clock, type FormStateId, isObject, newId } from '#base';
import type { Queries } from '#platform/database';
import { findSteps, saveSteps } from './form-state-store.ts';
import type { Seal } from './seal.ts';
import { STATE_LIFETIME } from './state-lifetime.ts';

/** What was entered in steps, as a browser would send it: names to values. */
export type EnteredSteps = ReadonlyMap<string, readonly string[]>;

/** The steps of a form that somebody is going through. */
export interface KeptSteps {
  /** undefined: it is too old, or somebody else's. */
  find(id: FormStateId, owner: Buffer): Promise<EnteredSteps | undefined>;
  /** Answers the id it is kept under: `id`, or a new one. */
  save(id: FormStateId | undefined, owner: Buffer, entered: EnteredSteps): Promise<FormStateId>;
}

export function createKeptSteps(deps: {
  readonly queries: Queries;
  readonly clock: Clock;
  readonly seal: Seal;
}): KeptSteps {
  const { queries, clock, seal } = deps;
  return {
    async find(id, owner) {
      const row = await findSteps(queries, id, owner, clock.now());
      const content = row?.content ? seal.open(row.content, contextOf(id, owner)) : undefined;
      if (!isObject(content)) return undefined;
      // Nothing but what `save` sealed opens.
      return new Map(Object.entries(content as Record<string, readonly string[]>));
    },
    async save(known, owner, entered) {
      const id = known ?? newId<'form_state'>();
      const content = seal.close(Object.fromEntries(entered), contextOf(id, owner));
      const now = clock.now();
      const expires = new Date(now.getTime() + STATE_LIFETIME);
      await saveSteps(queries, { id, owner, content }, { now, expires });
      return id;
    },
  };
}

function contextOf(id: FormStateId, owner: Buffer): Buffer {
  return Buffer.concat([Buffer.from(id), owner]);
}
