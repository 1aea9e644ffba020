import type { RequestContext } from '#grammar/access';
import {
  collectReferences,
  type FieldType,
  type FieldView,
  type ReferenceTargets,
  resolveReferences,
  type ResolveReference,
  valuesOf,
} from '#grammar/fields';
import { type Children, type FieldElement, inOrder, type ItemElement } from '#grammar/render';
import type { Database } from '#platform/database';
import type { FieldValues, Item } from '../item.ts';
import type { Field, ItemType } from '../types/item-type.ts';
import type { Items } from '../items.ts';

/** What of an item its readers see: of a stored one, an old revision, or one not yet saved. */
export type ViewedItem = Pick<
  Item,
  'id' | 'type' | 'title' | 'status' | 'authorName' | 'created' | 'fields'
>;

/** Items as elements, and their fields as plain text. */
export interface ItemViews {
  /** Everything that all of them point to is found in one statement. */
  build(
    ctx: RequestContext,
    items: readonly ViewedItem[],
    mode: ItemElement['#view_mode'],
  ): Promise<readonly ItemElement[]>;
  /** What the fields of all these point to, as far as the actor may see it. */
  resolve(
    ctx: RequestContext,
    type: ItemType,
    values: readonly FieldValues[],
  ): Promise<ResolveReference>;
  /** One line of plain text for each value of the field. */
  toText(
    ctx: RequestContext,
    field: Field,
    values: FieldValues,
    resolve: ResolveReference,
  ): readonly string[];
  /** The start of the item's first text, for search engines. */
  describe(ctx: RequestContext, item: ViewedItem): string | undefined;
}

export interface ItemViewDeps {
  readonly items: Items;
  readonly database: Database;
  readonly references: ReferenceTargets;
}

const DESCRIPTION = 160;

export function createItemViews({ items, database, references }: ItemViewDeps): ItemViews {
  const { fieldTypes } = items;

  const fieldElement = (
    view: Omit<FieldView, 'settings'>,
    field: Field,
    values: FieldValues,
  ): FieldElement | undefined => {
    const type = fieldTypes.find(field.fieldType);
    const stored = valuesOf(values, field.name);
    if (!type || stored.length === 0) return undefined;
    const formatter = formatterOf(type, field);
    return {
      '#type': 'field',
      '#name': field.name,
      '#field_type': field.fieldType,
      '#label': field.label,
      '#label_display': field.formatter.label,
      '#items': stored.map((value) =>
        formatter.build(value, {
          ...view,
          settings: field.settings,
          formatterSettings: field.formatter.settings,
        }),
      ),
    };
  };

  const itemElement = (
    view: Omit<FieldView, 'settings'>,
    item: ViewedItem,
    mode: ItemElement['#view_mode'],
  ): ItemElement => {
    const type = items.findType(item.type);
    const children: Children = inOrder(
      ...shownFields(type, mode).map((field) => fieldElement(view, field, item.fields)),
    );
    return {
      '#type': 'item',
      '#id': item.id,
      '#bundle': item.type,
      '#view_mode': mode,
      '#title': item.title,
      '#url': `/item/${item.id}`,
      '#published': item.status,
      ...(type?.settings.byline ? { '#author': { name: item.authorName } } : {}),
      '#created': item.created.toISOString(),
      '#children': children,
    };
  };

  const toText: ItemViews['toText'] = (ctx, field, values, resolve) => {
    const type = fieldTypes.find(field.fieldType);
    return valuesOf(values, field.name).map((value) =>
      type ? type.toText(value, { ctx, settings: field.settings, resolve }) : JSON.stringify(value),
    );
  };

  return {
    async build(ctx, viewed, mode) {
      const pointed = viewed.flatMap((item) =>
        collectReferences(shownFields(items.findType(item.type), mode), item.fields, fieldTypes),
      );
      const resolve = await resolveReferences(references, database.queries, ctx, pointed, 'view');
      return viewed.map((item) => itemElement({ ctx, resolve }, item, mode));
    },
    resolve: (ctx, type, values) =>
      resolveReferences(
        references,
        database.queries,
        ctx,
        values.flatMap((one) => collectReferences(type.fields, one, fieldTypes)),
        'view',
      ),
    toText,
    describe(ctx, item) {
      const field = items
        .findType(item.type)
        ?.fields.find((each) => ['text', 'long_text'].includes(each.fieldType));
      const [first = ''] = field ? toText(ctx, field, item.fields, () => undefined) : [];
      const line = first.replaceAll(/\s+/g, ' ').trim();
      if (line === '') return undefined;
      return line.length <= DESCRIPTION ? line : `${line.slice(0, DESCRIPTION - 1).trimEnd()}…`;
    },
  };
}

function shownFields(
  type: ItemType | undefined,
  mode: ItemElement['#view_mode'],
): readonly Field[] {
  const fields = type?.fields ?? [];
  return mode === 'full' ? fields : fields.filter((field) => field.formatter.teaser);
}

/** The chosen formatter, or the field type's first when that one is gone. */
function formatterOf(type: FieldType, field: Field) {
  const formatter = type.formatters[field.formatter.name] ?? Object.values(type.formatters).at(0);
  if (!formatter) throw new Error(`The field type “${type.name}” has no formatter.`);
  return formatter;
}
