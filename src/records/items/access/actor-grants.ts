import type { RoleId } from '#base';
import { queriesOf, type RequestContext } from '#grammar/access';
import type { Taps } from '#grammar/taps';
import type { Database, Queries } from '#platform/database';
import { questionContext } from './access-question.ts';
import { actorGrants, type HeldGrant, itemGrants } from './access-taps.ts';

/** A plugin that guards items, and what it lets the actor through with. */
export interface Guard {
  readonly plugin: string;
  /** undefined: it cannot be asked now. */
  readonly version: string | undefined;
  readonly held: readonly HeldGrant[];
}

export interface ActorGrantsDeps {
  readonly database: Database;
  readonly taps: Taps;
  roleNames(queries: Queries, roles: readonly RoleId[]): Promise<readonly string[]>;
}

/**
 * The plugins that guard items from this actor: none for administrators, or where no plugin
 * answers. Asked once a request; one that fails lets nobody through who needs a grant.
 */
export function createGuards({
  database,
  taps,
  roleNames,
}: ActorGrantsDeps): (ctx: RequestContext) => Promise<readonly Guard[]> {
  const known = new WeakMap<RequestContext, Promise<readonly Guard[]>>();

  async function ask(ctx: RequestContext): Promise<readonly Guard[]> {
    const question = questionContext(ctx);
    const guards = taps.answering(question, itemGrants);
    const { actor } = ctx;
    const input = {
      actor: { id: actor.id, name: actor.name, anonymous: actor.kind === 'anonymous' },
      roles: await roleNames(queriesOf(database, ctx), actor.roles),
    };
    const [said] = await taps.ask(question, actorGrants, [input]);
    return guards.map(({ name, version = '', absent }) => ({
      plugin: name,
      version: absent ? undefined : version,
      held: said?.answers.find(({ plugin }) => plugin === name)?.answer ?? [],
    }));
  }

  return async (ctx) => {
    if (ctx.actor.isAdmin || !taps.has(itemGrants)) return [];
    const request = ctx.origin ?? ctx;
    const before = known.get(request);
    if (before) return before;
    const asking = ask(ctx);
    known.set(request, asking);
    // What failed is not remembered: the next who needs it tries again.
    asking.catch(() => known.delete(request));
    return asking;
  };
}
