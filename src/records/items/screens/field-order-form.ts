import { isObject } from '#base';
import type { FormDefinition, FormElement } from '#grammar/forms';
import { badge, container, icon, inOrder, link, text } from '#grammar/render';
import type { Field, ItemType } from '../types/item-type.ts';
import type { Items } from '../items.ts';
import { rowLink, rowOperations } from './row-operations.ts';
import { fieldsUrl } from './types-breadcrumb.ts';

/** The fields of a type in their order, which is changed by dragging, by keyboard, or buttons. */
export function fieldOrderForm(items: Items): FormDefinition<{ readonly type: ItemType }> {
  return {
    id: 'item_type_fields',
    build: async (_ctx, { type }) => ({
      elements: {
        fields: {
          kind: 'rows',
          label: 'Fields',
          labelHidden: true,
          rows: type.fields.map((field) => row(items, type, field)),
          blank: { kind: 'hidden', default: '' },
          min: type.fields.length,
          max: type.fields.length,
          addLabel: 'Add field',
          isEmpty: () => false,
        },
      },
      actions: { save: { label: 'Save order', access: type.fields.length > 1 } },
      warnOnLeave: true,
    }),
    async submit(ctx, { type }, values) {
      const rows: unknown = values['fields'];
      const names = (Array.isArray(rows) ? rows : []).map((one: unknown) =>
        isObject(one) ? String(one['name']) : '',
      );
      await items.orderFields(ctx, type.type, names);
      return {
        kind: 'redirect',
        to: fieldsUrl(type),
        messages: [{ tone: 'positive', text: 'The new order was saved.' }],
      };
    },
  };
}

function row(items: Items, type: ItemType, field: Field): FormElement {
  const url = `${fieldsUrl(type)}/${field.name}`;
  const fieldType = items.fieldTypes.find(field.fieldType);
  const many = field.cardinality === 1 ? '' : valuesWord(field.cardinality);
  return {
    kind: 'group',
    look: 'row',
    about: field.label,
    elements: {
      name: { kind: 'hidden', default: field.name },
      shown: {
        kind: 'static',
        element: container(
          inOrder(
            container(
              inOrder(
                icon(fieldType?.icon ?? 'circle-help'),
                link(url, field.label),
                field.required && badge('Required'),
                field.formatter.teaser && badge('In teasers', 'info'),
              ),
              { attributes: { class: 'cluster', 'data-gap': 'small' } },
            ),
            container(
              inOrder(
                text(
                  [fieldType?.label ?? field.fieldType, field.name, many]
                    .filter(Boolean)
                    .join(' · '),
                ),
              ),
              { tag: 'small', attributes: { class: 'muted' } },
            ),
            rowOperations(
              rowLink(url, 'settings-2', `Settings of ${field.label}`),
              rowLink(`${url}/remove`, 'trash-2', `Remove ${field.label}`),
            ),
          ),
          { attributes: { class: 'field-row' } },
        ),
      },
    },
  };
}

function valuesWord(cardinality: number): string {
  return cardinality === -1 ? 'any number of values' : `up to ${cardinality} values`;
}
