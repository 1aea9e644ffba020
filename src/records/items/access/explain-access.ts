import type { RequestContext } from '#grammar/access';
import type { Queries } from '#platform/database';
import type { Item } from '../item.ts';
import { ITEM_OPERATIONS, type HeldGrant, type ItemOperation } from './access-taps.ts';
import { listGrants, type StoredGrant } from './grant-store.ts';
import type { AccessDecision, ItemAccess } from './item-access.ts';

/** What somebody may do with an item, and why. */
export interface AccessExplanation {
  readonly decisions: readonly {
    readonly op: ItemOperation;
    readonly decision: AccessDecision;
  }[];
  /** The plugins that guard items from them: what the item needs, and what they have. */
  readonly guards: readonly {
    readonly plugin: string;
    readonly needed: readonly StoredGrant[];
    readonly held: readonly HeldGrant[];
  }[];
}

/** As it would be decided for the actor of `ctx` now: plugins are asked. */
export async function explainAccess(
  { access, queries }: { readonly access: ItemAccess; readonly queries: Queries },
  ctx: RequestContext,
  item: Item,
): Promise<AccessExplanation> {
  const decisions = await access.decide(
    ctx,
    queries,
    ITEM_OPERATIONS.map((op) => ({ op, item })),
  );
  const guards = await access.guards(ctx);
  const needed = await listGrants(
    queries,
    item.id,
    guards.map(({ plugin }) => plugin),
  );
  return {
    decisions: ITEM_OPERATIONS.flatMap((op, i) => {
      const decision = decisions[i];
      return decision ? [{ op, decision }] : [];
    }),
    guards: guards.map(({ plugin, held }) => ({
      plugin,
      needed: needed.filter((one) => one.plugin === plugin),
      held,
    })),
  };
}
