import { InvalidInput, isObject, type JsonObject } from '#base';
import type { Endpoint, EndpointRequest, EndpointSource } from '#grammar/routes';
import { Type } from 'typebox';
import type { Field, ItemType } from '../types/item-type.ts';
import type { Items } from '../items.ts';

const TYPES = '/item-types';
const TYPE = '/item-types/{type}';
const FIELDS = '/item-types/{type}/fields';
const FIELD = '/item-types/{type}/fields/{field}';
const TAG = 'Item types';

/** `/item-types…`: types and their fields over REST. */
export function itemTypeEndpoints(items: Items): EndpointSource {
  return { endpoints: [...typeEndpoints(items), ...fieldEndpoints(items)] };
}

function typeEndpoints(items: Items): Endpoint[] {
  return [
    {
      method: 'GET',
      path: TYPES,
      operationId: 'listItemTypes',
      summary: 'Every item type with its fields',
      tag: TAG,
      scope: 'read',
      answers: {
        200: {
          description: 'The types by name',
          schema: Type.Object({ types: Type.Array(TYPE_SCHEMA) }),
        },
      },
      handle: async ({ ctx }) => ({
        status: 200,
        body: { types: items.listTypes(ctx).map(typeJson) },
      }),
    },
    {
      method: 'POST',
      path: TYPES,
      operationId: 'createItemType',
      summary: 'Make a new item type',
      tag: TAG,
      scope: 'write',
      body: Type.Object({ type: Type.String(), ...TYPE_INPUT }),
      answers: { 201: { description: 'It was made', schema: TYPE_SCHEMA } },
      errors: [403, 409, 422],
      handle: async ({ ctx, body }) => {
        const { type, ...input } = objectBody(body);
        return { status: 201, body: typeJson(await items.createType(ctx, type, input)) };
      },
    },
    {
      method: 'GET',
      path: TYPE,
      operationId: 'getItemType',
      summary: 'One item type with its fields',
      tag: TAG,
      scope: 'read',
      answers: { 200: { description: 'The type', schema: TYPE_SCHEMA } },
      errors: [404],
      handle: async ({ ctx, params }) => answer(items.getType(ctx, params['type'] ?? '')),
    },
    {
      method: 'PATCH',
      path: TYPE,
      operationId: 'updateItemType',
      summary: 'Change what the body names',
      tag: TAG,
      scope: 'write',
      body: Type.Partial(Type.Object(TYPE_INPUT)),
      answers: { 200: { description: 'It was saved', schema: TYPE_SCHEMA } },
      errors: [403, 404, 422],
      handle: async ({ ctx, params, body }) =>
        answer(await items.updateType(ctx, params['type'] ?? '', objectBody(body))),
    },
    {
      method: 'DELETE',
      path: TYPE,
      operationId: 'deleteItemType',
      summary: 'Delete a type that has no content',
      tag: TAG,
      scope: 'write',
      answers: { 204: { description: 'It is gone' } },
      errors: [403, 404, 409],
      handle: async ({ ctx, params }) => {
        await items.deleteType(ctx, params['type'] ?? '');
        return { status: 204 };
      },
    },
  ];
}

function fieldEndpoints(items: Items): Endpoint[] {
  return [
    {
      method: 'POST',
      path: FIELDS,
      operationId: 'addField',
      summary: 'Add a field: a new one, or one that another type has under this name',
      tag: TAG,
      scope: 'write',
      body: Type.Object({ name: Type.String(), ...FIELD_INPUT }),
      answers: { 201: { description: 'The type with the field', schema: TYPE_SCHEMA } },
      errors: [403, 404, 409, 422],
      handle: async ({ ctx, params, body }) => {
        const { name, ...input } = objectBody(body);
        const type = await items.addField(ctx, params['type'] ?? '', name, input);
        return { status: 201, body: typeJson(type) };
      },
    },
    {
      method: 'PUT',
      path: FIELDS,
      operationId: 'orderFields',
      summary: 'Put the fields in this order',
      tag: TAG,
      scope: 'write',
      body: Type.Object({ order: Type.Array(Type.String()) }),
      answers: { 200: { description: 'The type in the new order', schema: TYPE_SCHEMA } },
      errors: [403, 404, 409, 422],
      handle: async ({ ctx, params, body }) => {
        const { order } = objectBody(body);
        if (!Array.isArray(order) || !order.every((name) => typeof name === 'string'))
          throw invalid('/order', 'must be an array of field names');
        return answer(await items.orderFields(ctx, params['type'] ?? '', order));
      },
    },
    {
      method: 'PATCH',
      path: FIELD,
      operationId: 'updateField',
      summary: 'Change a field. Values are lost only with accept_loss=true, else 409',
      tag: TAG,
      scope: 'write',
      parameters: [ACCEPT_LOSS],
      body: Type.Object({ field_type: Type.Optional(Type.String()), ...FIELD_OPTIONS }),
      answers: { 200: { description: 'The type with the field', schema: TYPE_SCHEMA } },
      errors: [403, 404, 409, 422],
      handle: async (request) =>
        answer(
          await items.updateField(
            request.ctx,
            request.params['type'] ?? '',
            request.params['field'] ?? '',
            objectBody(request.body),
            lossOf(request),
          ),
        ),
    },
    {
      method: 'POST',
      path: `${FIELD}/plan`,
      operationId: 'planFieldChange',
      summary: 'What such a change would do to content; an empty body asks about removal',
      tag: TAG,
      scope: 'read',
      body: Type.Object({ field_type: Type.Optional(Type.String()), ...FIELD_OPTIONS }),
      answers: { 200: { description: 'The plan', schema: PLAN_SCHEMA } },
      errors: [403, 404, 422],
      handle: async ({ ctx, params, body }) => {
        const input = objectBody(body);
        const change = Object.keys(input).length > 0 ? input : undefined;
        const { type = '', field = '' } = params;
        return { status: 200, body: await items.planField(ctx, type, field, change) };
      },
    },
    {
      method: 'DELETE',
      path: FIELD,
      operationId: 'removeField',
      summary: 'Take a field off the type. Values are lost only with accept_loss=true, else 409',
      tag: TAG,
      scope: 'write',
      parameters: [ACCEPT_LOSS],
      answers: { 200: { description: 'The type without the field', schema: TYPE_SCHEMA } },
      errors: [403, 404, 409],
      handle: async (request) =>
        answer(
          await items.removeField(
            request.ctx,
            request.params['type'] ?? '',
            request.params['field'] ?? '',
            lossOf(request),
          ),
        ),
    },
  ];
}

function answer(type: ItemType): { status: number; body: JsonObject } {
  return { status: 200, body: typeJson(type) };
}

function objectBody(body: unknown): Record<string, unknown> {
  if (isObject(body)) return body;
  throw invalid('', 'must be an object');
}

function invalid(pointer: string, message: string): InvalidInput {
  return new InvalidInput('item_type.invalid', 'This cannot be saved as it is.', {
    problems: [{ pointer, code: 'type', message }],
  });
}

function lossOf(request: EndpointRequest): { acceptLoss: boolean } {
  return { acceptLoss: request.query.get('accept_loss') === 'true' };
}

/** A type as REST shows it. */
export function typeJson(type: ItemType): JsonObject {
  return {
    type: type.type,
    name: type.name,
    description: type.description,
    has_title: type.hasTitle,
    title_label: type.titleLabel,
    settings: { ...type.settings },
    fields: type.fields.map(fieldJson),
  };
}

function fieldJson(field: Field): JsonObject {
  return {
    name: field.name,
    field_type: field.fieldType,
    cardinality: field.cardinality,
    label: field.label,
    help: field.help,
    required: field.required,
    widget: field.widget,
    formatter: field.formatter,
    settings: field.settings,
  };
}

const ANY_OBJECT = Type.Record(Type.String(), Type.Unknown());

const TYPE_INPUT = {
  name: Type.String({ maxLength: 100 }),
  description: Type.Optional(Type.String({ maxLength: 1000 })),
  has_title: Type.Optional(Type.Boolean()),
  title_label: Type.Optional(Type.String({ maxLength: 100 })),
  settings: Type.Optional(
    Type.Object({
      published: Type.Optional(Type.Boolean()),
      promoted: Type.Optional(Type.Boolean()),
      byline: Type.Optional(Type.Boolean()),
    }),
  ),
};

const FIELD_OPTIONS = {
  cardinality: Type.Optional(Type.Integer({ description: '-1 is any number of values' })),
  label: Type.Optional(Type.String({ maxLength: 100 })),
  help: Type.Optional(Type.String({ maxLength: 1000 })),
  required: Type.Optional(Type.Boolean()),
  widget: Type.Optional(ANY_OBJECT),
  formatter: Type.Optional(ANY_OBJECT),
  settings: Type.Optional(ANY_OBJECT),
};

const FIELD_INPUT = { field_type: Type.String(), ...FIELD_OPTIONS, label: Type.String() };

const TYPE_SCHEMA = Type.Object({
  type: Type.String(),
  name: Type.String(),
  description: Type.String(),
  has_title: Type.Boolean(),
  title_label: Type.String(),
  settings: ANY_OBJECT,
  fields: Type.Array(ANY_OBJECT),
});

const PLAN_SCHEMA = Type.Object({
  types: Type.Array(Type.String()),
  holding: Type.Integer(),
  rewritten: Type.Integer(),
  losing: Type.Integer(),
  lacking: Type.Integer(),
  examples: Type.Array(
    Type.Object({ id: Type.String(), title: Type.String(), reason: Type.String() }),
  ),
});

const ACCEPT_LOSS = {
  name: 'accept_loss',
  in: 'query',
  description: 'true: values that do not fit are lost (old revisions keep them)',
  schema: Type.Boolean(),
} as const;
