import { can } from '#grammar/access';
import type { FormDefinition } from '#grammar/forms';
import type { ItemType } from '../types/item-type.ts';
import type { Items } from '../items.ts';
import { fieldsUrl } from './types-breadcrumb.ts';

/** Makes an item type and changes what it is called and how new content of it begins. */
export function typeForm(items: Items): FormDefinition<{ readonly type?: ItemType }> {
  return {
    id: 'item_type_form',
    build: async (_ctx, { type }) => ({
      elements: {
        name: {
          kind: 'text',
          label: 'Name',
          help: 'One of its kind, such as Article or Event.',
          required: true,
          maxLength: 100,
          default: type?.name ?? '',
        },
        type: {
          kind: 'text',
          label: 'Machine name',
          help: 'Stands in addresses and in what programs send. It cannot be changed later.',
          required: true,
          maxLength: 32,
          machineNameOf: '/name',
          default: type?.type ?? '',
          access: type === undefined,
        },
        description: {
          kind: 'textarea',
          label: 'Description',
          help: 'Helps those who add content to choose.',
          rows: 2,
          maxLength: 1000,
          default: type?.description ?? '',
        },
        has_title: {
          kind: 'switch',
          label: 'Has a title',
          help: 'Without one, the first field stands for it in lists.',
          default: type?.hasTitle ?? true,
        },
        title_label: {
          kind: 'text',
          label: 'What the title is called',
          required: true,
          maxLength: 100,
          default: type?.titleLabel ?? 'Title',
          states: { visible: { element: '/has_title', equals: true } },
        },
        settings: {
          kind: 'group',
          look: 'fieldset',
          label: 'New content',
          elements: {
            published: {
              kind: 'switch',
              label: 'Is published',
              default: type?.settings.published ?? true,
            },
            promoted: {
              kind: 'switch',
              label: 'Is on the front page',
              default: type?.settings.promoted ?? false,
            },
            byline: {
              kind: 'switch',
              label: 'Shows who wrote it and when',
              default: type?.settings.byline ?? true,
            },
          },
        },
      },
      actions: { save: { label: type ? 'Save' : 'Save and add fields' } },
      warnOnLeave: true,
    }),
    async submit(ctx, { type }, values) {
      const { type: machineName, ...input } = values;
      const saved = type
        ? await items.updateType(ctx, type.type, input)
        : await items.createType(ctx, machineName, input);
      return {
        kind: 'redirect',
        to: fieldsUrl(saved),
        messages: [
          {
            tone: 'positive',
            text: type
              ? `“${saved.name}” was saved.`
              : `The type “${saved.name}” was made. Now give it fields. Until roles are given permissions for it, only administrators can write content of it.`,
            ...(!type && can(ctx.actor, 'administer roles')
              ? { link: { label: 'Give permissions', url: '/admin/people/permissions' } }
              : {}),
          },
        ],
      };
    },
  };
}
