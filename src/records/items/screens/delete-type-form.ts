import type { FormDefinition } from '#grammar/forms';
import { inOrder, link, paragraph } from '#grammar/render';
import type { ItemType } from '../types/item-type.ts';
import type { Items } from '../items.ts';
import { TYPES_URL } from './types-breadcrumb.ts';

/** Deletes a type without content; says how much there is otherwise. */
export function deleteTypeForm(items: Items): FormDefinition<{ readonly type: ItemType }> {
  return {
    id: 'item_type_delete',
    async build(ctx, { type }) {
      const asked = { types: [type.type], limit: 1 };
      const [live, trashed] = await Promise.all([
        items.countItems(ctx, asked),
        items.countItems(ctx, { ...asked, trash: true }),
      ]);
      const used = live + trashed > 0;
      return {
        elements: {
          what: {
            kind: 'static',
            element: used
              ? {
                  '#type': 'notice',
                  '#tone': 'caution',
                  '#value': `There ${live + trashed === 1 ? 'is one item' : `are ${live + trashed} items`} of this type${trashed > 0 ? `, ${trashed} of them in the trash` : ''}. Delete them for good first.`,
                  '#children': inOrder(
                    live > 0 && link(`/admin/content?type=${type.type}`, 'Show them'),
                    trashed > 0 && link('/admin/content/trash', 'Show the trash'),
                  ),
                }
              : paragraph(
                  'There is no content of this type. The type goes with the settings of its fields. This cannot be undone.',
                ),
          },
        },
        actions: {
          delete: {
            label: `Delete “${type.name}”`,
            look: 'danger',
            icon: 'trash-2',
            access: !used,
          },
          cancel: { label: 'Cancel', look: 'quiet', unvalidated: true },
        },
      };
    },
    async submit(ctx, { type }, _values, action) {
      if (action === 'cancel') return { kind: 'redirect', to: TYPES_URL };
      await items.deleteType(ctx, type.type);
      return {
        kind: 'redirect',
        to: TYPES_URL,
        messages: [{ tone: 'positive', text: `The type “${type.name}” was deleted.` }],
      };
    },
  };
}
