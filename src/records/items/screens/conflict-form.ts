import { isObject } from '#base';
import type { FormDefinition, FormElement } from '#grammar/forms';
import { container, type Element, inOrder, link, text } from '#grammar/render';
import type { PageAnswer, PageRequest } from '#grammar/routes';
import type { Item, ItemInput, Revision } from '../item.ts';
import type { ItemType } from '../item-type.ts';
import { type Content, differences } from '../merge-changes.ts';
import { itemOf, revisionIdOf } from '../pages/item-of.ts';
import { itemBreadcrumb } from './content-breadcrumb.ts';
import { enteredText } from './entered-text.ts';
import { partText } from './part-comparison.ts';
import { partLabel } from './part-labels.ts';
import { ConflictedSave, saveItem } from './save-item.ts';
import type { ItemScreenDeps } from './screen-deps.ts';

export interface ConflictArgs {
  readonly type: ItemType;
  /** What the item is now. */
  readonly current: Item;
  /** What both started from. */
  readonly base: Revision;
  /** Who saved last. */
  readonly savedBy: string;
  /** What was to be saved: only what its author changed. */
  readonly mine: ItemInput;
  /** Parts that both changed. */
  readonly parts: readonly string[];
}

/** Lets who saved second choose, part by part, whose change stays. */
export function conflictForm(deps: ItemScreenDeps): FormDefinition<ConflictArgs> {
  const { items, views } = deps;
  return {
    id: 'item_conflict',
    async build(ctx, { type, current, base, savedBy, mine, parts }) {
      const wanted = mineContent(base, mine);
      const resolve = await views.resolve(
        ctx,
        type,
        [base, current, wanted].map((content) => content.fields),
      );
      const shown = (content: Content, part: string): string =>
        partText(views, ctx, type, resolve, content, part);
      const choices: [string, FormElement][] = parts.map((part) => [
        part,
        {
          kind: 'group',
          look: 'fieldset',
          label: partLabel(type, part),
          elements: {
            versions: {
              kind: 'static',
              element: versions(shown(base, part), shown(current, part), shown(wanted, part)),
            },
            keep: {
              kind: 'radios',
              label: 'Which stays',
              required: true,
              options: [
                { value: 'mine', label: 'Yours' },
                { value: 'theirs', label: `Theirs, saved by ${savedBy}` },
              ],
            },
          },
        },
      ]);
      return {
        elements: {
          mine: { kind: 'hidden', default: JSON.stringify(mine) },
          base: { kind: 'hidden', default: current.revisionId },
          started: { kind: 'hidden', default: base.id },
          parts: { kind: 'hidden', default: JSON.stringify(parts) },
          choose: { kind: 'group', look: 'plain', elements: Object.fromEntries(choices) },
        },
        actions: { save: { label: 'Save what was chosen' } },
        warnOnLeave: true,
      };
    },
    async submit(ctx, { type, current, mine, parts }, values) {
      const chosen = isObject(values['choose']) ? values['choose'] : {};
      const theirs = parts.filter((part) => {
        const choice = chosen[part];
        return isObject(choice) && choice['keep'] === 'theirs';
      });
      return saveItem(
        { items },
        ctx,
        type,
        current,
        enteredText(values['base']),
        without(mine, theirs),
      );
    },
  };
}

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
      title: 'Somebody else changed the same',
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
  const wanted = items.checkItem(ctx, type.type, input, { ...current, ...contentOf(base) });
  const changed = differences(base, wanted);
  const { title: _title, status: _status, fields: _fields, ...others } = input;
  const mine: ItemInput = {
    ...others,
    ...(changed.includes('title') ? { title: wanted.title } : {}),
    ...(changed.includes('status') ? { status: wanted.status } : {}),
    fields: Object.fromEntries(
      changed
        .filter((name) => name !== 'title' && name !== 'status')
        .map((name) => [name, wanted.fields[name] ?? null]),
    ),
  };
  const { authorName: savedBy } = await items.getRevision(ctx, current.id, current.revisionId);
  return { type, current, base, savedBy, mine, parts: fields };
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
  const mine = parsed(sent('mine'));
  const parts = parsed(sent('parts'));
  const { authorName: savedBy } = await items.getRevision(ctx, current.id, current.revisionId);
  return {
    type,
    current,
    base,
    savedBy,
    mine: isObject(mine) ? mine : {},
    parts: Array.isArray(parts) ? parts.filter((part) => typeof part === 'string') : [],
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function contentOf({ title, status, fields }: Revision): Content {
  return { title, status, fields };
}

/** What the item would be if only `mine` had been saved. */
function mineContent(base: Revision, mine: ItemInput): Content {
  const fields: { [name: string]: Content['fields'][string] } = { ...base.fields };
  for (const [name, value] of Object.entries(isObject(mine.fields) ? mine.fields : {})) {
    if (value === null) delete fields[name];
    // It came out of the validator and went through the form; a save checks it again.
    else fields[name] = value as Content['fields'][string];
  }
  return {
    title: typeof mine.title === 'string' ? mine.title : base.title,
    status: typeof mine.status === 'boolean' ? mine.status : base.status,
    fields,
  };
}

function without(mine: ItemInput, parts: readonly string[]): ItemInput {
  const fields = isObject(mine.fields) ? mine.fields : {};
  return Object.fromEntries(
    Object.entries({
      ...mine,
      fields: Object.fromEntries(Object.entries(fields).filter(([name]) => !parts.includes(name))),
    }).filter(([name]) => !parts.includes(name)),
  );
}

function introduction({ type, current, savedBy, parts }: ConflictArgs): Element {
  const names = parts.map((part) => `“${partLabel(type, part)}”`).join(', ');
  return {
    '#type': 'notice',
    '#tone': 'caution',
    '#value': `While you were writing, ${savedBy} saved another change of ${names}. Nothing of yours is lost or saved yet: choose what stays. What only one of you changed is kept anyway.`,
    '#children': inOrder(link(`/item/${current.id}/revisions`, 'See revisions')),
  };
}

function versions(base: string, theirs: string, yours: string): Element {
  return container(
    inOrder(
      version('When you started', base, base),
      version('Theirs', base, theirs),
      version('Yours', base, yours),
    ),
    { tag: 'dl', attributes: { class: 'facts versions' } },
  );
}

function version(label: string, before: string, after: string): Element {
  return container(
    {
      label: container({ text: text(label) }, { tag: 'dt' }),
      value: container(
        {
          difference:
            before === after
              ? text(after === '' ? 'Empty' : after)
              : { '#type': 'difference', '#before': before, '#after': after },
        },
        { tag: 'dd' },
      ),
    },
    { tag: 'div' },
  );
}
