import { InvalidInput } from '#base';
import type { RequestContext } from '#grammar/access';
import { emptyFields, fieldElements, loadReferenceChoices, zoneHelp } from '#grammar/fields';
import type { FormDefinition, FormElements, FormValues } from '#grammar/forms';
import type { Element } from '#grammar/render';
import type { Item } from '../item.ts';
import { administers } from '../item-policy.ts';
import type { ItemType } from '../types/item-type.ts';
import { enteredText } from './entered-text.ts';
import { enteredInput, enteredItem, knownFields, shownTime } from './item-form-input.ts';
import type { DraftWays } from './item-draft.ts';
import { itemPreview } from './item-preview.ts';
import { saveAndPublish, saveDraft } from './save-elsewhere.ts';
import { saveItem } from './save-item.ts';
import type { ItemScreenDeps } from './screen-deps.ts';

export interface ItemFormArgs {
  readonly type: ItemType;
  /** undefined: a new one. */
  readonly item?: Item;
  /** What can be done with it besides saving it where one is. */
  readonly ways: DraftWays;
}

/** What the page of the form is called. */
export function itemFormTitle({ type, item }: Omit<ItemFormArgs, 'ways'>): string {
  return item ? `Edit ${item.title}` : `Add ${type.name.toLowerCase()}`;
}

/** Makes and changes items of every type; its names nest as what REST takes. */
export function itemForm(deps: ItemScreenDeps): FormDefinition<ItemFormArgs> {
  const entered = (ctx: RequestContext, { type, item }: ItemFormArgs, values: FormValues) =>
    enteredInput(deps.items.fieldTypes, ctx, type, item, values, deps.site().timeZone);
  return {
    id: 'item_form',
    async build(ctx, { type, item, ways }) {
      const values = item?.fields ?? {};
      const resolve = await deps.views.resolve(ctx, type, [{ fields: values }]);
      const { fieldTypes } = deps.items;
      const locked = await deps.items.lockedFields(ctx, type.type, item);
      const known = knownFields(fieldTypes, type).filter(({ name }) => !locked.has(name));
      const mayDelete = item && (await deps.items.whichMay(ctx, 'delete', [item])).has(item.id);
      const fields = fieldElements(known, values, fieldTypes, {
        ctx,
        resolve,
        formats: deps.formats.list(ctx.actor),
        locks: (format) => deps.formats.locks(ctx.actor, format),
        timeZone: deps.site().timeZone,
        choices: await loadReferenceChoices(known, fieldTypes, deps.references, ctx),
        ...(item ? { empty: emptyFields(known, values) } : {}),
      });
      return {
        elements: {
          trashed: { kind: 'static', element: trashNotice(), access: Boolean(item?.deleted) },
          title: {
            kind: 'text',
            label: type.titleLabel,
            required: true,
            maxLength: 255,
            access: type.hasTitle,
            default: item?.title ?? '',
          },
          fields: { kind: 'group', look: 'plain', elements: fields },
          base: { kind: 'hidden', default: item?.revisionId ?? '', access: item !== undefined },
          stage: { kind: 'hidden', default: ctx.stage },
          shown: {
            kind: 'hidden',
            default: shownTime(item, deps.site().timeZone),
            access: item !== undefined,
          },
          publishing: publishingGroup(ctx, type, item),
          authoring: authoringGroup(deps, ctx, item),
          revision: {
            kind: 'group',
            look: 'side',
            transparent: true,
            label: 'This save',
            elements: {
              log: {
                kind: 'text',
                label: 'Log message',
                help: 'What you changed and why, for the list of revisions.',
                maxLength: 1000,
              },
            },
          },
        },
        actions: {
          save: { label: 'Save', access: !item?.deleted && ways.save },
          save_draft: { label: 'Save draft', access: ways.saveDraft !== undefined },
          publish: {
            label: 'Publish',
            icon: 'upload',
            access: !item?.deleted && ways.publish !== undefined,
          },
          bring_back: {
            label: 'Bring back and save',
            access: Boolean(item?.deleted && mayDelete),
          },
          preview: { label: 'Preview', icon: 'eye' },
          delete: {
            label: 'Put in the trash',
            look: 'danger',
            icon: 'trash-2',
            unvalidated: true,
            access: Boolean(item?.deleted === null && mayDelete),
          },
        },
        warnOnLeave: true,
      };
    },
    async validate(ctx, args, values) {
      const { type, item } = args;
      // A save checks the same again; here it is said together with what the elements say.
      try {
        const input = entered(ctx, args, values);
        await deps.items.checkItem(ctx, type.type, input, item);
        return [];
      } catch (error) {
        if (error instanceof InvalidInput) return error.problems;
        throw error;
      }
    },
    async submit(ctx, args, values, action) {
      const { type, item, ways } = args;
      if (action === 'delete' && item) return { kind: 'redirect', to: `/item/${item.id}/delete` };
      const input = entered(ctx, args, values);
      if (action === 'preview') {
        const content = await deps.items.checkItem(ctx, type.type, input, item);
        const [seen] = await deps.views.build(
          ctx,
          [enteredItem(ctx, deps.clock, type, item, content)],
          'full',
        );
        return { kind: 'again', ...(seen ? { above: itemPreview(seen) } : {}) };
      }
      const base = enteredText(values['base']);
      if (action === 'save_draft' && ways.saveDraft)
        return saveDraft(deps, ctx, ways.saveDraft, { type, item, base, input });
      if (action === 'publish' && ways.publish)
        return saveAndPublish(deps, ctx, ways.publish, { type, item, base, input });
      if (action === 'bring_back' && item) await deps.items.restoreItem(ctx, item.id);
      return saveItem(deps, ctx, type, item, base, input);
    },
  };
}

function publishingGroup(
  ctx: RequestContext,
  type: ItemType,
  item: Item | undefined,
): FormElements[string] {
  const access = administers(ctx.actor);
  return {
    kind: 'group',
    look: 'side',
    transparent: true,
    label: 'Publishing',
    elements: {
      status: {
        kind: 'switch',
        label: 'Published',
        help: 'Readers see it.',
        default: item?.status ?? type.settings.published,
      },
      promote: {
        kind: 'switch',
        label: 'On the front page',
        access,
        default: item?.promote ?? type.settings.promoted,
      },
      sticky: {
        kind: 'switch',
        label: 'On top of lists',
        access,
        default: item?.sticky ?? false,
      },
    },
  };
}

function authoringGroup(
  deps: ItemScreenDeps,
  ctx: RequestContext,
  item: Item | undefined,
): FormElements[string] {
  const { timeZone } = deps.site();
  const author = item
    ? { value: item.authorId, label: item.authorName }
    : { value: ctx.actor.id, label: ctx.actor.name };
  return {
    kind: 'group',
    look: 'side',
    transparent: true,
    label: 'Author and date',
    access: administers(ctx.actor),
    elements: {
      author_id: {
        kind: 'autocomplete',
        label: 'Author',
        source: '/reference/user/-',
        default: author,
        required: true,
        lookup: async (typed) => {
          const found = await deps.references.get('user').search(ctx, typed, [], 10);
          return found.find(({ label }) => label.toLowerCase() === typed.toLowerCase())?.value;
        },
      },
      created: {
        kind: 'datetime',
        label: 'Written',
        help: `${zoneHelp(timeZone)}${item ? '' : ' Empty: now.'}`,
        required: item !== undefined,
        default: shownTime(item, timeZone),
      },
    },
  };
}

function trashNotice(): Element {
  return {
    '#type': 'notice',
    '#tone': 'caution',
    '#value':
      'Somebody put this in the trash while you were writing. What you wrote stands below and is not saved yet: bring the item back with it, or ask somebody who may.',
  };
}
