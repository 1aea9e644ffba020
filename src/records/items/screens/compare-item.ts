import { isObject, type Json, type JsonObject } from '#base';
import type { RequestContext } from '#grammar/access';
import { type ReferenceTargets, resolveReferences, type ResolveReference } from '#grammar/fields';
import type { Database } from '#platform/database';
import type { ComparedPart, OpenRecord } from '#records/stages';
import type { FieldValues, Item } from '../item.ts';
import type { Items } from '../items.ts';
import type { Content } from '../merge-changes.ts';
import type { ItemViews } from '../pages/item-views.ts';
import { fieldOf, fieldsOf } from '../staging/item-parts.ts';
import type { ItemType } from '../types/item-type.ts';
import { partText } from './part-comparison.ts';
import { partLabel } from '../part-labels.ts';
import { timeText } from './time-text.ts';

interface Comparing {
  readonly items: Items;
  readonly views: ItemViews;
  readonly database: Database;
  readonly references: ReferenceTargets;
  readonly timeZone: string;
}

type Parts = NonNullable<OpenRecord['mine']['parts']>;

/** Stands for what a plugin keeps from this actor. */
export const NOT_SEEN = 'Your account may not see this.';

/** Field types whose values are prose: compared word by word. */
const PROSE = new Set(['text', 'long_text']);

/** The attributes besides title, status and fields, in the order of the form. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  promote: 'On the front page',
  sticky: 'On top of lists',
  author: 'Author',
  created: 'Written',
};

/** What differs about an item, part by part; `item` is what the actor may see of it. */
export async function compareItem(
  comparing: Comparing,
  ctx: RequestContext,
  item: Item,
  record: OpenRecord,
): Promise<readonly ComparedPart[]> {
  const { items, views, database, references, timeZone } = comparing;
  const type = items.getType(ctx, item.type);
  const sides = [record.base, record.mine, record.theirs].map(({ parts = {} }) => parts);
  const resolve = await views.resolve(ctx, type, sides.map(contentOf));
  const people = await resolveReferences(
    references,
    database.queries,
    ctx,
    sides.flatMap(({ author }) =>
      typeof author === 'string' ? [{ type: 'user' as const, id: author }] : [],
    ),
    'view',
  );
  const wanted = new Set([...record.parts, ...record.merged.map(({ part }) => part)]);
  const hidden = (field: string): boolean =>
    record.mine.state.is === 'version' &&
    record.mine.parts?.[`fields/${field}`] !== undefined &&
    item.fields[field] === undefined;

  return inOrderOf(type, wanted).map((part) => {
    const field = fieldOf(part);
    const shown = (parts: Parts | undefined): string => {
      if (parts === undefined) return '';
      if (field !== undefined && hidden(field)) return NOT_SEEN;
      if (part in ATTRIBUTES) return attributeText(part, parts[part], { ctx, people, timeZone });
      return partText(views, ctx, type, resolve, contentOf(parts), field ?? part, timeZone);
    };
    const fieldType = type.fields.find(({ name }) => name === field)?.fieldType;
    return {
      part,
      label: ATTRIBUTES[part] ?? partLabel(type, field ?? part),
      prose: part === 'title' || (fieldType !== undefined && PROSE.has(fieldType)),
      base: shown(record.base.parts),
      mine: shown(record.mine.parts),
      theirs: shown(record.theirs.parts),
    };
  });
}

/** Title, fields as they stand on the item, those that the type no longer has, and the rest. */
function inOrderOf(type: ItemType, wanted: ReadonlySet<string>): readonly string[] {
  const known = ['title', ...type.fields.map(({ name }) => `fields/${name}`)];
  const rest = ['status', ...Object.keys(ATTRIBUTES)];
  const gone = [...wanted].filter((part) => !known.includes(part) && !rest.includes(part));
  return [...known, ...gone, ...rest].filter((part) => wanted.has(part));
}

function contentOf(parts: Parts): Content {
  const { title, status } = parts;
  return {
    title: typeof title === 'string' ? title : '',
    status: status === true,
    fields: valuesOf(parts),
  };
}

/** Only objects and lists of them were ever saved as values of fields. */
function valuesOf(parts: Parts): FieldValues {
  return Object.fromEntries(
    Object.entries(fieldsOf(parts)).flatMap(([name, value]): [string, FieldValues[string]][] => {
      if (Array.isArray(value)) return [[name, value.filter(isValue)]];
      return isValue(value) ? [[name, value]] : [];
    }),
  );
}

function isValue(value: Json): value is JsonObject {
  return isObject(value);
}

function attributeText(
  part: string,
  value: Json | undefined,
  view: {
    readonly ctx: RequestContext;
    readonly people: ResolveReference;
    readonly timeZone: string;
  },
): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value !== 'string') return '';
  if (part === 'author') return view.people('user', value)?.label ?? 'Somebody';
  return timeText(view.ctx, view.timeZone, new Date(value));
}
