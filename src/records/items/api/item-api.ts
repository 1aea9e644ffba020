import { LIVE } from '#base';
import { fieldValuesSchema, shownFieldsSchema } from '#grammar/fields';
import type { Endpoint, EndpointSource, Parameter } from '#grammar/routes';
import { Type, type TSchema } from 'typebox';
import type { ItemType } from '../types/item-type.ts';
import type { Items } from '../items.ts';
import { itemChangeSchema, itemJson, itemSchema, newItemSchema } from './item-json.ts';
import {
  baseOf,
  conditionOf,
  etag,
  IF_MATCH,
  inputOf,
  itemIdOf,
  itemOfPath,
  queryOf,
} from './request-parts.ts';
import { revisionEndpoints } from './revision-api.ts';

const PATH = '/items/{type}';
const ONE = '/items/{type}/{id}';

const IF_NONE_MATCH: Parameter = {
  name: 'If-None-Match',
  in: 'header',
  description: 'The ETag that the client has.',
  schema: Type.String(),
};

/** `/items/{type}…`: content over REST. The documentation shows one set for each type there is. */
export function itemEndpoints(items: Items): EndpointSource {
  return {
    endpoints: endpointsFor(items),
    describe: () => items.listTypes({ stage: LIVE }).flatMap((type) => endpointsFor(items, type)),
  };
}

/** What stands under `fields` in what creates an item, changes one, and shows one. */
function fieldSchemas({ fieldTypes }: Items, type: ItemType | undefined) {
  const any: TSchema = Type.Record(Type.String(), Type.Unknown());
  if (!type) return { created: any, changed: any, shown: any };
  const { fields } = type;
  return {
    created: fieldValuesSchema(fields, fieldTypes),
    changed: fieldValuesSchema(fields, fieldTypes, { partial: true }),
    shown: shownFieldsSchema(fields, fieldTypes),
  };
}

function endpointsFor(items: Items, type?: ItemType): Endpoint[] {
  const place = (path: string): string => (type ? path.replace('{type}', type.type) : path);
  const operation = (verb: string, what = ''): string =>
    `${verb}${type ? pascal(type.type) : 'Any'}${what}`;
  const name = type?.name ?? 'item';
  const fields = fieldSchemas(items, type);
  const item = itemSchema(fields.shown);
  const tag = type?.name ?? 'Items';
  const shared = { tag, place, operation, item, shownFields: fields.shown };
  return [
    {
      method: 'GET',
      path: place(PATH),
      operationId: operation('list'),
      summary: `List content of the type ${name}`,
      tag,
      scope: 'read',
      parameters: LIST_PARAMETERS,
      answers: {
        200: {
          description: 'A page of the list; `next` is missing on the last',
          schema: Type.Object({ items: Type.Array(item), next: Type.Optional(Type.String()) }),
        },
      },
      errors: [404, 422],
      handle: async ({ ctx, params, query }) => {
        const { type: known } = items.getType(ctx, params['type'] ?? '');
        const page = await items.listItems(ctx, queryOf(known, query));
        const body = { items: page.items.map(itemJson), ...(page.next ? { next: page.next } : {}) };
        return { status: 200, body };
      },
    },
    {
      method: 'POST',
      path: place(PATH),
      operationId: operation('create'),
      summary: `Create content of the type ${name}`,
      tag,
      scope: 'write',
      body: newItemSchema(fields.created, type),
      checkedBy: 'handler',
      answers: { 201: { description: 'It was created', schema: item } },
      errors: [403, 404, 422],
      handle: async ({ ctx, params, body, baseUrl }) => {
        const saved = await items.createItem(ctx, params['type'] ?? '', inputOf(body));
        const location = `${baseUrl}/api/v1/items/${saved.type}/${saved.id}`;
        return { status: 201, headers: { ...etag(saved), location }, body: itemJson(saved) };
      },
    },
    {
      method: 'GET',
      path: place(ONE),
      operationId: operation('get'),
      summary: `One of the type ${name}`,
      tag,
      scope: 'read',
      parameters: [IF_NONE_MATCH],
      answers: {
        200: { description: 'The item; its ETag is its revision', schema: item },
        304: { description: 'It is the one that was named' },
      },
      errors: [404],
      handle: async (request) => {
        const found = await itemOfPath(items, request);
        return { status: 200, headers: etag(found), body: itemJson(found) };
      },
    },
    {
      method: 'PATCH',
      path: place(ONE),
      operationId: operation('update'),
      summary: 'Change what the body names; a field set to null is emptied',
      tag,
      scope: 'write',
      parameters: [IF_MATCH],
      body: itemChangeSchema(fields.changed),
      checkedBy: 'handler',
      answers: { 200: { description: 'It was saved; edits of others are merged', schema: item } },
      errors: [403, 404, 409, 422, 428],
      handle: async (request) => {
        const base = await baseOf(request, () => itemOfPath(items, request));
        const { ctx, body, params } = request;
        items.getType(ctx, params['type'] ?? '');
        const saved = await items.updateItem(ctx, itemIdOf(request), base, inputOf(body), {
          type: params['type'] ?? '',
        });
        return { status: 200, headers: etag(saved), body: itemJson(saved) };
      },
    },
    {
      method: 'DELETE',
      path: place(ONE),
      operationId: operation('delete'),
      summary: 'Put it in the trash',
      tag,
      scope: 'write',
      parameters: [{ ...IF_MATCH, required: false }],
      answers: { 204: { description: 'It is in the trash' } },
      errors: [403, 404, 409],
      handle: async (request) => {
        const item = await itemOfPath(items, request);
        const base = await conditionOf(request, item);
        await items.deleteItem(request.ctx, item.id, base);
        return { status: 204 };
      },
    },
    ...revisionEndpoints(items, shared),
  ];
}

/** What the endpoints of one type have in common. */
export interface SharedParts {
  readonly tag: string;
  readonly place: (path: string) => string;
  readonly operation: (verb: string, what?: string) => string;
  readonly item: TSchema;
  /** What stands under `fields` in it. */
  readonly shownFields: TSchema;
}

const LIST_PARAMETERS: readonly Parameter[] = [
  parameter(
    'limit',
    'How many, at most 200',
    Type.Integer({ minimum: 1, maximum: 200, default: 25 }),
  ),
  parameter('after', 'The `next` of the page before', Type.String()),
  parameter(
    'sort',
    'Order; a minus turns it round',
    Type.Enum(['created', '-created', 'changed', '-changed', 'title', '-title'], {
      default: '-created',
    }),
  ),
  parameter('status', 'Only published (true) or only unpublished (false)', Type.Boolean()),
  parameter('title', 'Only where the title contains this, in any case', Type.String()),
];

function parameter(name: string, description: string, schema: TSchema): Parameter {
  return { name, in: 'query', description, schema };
}

/** `blog_post` as a part of an operation's name: `BlogPost`. */
function pascal(name: string): string {
  return name.replace(/(?:^|_)([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
}
