import { defineTap, answerOf } from '#grammar/taps';
import { Type } from 'typebox';
import type { TappedItem } from '../item-taps.ts';

/** What can be done with an item that is there. */
export const ITEM_OPERATIONS = ['view', 'update', 'delete'] as const;
export type ItemOperation = (typeof ITEM_OPERATIONS)[number];

/** Whether somebody may do something with an item. */
export interface AccessQuestion {
  readonly op: ItemOperation | 'create';
  /** To be created: as it would be, empty, with no id. */
  readonly item: TappedItem;
}
export type AccessAnswer = 'grant' | 'deny' | 'neutral';

export const itemAccess = defineTap<AccessQuestion, AccessAnswer>({
  name: 'item_access',
  about:
    'Whether the actor may `view`, `update`, `delete` or `create` (`op`) an item: `"grant"`, `"deny"`, or `"neutral"`, which is the same as no answer. A deny wins over everything but administrators; else a grant; else permissions decide. Not asked about administrators. What it denies to view is left out of lists, but not of their totals: use `item_grants` for that.',
  failure: 'deny',
  check: answerOf(Type.Unsafe<AccessAnswer>(Type.Enum(['grant', 'deny', 'neutral']))),
});

const name = { minLength: 1, maxLength: 100 };
const allowed = Type.Optional(Type.Boolean());

/** A grant that an item needs: who has it may do what is true. */
export interface NeededGrant {
  readonly realm: string;
  readonly id: string;
  readonly view?: boolean | undefined;
  readonly update?: boolean | undefined;
  readonly delete?: boolean | undefined;
}

export const itemGrants = defineTap<{ readonly item: TappedItem }, readonly NeededGrant[]>({
  name: 'item_grants',
  about:
    'When an item is saved, or the plugin is new: which grants it needs, as a list of `{ realm, id, view, update, delete }`. From then on who has none of them, by `actor_grants`, does not find it in any list or count, and may not do what none of theirs says is `true`; permissions decide besides. No answer: the plugin has nothing against anybody.',
  failure: 'deny',
  check: answerOf(
    Type.Array(
      Type.Object(
        {
          realm: Type.String(name),
          id: Type.String(name),
          view: allowed,
          update: allowed,
          delete: allowed,
        },
        { additionalProperties: false },
      ),
      { maxItems: 1_000 },
    ),
  ),
});

/** Who asks, for `actor_grants`. */
export interface GrantsQuestion {
  readonly actor: { readonly id: string; readonly name: string; readonly anonymous: boolean };
  /** Machine names, `anonymous` and `authenticated` among them. */
  readonly roles: readonly string[];
}

/** A grant that an actor has. */
export interface HeldGrant {
  readonly realm: string;
  readonly id: string;
}

export const actorGrants = defineTap<GrantsQuestion, readonly HeldGrant[]>({
  name: 'actor_grants',
  about:
    'Once a request, before content is looked for: which grants the actor has, as a list of `{ realm, id }`. Only those count that the same plugin asks for in `item_grants`. Not asked about administrators, who need none.',
  failure: 'deny',
  check: answerOf(
    Type.Array(
      Type.Object(
        { realm: Type.String(name), id: Type.String(name) },
        { additionalProperties: false },
      ),
      { maxItems: 1_000 },
    ),
  ),
});

/** Which of the fields somebody may see or change. */
export interface FieldQuestion {
  readonly op: 'view' | 'edit';
  /** As it is before a change; new: empty, with no id. */
  readonly item: TappedItem;
  /** All fields of its type. */
  readonly fields: readonly string[];
}

export const fieldAccess = defineTap<FieldQuestion, { readonly deny: readonly string[] }>({
  name: 'field_access',
  about:
    'Which `fields` of an item the actor may not `view`, or `edit` (`op`), as `{ deny: ["salary"] }`. They are left out of pages, lists, forms, REST and exports; what may not be seen may not be changed either. Asked for somebody who is not signed in when an item without a title of its own is saved: its title, which everybody reads, is not made from what is denied then. Not asked about administrators. Who fails denies all.',
  failure: 'deny',
  check: answerOf(
    Type.Object(
      { deny: Type.Array(Type.String(), { maxItems: 1_000 }) },
      { additionalProperties: false },
    ),
  ),
});

/** The taps about who may do what. */
export const accessTaps = [itemAccess, itemGrants, actorGrants, fieldAccess] as const;
