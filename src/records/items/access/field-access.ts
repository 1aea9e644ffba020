import { isDeepStrictEqual } from 'node:util';
import { ANONYMOUS, isObject, type Problem, pointer } from '#base';
import type { Actor, RequestContext } from '#grammar/access';
import type { Taps } from '#grammar/taps';
import type { FieldValues, Item, Revision } from '../item.ts';
import { isField } from '../merge-changes.ts';
import type { TypeRegistry } from '../types/type-registry.ts';
import { type ShownItem, tappedItem } from '../tapped-item.ts';
import { questionContext } from './access-question.ts';
import { fieldAccess, type FieldQuestion } from './access-taps.ts';

/** Fields that somebody may not change: those that they may not even see, and the others. */
export type LockedFields = ReadonlyMap<string, 'unseen' | 'fixed'>;

/** Which fields somebody may not see or change, by what plugins say. */
export interface FieldAccess {
  /** The items without the fields that the actor may not see: nothing else ever leaves the room. */
  readable<Seen extends ShownItem>(
    ctx: RequestContext,
    items: readonly Seen[],
  ): Promise<readonly Seen[]>;
  /**
   * Of an old revision the actor sees the fields, in what changed as well, that they may see of
   * the item as it was then.
   */
  readableRevisions(
    ctx: RequestContext,
    item: ShownItem,
    revisions: readonly Revision[],
  ): Promise<readonly Revision[]>;
  /** Of each item the fields that somebody who is not signed in may not see. */
  hidden(ctx: RequestContext, items: readonly ShownItem[]): Promise<readonly ReadonlySet<string>[]>;
  /** Whether a plugin may hide fields from the actor. */
  mayDeny(ctx: RequestContext): boolean;
  /** The fields that the actor may not change, those among them that they may not see. */
  locked(ctx: RequestContext, item: ShownItem): Promise<LockedFields>;
}

const NOBODY: Actor = {
  kind: 'anonymous',
  id: ANONYMOUS,
  name: 'Anonymous',
  isAdmin: false,
  roles: [],
  permissions: new Set(),
};
const NONE: ReadonlySet<string> = new Set();
const NONE_LOCKED: LockedFields = new Map();

export function createFieldAccess(deps: {
  readonly taps: Taps;
  readonly types: TypeRegistry;
}): FieldAccess {
  const { taps, types } = deps;
  const isAsked = (ctx: RequestContext) => !ctx.actor.isAdmin && taps.has(fieldAccess);
  const fieldsOf = (ctx: RequestContext, { type }: ShownItem) =>
    types
      .in(ctx)
      .find(type)
      ?.fields.map(({ name }) => name) ?? [];

  /** What is denied of each; who fails denies all. */
  async function denied(
    ctx: RequestContext,
    asked: readonly {
      readonly op: FieldQuestion['op'];
      readonly item: ShownItem;
      /** Fields that are spoken of besides those of the type and the item. */
      readonly names?: readonly string[];
    }[],
  ): Promise<readonly ReadonlySet<string>[]> {
    const said = await taps.ask(
      questionContext(ctx),
      fieldAccess,
      asked.map(({ op, item }) => ({ op, item: tappedItem(item), fields: fieldsOf(ctx, item) })),
    );
    return asked.map(({ item, names = [] }, i) => {
      const failed = (said[i]?.failed.length ?? 1) > 0;
      if (failed) return new Set([...fieldsOf(ctx, item), ...Object.keys(item.fields), ...names]);
      return new Set(said[i]?.answers.flatMap(({ answer }) => answer.deny));
    });
  }

  return {
    mayDeny: isAsked,
    async readable(ctx, items) {
      if (items.length === 0 || !isAsked(ctx)) return items;
      const hidden = await denied(
        ctx,
        items.map((item) => ({ op: 'view', item })),
      );
      return items.map((item, i) => ({ ...item, fields: without(item.fields, hidden[i] ?? NONE) }));
    },
    async readableRevisions(ctx, item, revisions) {
      if (revisions.length === 0 || !isAsked(ctx)) return revisions;
      const hidden = await denied(
        ctx,
        revisions.map(({ title, status, fields, changes }) => ({
          op: 'view',
          item: { ...item, title, status, fields },
          names: changes.filter(isField),
        })),
      );
      return revisions.map((revision, i) => ({
        ...revision,
        fields: without(revision.fields, hidden[i] ?? NONE),
        changes: revision.changes.filter((name) => hidden[i]?.has(name) !== true),
      }));
    },
    async hidden(ctx, items) {
      if (items.length === 0 || !taps.has(fieldAccess)) return items.map(() => NONE);
      return denied(
        { ...ctx, actor: NOBODY },
        items.map((item) => ({ op: 'view', item })),
      );
    },
    async locked(ctx, item) {
      if (!isAsked(ctx)) return NONE_LOCKED;
      const [unseen = NONE, fixed = NONE] = await denied(ctx, [
        { op: 'view', item },
        { op: 'edit', item },
      ]);
      return new Map([
        ...[...fixed].map((name) => [name, 'fixed'] as const),
        ...[...unseen].map((name) => [name, 'unseen'] as const),
      ]);
    },
  };
}

function without(fields: FieldValues, hidden: ReadonlySet<string>): FieldValues {
  if (hidden.size === 0) return fields;
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !hidden.has(name)));
}

/**
 * What of an input is wrong because it changes what the actor may not. What they may not see is
 * refused whatever its value is: the answer would say whether they guessed it.
 */
export function lockedFieldProblems(
  input: unknown,
  locked: LockedFields,
  existing: Pick<Item, 'fields'> | undefined,
): readonly Problem[] {
  const isRefused = (name: string, value: unknown) => {
    const lock = locked.get(name);
    if (lock === 'unseen') return true;
    return lock === 'fixed' && !isDeepStrictEqual(value, existing?.fields[name]);
  };
  return Object.entries(isObject(input) ? input : {})
    .filter(([name, value]) => isRefused(name, value))
    .map(([name]) => ({
      pointer: pointer('fields', name),
      code: 'not_allowed',
      message: 'may not be changed by your account',
    }));
}

/** An input of fields without those. */
export function withoutLocked(input: unknown, locked: LockedFields): unknown {
  if (locked.size === 0 || !isObject(input)) return input;
  return Object.fromEntries(Object.entries(input).filter(([name]) => !locked.has(name)));
}
