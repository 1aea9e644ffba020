import type { FieldType } from '#grammar/fields';
import { container, type Element, heading, icon, inOrder, text } from '#grammar/render';
import type { Field, ItemType } from '../types/item-type.ts';
import type { InStage, Items } from '../items.ts';
import { fieldsUrl } from './types-breadcrumb.ts';

/** Field types that belong together; what a plugin brings stands under the last heading. */
const GROUPS: readonly (readonly [string, readonly string[]])[] = [
  ['Text', ['text', 'long_text', 'email', 'link']],
  ['Choice', ['list', 'boolean', 'reference']],
  ['Date and time', ['date', 'date_time', 'date_range']],
  ['Number', ['integer', 'decimal', 'float']],
  ['File', ['image', 'file']],
  ['Structure', ['compound', 'json']],
];

/** All kinds of field to add, and the fields of other types that can be used here too. */
export function fieldChoice(items: Items, ctx: InStage, type: ItemType): Element {
  const all = items.fieldTypes.list();
  const grouped = new Set(GROUPS.flatMap(([, names]) => names));
  const sections = [
    ...GROUPS.map(
      ([label, names]) =>
        [label, all.filter(({ name }) => names.includes(name)).sort(orderOf(names))] as const,
    ),
    ['More', all.filter(({ name }) => !grouped.has(name))] as const,
  ];
  const reusable = reusableFields(items, ctx, type);
  return container(
    inOrder(
      ...sections.map(
        ([label, fieldTypes]) =>
          fieldTypes.length > 0 &&
          section(
            label,
            fieldTypes.map((fieldType) =>
              card(
                fieldType.label,
                `${fieldsUrl(type)}/add/${fieldType.name}`,
                fieldType.icon,
                fieldType.description,
              ),
            ),
          ),
      ),
      reusable.length > 0 &&
        section(
          'Use a field of another type',
          reusable.map(({ field, types }) =>
            card(
              field.label,
              `${fieldsUrl(type)}/add/${field.fieldType}?use=${field.name}`,
              items.fieldTypes.find(field.fieldType)?.icon ?? 'circle-help',
              `${items.fieldTypes.find(field.fieldType)?.label ?? field.fieldType}, as in ${types.join(', ')}`,
            ),
          ),
        ),
    ),
    { attributes: { class: 'stack', 'data-gap': 'large' } },
  );
}

/** Fields that other types have and this one has not, with the names of those types. */
export function reusableFields(
  items: Items,
  ctx: InStage,
  type: ItemType,
): readonly { readonly field: Field; readonly types: readonly string[] }[] {
  const own = new Set(type.fields.map(({ name }) => name));
  const found = new Map<string, { field: Field; types: string[] }>();
  for (const other of items.listTypes(ctx)) {
    for (const field of other.fields) {
      if (own.has(field.name)) continue;
      const known = found.get(field.name);
      if (known) known.types.push(other.name);
      else found.set(field.name, { field, types: [other.name] });
    }
  }
  return [...found.values()];
}

function orderOf(names: readonly string[]) {
  return (a: FieldType, b: FieldType): number => names.indexOf(a.name) - names.indexOf(b.name);
}

function section(label: string, cards: readonly Element[]): Element {
  return container(
    inOrder(
      heading(2, label),
      container(inOrder(...cards), { attributes: { class: 'cards choices-of-cards' } }),
    ),
    { tag: 'section', attributes: { class: 'stack' } },
  );
}

function card(title: string, url: string, iconName: string, description: string): Element {
  return {
    '#type': 'card',
    '#title': title,
    '#level': 3,
    '#url': url,
    '#children': inOrder(
      icon(iconName),
      container({ text: text(description) }, { tag: 'p', attributes: { class: 'muted' } }),
    ),
  };
}

/** What a type without fields shows. */
export function noFields(add: Element): Element {
  return {
    '#type': 'empty_state',
    '#icon': 'list-plus',
    '#title': 'No fields yet',
    '#value':
      'A field holds one kind of value: a text, a date, a picture, a reference to other content.',
    '#children': inOrder(add),
  };
}
