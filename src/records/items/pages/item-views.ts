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
import type { FieldElement, ItemElement } from '#grammar/render';
import type { Taps } from '#grammar/taps';
import type { Database } from '#platform/database';
import type { FieldValues, Item } from '../item.ts';
import type { Field, ItemType } from '../types/item-type.ts';
import type { Items } from '../items.ts';
import { type ShownItem, tappedItem } from '../tapped-item.ts';
import { fittingValue, oldTexts } from '../old-values.ts';
import { itemDependencies, referenceDependencies } from './item-dependencies.ts';
import { oldContent, withTexts } from './old-content.ts';
import { tapItemViews } from './tap-item-views.ts';
import { teaserFormatter } from './teaser-formatter.ts';

/** Items as elements, and their fields as plain text. */
export interface ItemViews {
  /** Everything that all of them point to is found in one statement. */
  build(
    ctx: RequestContext,
    items: readonly ShownItem[],
    mode: ItemElement['#view_mode'],
  ): Promise<readonly ItemElement[]>;
  /** In full as it was once: what the fields take no more is plain text. */
  buildOld(ctx: RequestContext, item: ShownItem): Promise<ItemElement>;
  /** What the fields of all these point to, and their authors, as far as the actor may see it. */
  resolve(
    ctx: RequestContext,
    type: ItemType,
    contents: readonly (Pick<Item, 'fields'> & Partial<Pick<Item, 'authorId'>>)[],
  ): Promise<ResolveReference>;
  /** One line of plain text for each value of the field, also old ones, with times of that zone. */
  toText(
    ctx: RequestContext,
    field: Field,
    values: FieldValues,
    resolve: ResolveReference,
    timeZone?: string,
  ): readonly string[];
  /** The start of the item's first text, for search engines. */
  describe(ctx: RequestContext, item: ShownItem): string | undefined;
}

export interface ItemViewDeps {
  readonly items: Items;
  readonly database: Database;
  readonly references: ReferenceTargets;
  readonly taps: Taps;
}

const DESCRIPTION = 160;

export function createItemViews({ items, database, references, taps }: ItemViewDeps): ItemViews {
  const { fieldTypes } = items;

  const fieldElement = (
    view: Omit<FieldView, 'settings'>,
    field: Field,
    values: FieldValues,
    mode: ItemElement['#view_mode'],
  ): FieldElement | undefined => {
    const type = fieldTypes.find(field.fieldType);
    const stored = valuesOf(values, field.name);
    if (!type || stored.length === 0) return undefined;
    const { name, settings } =
      (mode === 'teaser' && teaserFormatter(type, field)) || field.formatter;
    const formatter = formatterOf(type, name);
    const pointed = collectReferences([field], values, fieldTypes);
    return {
      '#type': 'field',
      '#name': field.name,
      '#field_type': field.fieldType,
      '#label': field.label,
      '#label_display': field.formatter.label,
      ...(pointed.length > 0 ? { '#cache': referenceDependencies(pointed) } : {}),
      '#items': stored.map((value) =>
        formatter.build(value, {
          ...view,
          settings: field.settings,
          formatterSettings: settings,
        }),
      ),
    };
  };

  const itemElement = (
    view: Omit<FieldView, 'settings'>,
    item: ShownItem,
    mode: ItemElement['#view_mode'],
  ): ItemElement => {
    const type = items.findType(view.ctx, item.type);
    const byline = type?.settings.byline === true;
    const children = shownFields(type, mode).flatMap((field) => {
      const element = fieldElement(view, field, item.fields, mode);
      return element ? [[field.name, element] as const] : [];
    });
    return {
      '#type': 'item',
      '#id': item.id,
      '#bundle': item.type,
      '#view_mode': mode,
      '#title': item.title,
      '#url': `/item/${item.id}`,
      '#published': item.status,
      ...(byline ? { '#author': { name: item.authorName } } : {}),
      '#created': item.created.toISOString(),
      '#cache': itemDependencies(item, byline),
      '#children': Object.fromEntries(children),
    };
  };

  const toText: ItemViews['toText'] = (ctx, field, values, resolve, timeZone) => {
    const type = fieldTypes.find(field.fieldType);
    const old = values[field.name];
    if (old === undefined) return [];
    const { settings } = field;
    const view = { ctx, resolve, ...(timeZone === undefined ? {} : { timeZone }) };
    const fitting = fittingValue(fieldTypes, ctx, field, old);
    if (!type || fitting === undefined) return oldTexts(fieldTypes, view, old);
    return valuesOf({ [field.name]: fitting }, field.name).map((value) =>
      type.toText(value, { ...view, settings }),
    );
  };

  const build: ItemViews['build'] = async (ctx, viewed, mode) => {
    const pointed = viewed.flatMap((item) =>
      collectReferences(shownFields(items.findType(ctx, item.type), mode), item.fields, fieldTypes),
    );
    const resolve = await resolveReferences(references, database.queries, ctx, pointed, 'view');
    const built = viewed.map((item) => ({
      item: tappedItem(item),
      view_mode: mode,
      element: itemElement({ ctx, resolve }, item, mode),
    }));
    return tapItemViews(taps, ctx, built);
  };

  return {
    build,
    async buildOld(ctx, item) {
      const { fields = [] } = items.findType(ctx, item.type) ?? {};
      const { fitting, texts } = oldContent(fieldTypes, ctx, fields, item.fields);
      const [element] = await build(ctx, [{ ...item, fields: fitting }], 'full');
      if (!element) throw new Error('An item was shown as nothing.');
      return withTexts(element, fields, texts);
    },
    resolve: (ctx, type, contents) =>
      resolveReferences(
        references,
        database.queries,
        ctx,
        contents.flatMap(({ fields, authorId }) => [
          ...collectReferences(
            type.fields,
            oldContent(fieldTypes, ctx, type.fields, fields).fitting,
            fieldTypes,
          ),
          ...(authorId === undefined ? [] : [{ type: 'user' as const, id: authorId }]),
        ]),
        'view',
      ),
    toText,
    describe(ctx, item) {
      const field = items
        .findType(ctx, item.type)
        ?.fields.find((each) => ['text', 'long_text'].includes(each.fieldType));
      const type = field && fieldTypes.find(field.fieldType);
      const [value] = field ? valuesOf(item.fields, field.name) : [];
      if (!type || !value) return undefined;
      const { settings } = field;
      const said = type.toText(value, { ctx, settings, resolve: () => undefined });
      const line = said.replaceAll(/\s+/g, ' ').trim();
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

/** The formatter of that name, or the field type's first when that one is gone. */
function formatterOf(type: FieldType, name: string) {
  const formatter = type.formatters[name] ?? Object.values(type.formatters).at(0);
  if (!formatter) throw new Error(`The field type “${type.name}” has no formatter.`);
  return formatter;
}
