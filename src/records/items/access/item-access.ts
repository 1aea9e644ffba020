import type { RequestContext } from '#grammar/access';
import type { TapResult } from '#grammar/taps';
import type { Queries } from '#platform/database';
import type { Item } from '../item.ts';
import {
  type PolicyRule,
  ruleToCreate,
  ruleToDelete,
  ruleToUpdate,
  ruleToView,
} from '../item-policy.ts';
import { tappedItem } from '../tapped-item.ts';
import { questionContext, refuseAskedBack } from './access-question.ts';
import {
  type AccessAnswer,
  type AccessQuestion,
  itemAccess,
  type ItemOperation,
} from './access-taps.ts';
import { createGuards, type ActorGrantsDeps, type Guard } from './actor-grants.ts';
import { emptyItem } from './empty-item.ts';
import { findShut } from './grant-store.ts';

/** Whether somebody may do something, and what decided it. */
export type AccessDecision =
  | { readonly allowed: true; readonly by: 'admin' }
  | { readonly allowed: true; readonly by: 'plugin'; readonly plugin: string }
  | { readonly allowed: true; readonly by: 'permission'; readonly rule: PolicyRule }
  | {
      readonly allowed: false;
      readonly by: 'plugin' | 'failure' | 'grants';
      readonly plugin: string;
    }
  | { readonly allowed: false; readonly by: 'permission' };

export interface AskedOf {
  readonly op: ItemOperation;
  readonly item: Item;
}

/** Who may do what with items: permissions, and what plugins say. */
export interface ItemAccess {
  /**
   * For each question, in one message to plugins: a deny wins over everything but administrators,
   * and grants that are missing are one; else a grant; else permissions; else no.
   */
  decide(
    ctx: RequestContext,
    queries: Queries,
    asked: readonly AskedOf[],
  ): Promise<readonly AccessDecision[]>;
  /** For each type, whether the actor may create content of it. */
  decideCreate(ctx: RequestContext, types: readonly string[]): Promise<readonly AccessDecision[]>;
  /** Whether a plugin may deny what permissions and grants allow. */
  mayDeny(ctx: RequestContext): boolean;
  /** Those of the items of a list that no plugin denies; their grants were asked for in SQL. */
  withoutDenied(ctx: RequestContext, items: readonly Item[]): Promise<readonly Item[]>;
  /** For `passesGuards`: the plugins that guard items from the actor. */
  guards(ctx: RequestContext): Promise<readonly Guard[]>;
  /** Throws when content is asked for by a plugin that is being asked about access. */
  check(ctx: RequestContext): void;
}

type Said = TapResult<AccessQuestion, AccessAnswer> | undefined;

const RULES = { view: ruleToView, update: ruleToUpdate, delete: ruleToDelete };

export function createItemAccess(deps: ActorGrantsDeps): ItemAccess {
  const { taps } = deps;
  const guards = createGuards(deps);

  const mayDeny = ({ actor }: RequestContext) => !actor.isAdmin && taps.has(itemAccess);

  async function ask(
    ctx: RequestContext,
    asked: readonly AccessQuestion[],
  ): Promise<readonly Said[]> {
    if (!mayDeny(ctx)) return [];
    return taps.ask(questionContext(ctx), itemAccess, asked);
  }
  const askAbout = (ctx: RequestContext, asked: readonly AskedOf[]) =>
    ask(
      ctx,
      asked.map(({ op, item }) => ({ op, item: tappedItem(item) })),
    );

  return {
    async decide(ctx, queries, asked) {
      const { actor } = ctx;
      if (actor.isAdmin) return asked.map(() => ({ allowed: true, by: 'admin' }));
      const guarding = await guards(ctx);
      const shut = await findShut(queries, ctx.stage, guarding, asked);
      const said = await askAbout(ctx, asked);
      return asked.map(({ op, item }, i) => decided(said[i], shut[i], RULES[op](actor, item)));
    },
    async decideCreate(ctx, types) {
      const { actor } = ctx;
      if (actor.isAdmin) return types.map(() => ({ allowed: true, by: 'admin' }));
      const said = await ask(
        ctx,
        types.map((type) => ({ op: 'create', item: tappedItem(emptyItem(actor, type)) })),
      );
      return types.map((type, i) => decided(said[i], undefined, ruleToCreate(actor, type)));
    },
    mayDeny,
    async withoutDenied(ctx, items) {
      const said = await askAbout(
        ctx,
        items.map((item) => ({ op: 'view', item })),
      );
      return items.filter((_, i) => denialIn(said[i]) === undefined);
    },
    guards,
    check: refuseAskedBack,
  };
}

function decided(
  said: Said,
  shutBy: string | undefined,
  rule: PolicyRule | undefined,
): AccessDecision {
  const denial = denialIn(said);
  if (denial) return denial;
  if (shutBy !== undefined) return { allowed: false, by: 'grants', plugin: shutBy };
  const grant = said?.answers.find(({ answer }) => answer === 'grant');
  if (grant) return { allowed: true, by: 'plugin', plugin: grant.plugin };
  return rule ? { allowed: true, by: 'permission', rule } : { allowed: false, by: 'permission' };
}

function denialIn(said: Said): AccessDecision | undefined {
  const deny = said?.answers.find(({ answer }) => answer === 'deny');
  if (deny) return { allowed: false, by: 'plugin', plugin: deny.plugin };
  const [failed] = said?.failed ?? [];
  return failed === undefined ? undefined : { allowed: false, by: 'failure', plugin: failed };
}
