import { isObject } from '#base';
import type { RequestContext } from '#grammar/access';
import type { FormDefinition } from '#grammar/forms';
import { container, type Element, inOrder, link } from '#grammar/render';
import type { PageAnswer, PageRequest } from '#grammar/routes';
import type { Item, ItemInput, Revision } from '../item.ts';
import type { ItemType } from '../types/item-type.ts';
import type { Items } from '../items.ts';
import { differences, inputOf, type Version, versionOf } from '../merge-changes.ts';
import { itemOf, revisionIdOf } from '../pages/item-of.ts';
import type { ConflictArgs } from './conflict-form.ts';
import { itemBreadcrumb } from './content-breadcrumb.ts';
import { partLabel } from '../part-labels.ts';
import { ConflictedSave } from './save-item.ts';
import type { ItemScreenDeps } from './screen-deps.ts';

/** Shows the conflict that a save met, or takes what was chosen in one that was shown before. */
export async function answerConflict(
  deps: ItemScreenDeps,
  form: FormDefinition<ConflictArgs>,
  request: PageRequest,
  type: ItemType,
  met?: ConflictedSave,
): Promise<PageAnswer> {
  const { ctx } = request;
  const args = met
    ? await argsOf(deps, request, type, met)
    : await argsFromForm(deps, request, type);
  try {
    const answer = await deps.forms.run(form, args, request, {
      action: `/item/${args.current.id}/conflict`,
    });
    if (answer.kind !== 'form') return answer;
    return {
      kind: 'page',
      theme: 'admin',
      title: args.own ? 'You saved this in another window' : 'Somebody else changed the same',
      breadcrumb: itemBreadcrumb(args.current),
      status: met ? 409 : answer.status,
      body: container(inOrder(introduction(args), answer.element)),
    };
  } catch (error) {
    if (!(error instanceof ConflictedSave)) throw error;
    return answerConflict(deps, form, { ...request, ctx, method: 'GET' }, type, error);
  }
}

async function argsOf(
  { items }: ItemScreenDeps,
  { ctx }: PageRequest,
  type: ItemType,
  { conflict, input }: ConflictedSave,
): Promise<ConflictArgs> {
  const { base, current, fields } = conflict;
  // The form sends every field; kept is only what differs from where its author started.
  const wanted = await contentWith(items, ctx, type, current, base, input);
  const mine: ItemInput = {
    ...(input.log === undefined ? {} : { log: input.log }),
    ...inputOf(wanted, differences(versionOf(base), wanted)),
  };
  return {
    type,
    current,
    base,
    ...(await saverOf(items, ctx, current)),
    mine,
    wanted,
    parts: fields,
  };
}

/** The same again from what the form carries; the save checks all of it anyway. */
async function argsFromForm(
  { items }: ItemScreenDeps,
  { ctx, params, body }: PageRequest,
  type: ItemType,
): Promise<ConflictArgs> {
  const sent = (name: string): string => body.values.get(name)?.[0] ?? '';
  const current = await itemOf(items, ctx, params);
  const base = await items.getRevision(ctx, current.id, revisionIdOf(sent('started')));
  const sentInput = parsed(sent('mine'));
  const mine = isObject(sentInput) ? sentInput : {};
  const parts = parsed(sent('parts'));
  return {
    type,
    current,
    base,
    ...(await saverOf(items, ctx, current)),
    mine,
    wanted: await contentWith(items, ctx, type, current, base, mine),
    parts: Array.isArray(parts) ? parts.filter((part) => typeof part === 'string') : [],
  };
}

async function saverOf(items: Items, ctx: RequestContext, current: Item) {
  const saved = await items.getRevision(ctx, current.id, current.revisionId);
  return { savedBy: saved.authorName, own: saved.authorId === ctx.actor.id };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** What the item would be if `input` had been saved right after `base`. */
function contentWith(
  items: Items,
  ctx: RequestContext,
  type: ItemType,
  current: Item,
  base: Revision,
  input: ItemInput,
): Promise<Version> {
  return items.checkItem(ctx, type.type, input, { ...current, ...versionOf(base) });
}

function introduction({ type, current, savedBy, own, parts }: ConflictArgs): Element {
  const names = parts.map((part) => `“${partLabel(type, part)}”`).join(', ');
  const happened = own
    ? `While you were writing here, you saved another change of ${names} in another window.`
    : `While you were writing, ${savedBy} saved another change of ${names}.`;
  return {
    '#type': 'notice',
    '#tone': 'caution',
    '#value': `${happened} Nothing of yours is lost or saved yet: choose what stays. What was changed on one side only is kept anyway.`,
    '#children': inOrder(
      // In this window it would take what is not saved away.
      link(`/item/${current.id}/revisions`, 'See revisions in a new window', {
        attributes: { target: '_blank', rel: 'noopener' },
      }),
    ),
  };
}
