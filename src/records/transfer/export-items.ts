import { isDecimal } from '#base';
import type { RequestContext } from '#grammar/access';
import {
  collectReferences,
  mapReferences,
  type ReferenceTargets,
  resolveReferences,
  type ResolveReference,
  valuesOf,
} from '#grammar/fields';
import type { Database } from '#platform/database';
import type { Item, Items } from '#records/items';
import { stringify } from 'csv-stringify/sync';

export type ExportFormat = 'ndjson' | 'json' | 'csv';

export interface ExportDeps {
  readonly database: Database;
  readonly items: Items;
  readonly references: ReferenceTargets;
}

export interface ExportOptions {
  readonly type?: string;
  readonly format: ExportFormat;
  readonly onProgress?: (items: number) => void;
}

const AT_ONCE = 200;

/**
 * The content that the actor may see, oldest first, in pieces of text. Read page by page from
 * where the last one ended: what is saved meanwhile is either in it or not, but nothing is twice.
 */
export async function* exportItems(
  deps: ExportDeps,
  ctx: RequestContext,
  { type, format, onProgress }: ExportOptions,
): AsyncGenerator<string> {
  if (type !== undefined) deps.items.getType(ctx, type);
  const write = format === 'csv' ? csvWriter(deps, ctx, type) : jsonWriter(deps, ctx, format);
  yield write.head;
  let after: string | undefined;
  let count = 0;
  do {
    const page = await deps.items.listItems(ctx, {
      sort: 'created',
      limit: AT_ONCE,
      ...(type === undefined ? {} : { types: [type] }),
      ...(after === undefined ? {} : { after }),
    });
    const resolve = await resolveAll(deps, ctx, page.items);
    for (const item of page.items) {
      yield write.item(item, resolve, count === 0);
      count += 1;
    }
    onProgress?.(count);
    after = page.next;
  } while (after !== undefined);
  yield write.foot;
}

interface Writer {
  readonly head: string;
  readonly foot: string;
  item(item: Item, resolve: ResolveReference, first: boolean): string;
}

function resolveAll(
  { database, items, references }: ExportDeps,
  ctx: RequestContext,
  page: readonly Item[],
): Promise<ResolveReference> {
  const pointed = page.flatMap((item) =>
    collectReferences(items.findType(ctx, item.type)?.fields ?? [], item.fields, items.fieldTypes),
  );
  return resolveReferences(references, database.queries, ctx, pointed, 'view');
}

function jsonWriter(deps: ExportDeps, ctx: RequestContext, format: 'json' | 'ndjson'): Writer {
  const toJson = (item: Item, resolve: ResolveReference) =>
    JSON.stringify({
      id: item.id,
      type: item.type,
      title: item.title,
      status: item.status,
      promote: item.promote,
      sticky: item.sticky,
      created: item.created.toISOString(),
      changed: item.changed.toISOString(),
      author: { id: item.authorId, name: item.authorName },
      fields: withTermNames(deps, ctx, item, resolve),
    });
  if (format === 'ndjson') {
    return { head: '', foot: '', item: (item, resolve) => `${toJson(item, resolve)}\n` };
  }
  return {
    head: '[',
    foot: '\n]\n',
    item: (item, resolve, first) => `${first ? '' : ','}\n${toJson(item, resolve)}`,
  };
}

/** References to terms say which term they mean, so that another site can find or make it. */
function withTermNames(
  { items }: ExportDeps,
  ctx: RequestContext,
  item: Item,
  resolve: ResolveReference,
): object {
  const definitions = items.findType(ctx, item.type)?.fields ?? [];
  return mapReferences(definitions, item.fields, items.fieldTypes, (value) => {
    const { target_type: type, target_id: id } = value;
    const term = type === 'term' && typeof id === 'string' ? resolve(type, id) : undefined;
    if (!term?.bundle) return value;
    return { ...value, term: { vocabulary: term.bundle, name: term.label } };
  });
}

const COLUMNS = ['id', 'type', 'title', 'status', 'created', 'changed', 'author'];

/** What a spreadsheet would take for a formula, but no number, is told to be text. */
function line(cells: readonly string[]): string {
  return stringify([cells], {
    escape_formulas: true,
    cast: { string: (value) => ({ value, escape_formulas: !isDecimal(value) }) },
  });
}

function csvWriter({ items }: ExportDeps, ctx: RequestContext, type: string | undefined): Writer {
  const types = type === undefined ? items.listTypes(ctx) : [items.getType(ctx, type)];
  const names = [...new Set(types.flatMap(({ fields }) => fields.map(({ name }) => name)))];
  return {
    head: line([...COLUMNS, ...names]),
    foot: '',
    item(item, resolve) {
      const fields = items.findType(ctx, item.type)?.fields ?? [];
      const cells = names.map((name) => {
        const field = fields.find((each) => each.name === name);
        const fieldType = field && items.fieldTypes.find(field.fieldType);
        if (!field || !fieldType) return '';
        const view = { ctx, settings: field.settings, resolve };
        return valuesOf(item.fields, name)
          .map((value) => fieldType.toText(value, view))
          .join('; ');
      });
      return line([
        item.id,
        item.type,
        item.title,
        String(item.status),
        item.created.toISOString(),
        item.changed.toISOString(),
        item.authorName,
        ...cells,
      ]);
    },
  };
}
