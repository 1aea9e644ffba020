import { InvalidInput, isObject, type Json, NotFound, parseId } from '#base';
import { firstDifference } from '#grammar/taps';
import { itemJson, type ItemQuery, type Items } from '#records/items';
import { type Static, Type } from 'typebox';
import type { HostServices } from '../host-services.ts';

/** Content for plugins, through the same operations as everybody's. */
export function createContentService(items: Items): HostServices['items'] {
  return {
    load: async (ctx, id) => itemJson(await items.getItem(ctx, idOf<'item'>(id, 'item'))),
    async query(ctx, query) {
      const asked = queryOf(query);
      const [page, total] = await Promise.all([
        items.listItems(ctx, asked),
        asked.count === undefined ? undefined : items.countItems(ctx, asked, asked.count),
      ]);
      return {
        items: page.items.map(itemJson),
        ...(page.next ? { next: page.next } : {}),
        ...(total === undefined ? {} : { total }),
      };
    },
    async save(ctx, input) {
      if (!isObject(input)) throw invalid('An item must be a JSON object.');
      const { type, id, revision, ...values } = input;
      if (id !== undefined) {
        const base = idOf<'revision'>(revision, 'revision');
        return itemJson(await items.updateItem(ctx, idOf<'item'>(id, 'item'), base, values));
      }
      if (typeof type !== 'string') throw invalid('A new item needs its type.');
      return itemJson(await items.createItem(ctx, type, values));
    },
  };
}

const QUERY = Type.Object(
  {
    type: Type.Optional(Type.String()),
    published: Type.Optional(Type.Boolean()),
    /** The id of a term that the item refers to. */
    term: Type.Optional(Type.String()),
    sort: Type.Optional(
      Type.Enum(['created', '-created', 'changed', '-changed', 'title', '-title']),
    ),
    offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
    /** How many there are in all is answered, too; counting stops there. */
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    after: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);

function queryOf(input: Json): ItemQuery & { readonly count?: number } {
  const wrong = firstDifference(QUERY, input, 'The query');
  if (wrong !== undefined) throw invalid(`${wrong}.`);
  // The schema says that it is one.
  const {
    type,
    published,
    term,
    limit = 25,
    after,
    sort,
    offset,
    count,
  } = input as Static<typeof QUERY>;
  return {
    limit,
    ...(type === undefined ? {} : { types: [type] }),
    ...(published === undefined ? {} : { status: published }),
    ...(term === undefined ? {} : { references: { type: 'term', id: idOf<'term'>(term, 'term') } }),
    ...(after === undefined ? {} : { after }),
    ...(sort === undefined ? {} : { sort }),
    ...(offset === undefined ? {} : { offset }),
    ...(count === undefined ? {} : { count }),
  };
}

function idOf<Kind extends string>(text: unknown, what: string) {
  const id = parseId<Kind>(text);
  if (id === undefined) throw new NotFound('plugins.bad_id', `That is not the id of a ${what}.`);
  return id;
}

function invalid(message: string): InvalidInput {
  return new InvalidInput('plugins.bad_request', message);
}
