import { type TProperties, type TSchema, Type } from 'typebox';
import { OPERATORS } from './operand.ts';

/** How deep groups of filters stand in each other. */
const DEEPEST_GROUP = 4;
/** Rows on one page, at most. */
export const LARGEST_PAGE = 200;

const shut = { additionalProperties: false } as const;
const object = <Properties extends TProperties>(properties: Properties) =>
  Type.Object(properties, shut);
const optional = Type.Optional;

export const NAME = Type.String({ pattern: '^[a-z][a-z0-9_]{0,49}$' });
const COLUMN = Type.String({
  pattern: '^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*){0,4}$',
  maxLength: 160,
});
const BASE = Type.String({ pattern: '^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)?$', maxLength: 100 });
const LABEL = Type.String({ maxLength: 200 });
const HELP = Type.String({ maxLength: 1000 });
const WEIGHT = Type.Integer({ minimum: -1000, maximum: 1000 });
export const PATH = Type.String({
  pattern: '^(/([A-Za-z0-9._~-]+|\\{[a-z][a-z0-9_]*\\}))+$',
  maxLength: 200,
});
const TARGET = Type.String({ pattern: '^/(?!/)[^\\s\\\\]*$', maxLength: 300 });

const SCALAR = Type.Union([Type.String({ maxLength: 1000 }), Type.Number(), Type.Boolean()]);
const AMOUNT = {
  amount: Type.Integer({ minimum: -100_000, maximum: 100_000 }),
  unit: Type.Enum(['minute', 'hour', 'day', 'week', 'month', 'year']),
};
const ONE = Type.Union([SCALAR, object({ from: Type.Enum(['now', 'today']), ...AMOUNT })]);
const OPERAND = Type.Union([ONE, Type.Array(ONE, { maxItems: 200 }), object(AMOUNT)]);

const REF = { column: COLUMN, of: optional(NAME) };
const AGGREGATE = Type.Enum(['count', 'count_distinct', 'sum', 'average', 'minimum', 'maximum']);

const RELATIONSHIP = object({
  name: NAME,
  label: optional(LABEL),
  through: COLUMN,
  of: optional(NAME),
  required: optional(Type.Boolean()),
});

const FILTER = object({
  id: NAME,
  ...REF,
  operator: Type.Enum([...OPERATORS]),
  value: optional(OPERAND),
  exposed: optional(
    object({
      label: Type.String({ minLength: 1, maxLength: 200 }),
      help: optional(HELP),
      required: optional(Type.Boolean()),
      multiple: optional(Type.Boolean()),
      remember: optional(Type.Boolean()),
    }),
  ),
});

function filterGroup(depth: number): TSchema {
  const inside = depth > 1 ? Type.Union([FILTER, filterGroup(depth - 1)]) : FILTER;
  return object({
    match: Type.Enum(['all', 'any']),
    filters: Type.Array(inside, { maxItems: 50 }),
  });
}

const ARGUMENT = object({
  id: NAME,
  ...REF,
  operator: optional(Type.Enum(['equals', 'has_term', 'has_term_or_below'])),
  missing: optional(
    Type.Union([
      object({ action: Type.Enum(['ignore', 'not_found']) }),
      object({ action: Type.Literal('fixed'), value: SCALAR }),
      object({ action: Type.Literal('current_item'), column: COLUMN }),
    ]),
  ),
  validate: optional(Type.Boolean()),
});

const SORT = object({
  ...REF,
  direction: optional(Type.Enum(['asc', 'desc'])),
  aggregate: optional(AGGREGATE),
  exposed: optional(object({ id: NAME, label: Type.String({ minLength: 1, maxLength: 200 }) })),
});

const FIELD = object({
  id: NAME,
  ...REF,
  label: optional(LABEL),
  aggregate: optional(AGGREGATE),
  formatter: optional(
    object({ name: NAME, settings: optional(Type.Record(Type.String({ maxLength: 50 }), SCALAR)) }),
  ),
  link: optional(Type.Boolean()),
  hidden: optional(Type.Boolean()),
});

const ROW = Type.Enum(['columns', 'teaser', 'full']);
const STYLE = Type.Union([
  object({ kind: Type.Literal('list'), row: optional(ROW) }),
  object({ kind: Type.Literal('table'), sortable: optional(Type.Array(NAME, { maxItems: 50 })) }),
  object({ kind: Type.Literal('cards'), row: optional(ROW) }),
  object({ kind: Type.Literal('grouped'), by: NAME, row: optional(ROW) }),
  object({ kind: Type.Literal('plain') }),
]);
const PAGER = object({
  kind: Type.Enum(['full', 'mini', 'load_more', 'none']),
  size: optional(Type.Integer({ minimum: 1, maximum: LARGEST_PAGE })),
});
const ACCESS = Type.Union([
  object({ kind: Type.Literal('content') }),
  object({
    kind: Type.Literal('permission'),
    permission: Type.String({ minLength: 1, maxLength: 200 }),
  }),
  object({ kind: Type.Literal('roles'), roles: Type.Array(NAME, { minItems: 1, maxItems: 50 }) }),
]);

/** The parts that plugins may change while a listing runs stand alone too. */
export const SECTIONS = object({
  relationships: optional(Type.Array(RELATIONSHIP, { maxItems: 10 })),
  arguments: optional(Type.Array(ARGUMENT, { maxItems: 10 })),
  filters: optional(filterGroup(DEEPEST_GROUP)),
  sorts: optional(Type.Array(SORT, { maxItems: 10 })),
  fields: optional(Type.Array(FIELD, { maxItems: 50 })),
  style: optional(STYLE),
  pager: optional(PAGER),
  access: optional(ACCESS),
  empty: optional(HELP),
  distinct: optional(Type.Boolean()),
});

const DISPLAY = { id: NAME, label: optional(LABEL), overrides: optional(SECTIONS) };
const TITLE = optional(LABEL);
const POSITION = Type.Enum(['before', 'after']);
const TILE_PLACE = Type.Union([
  object({ on: Type.Literal('front'), position: optional(POSITION) }),
  object({
    on: Type.Literal('items'),
    types: optional(Type.Array(NAME, { maxItems: 50 })),
    position: optional(POSITION),
  }),
]);
const DISPLAYS = Type.Union([
  object({
    kind: Type.Literal('page'),
    ...DISPLAY,
    path: PATH,
    title: TITLE,
    menu: optional(
      object({ label: Type.String({ minLength: 1, maxLength: 100 }), weight: optional(WEIGHT) }),
    ),
    breadcrumb: optional(Type.Array(object({ label: LABEL, path: TARGET }), { maxItems: 5 })),
  }),
  object({
    kind: Type.Literal('tile'),
    ...DISPLAY,
    title: TITLE,
    places: optional(Type.Array(TILE_PLACE, { maxItems: 10 })),
  }),
  object({
    kind: Type.Literal('feed'),
    ...DISPLAY,
    path: PATH,
    format: optional(Type.Enum(['rss', 'atom', 'json'])),
    title: TITLE,
  }),
  object({
    kind: Type.Literal('attachment'),
    ...DISPLAY,
    to: Type.Array(NAME, { minItems: 1, maxItems: 20 }),
    position: optional(POSITION),
  }),
  object({
    kind: Type.Literal('calendar'),
    ...DISPLAY,
    path: PATH,
    title: TITLE,
    when: object(REF),
    place: optional(object(REF)),
  }),
  object({ kind: Type.Literal('csv'), ...DISPLAY, path: PATH }),
  object({ kind: Type.Literal('json'), ...DISPLAY, path: PATH }),
]);

/** A definition as it may be sent: what has a usual value may be left out. */
export const GATHER_SCHEMA = object({
  name: NAME,
  label: Type.String({ minLength: 1, maxLength: 200 }),
  description: optional(HELP),
  base: BASE,
  defaults: optional(SECTIONS),
  displays: Type.Array(DISPLAYS, { minItems: 1, maxItems: 20 }),
});
