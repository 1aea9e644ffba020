import type { Parameter } from '#grammar/routes';
import { type TSchema, Type } from 'typebox';
import { LARGEST_PAGE } from '../definition/gather-schema.ts';
import { type Display, type Gather, sectionsOf } from '../definition/gather.ts';
import { exposedFilters, takesSeveral } from '../exposed/exposed-filters.ts';
import { sortNames } from '../exposed/read-asked.ts';

const TEXTS = Type.Array(Type.String());

const PAGING: readonly Parameter[] = [
  parameter('after', 'The `next` of the page before', Type.String()),
  parameter(
    'size',
    `Rows on a page, at most ${LARGEST_PAGE}; default that of the display`,
    Type.Integer({ minimum: 1, maximum: LARGEST_PAGE }),
  ),
  parameter('total', 'Whether to count; default what the display shows', Type.Boolean()),
  parameter(
    'item',
    'The item on whose page a tile stands, for arguments that it says',
    Type.String({ format: 'uuid' }),
  ),
];

/** What any gather takes; the documentation of each says more. */
export const anyParameters: readonly Parameter[] = [
  parameter('display', 'Id of a display; default the first', Type.String()),
  parameter('sort', 'Id of an order or column; a minus turns it round', Type.String()),
  ...PAGING,
];

/** What one takes: its displays, the filters and arguments of all of them, its orders. */
export function parametersOf(gather: Gather): readonly Parameter[] {
  const all = gather.displays.map((display) => sectionsOf(gather, display));
  const filters = new Map(
    all.flatMap(exposedFilters).map((filter) => [filter.id, filter] as const),
  );
  const given = new Set(all.flatMap((sections) => sections.arguments.map(({ id }) => id)));
  const sorts = [...new Set(all.flatMap((sections) => [...sortNames(sections)]))];
  return [
    parameter(
      'display',
      'Id of a display; default the first',
      Type.Enum(gather.displays.map(({ id }: Display) => id)),
    ),
    ...[...given].map((id) => parameter(`argument[${id}]`, `The argument “${id}”`, Type.String())),
    ...[...filters.values()].map((filter) =>
      parameter(
        `filter[${filter.id}]`,
        [filter.exposed.label, filter.exposed.help].filter(Boolean).join('. '),
        takesSeveral(filter) ? TEXTS : Type.String(),
      ),
    ),
    ...(sorts.length === 0
      ? []
      : [
          parameter(
            'sort',
            'Order; a minus turns it round',
            Type.Enum(sorts.flatMap((id) => [id, `-${id}`])),
          ),
        ]),
    ...PAGING,
  ];
}

const answer = (values: TSchema): TSchema =>
  Type.Object({
    gather: Type.String(),
    display: Type.String(),
    columns: Type.Array(
      Type.Object({ id: Type.String(), label: Type.String(), kind: Type.String() }),
    ),
    rows: Type.Array(
      Type.Object({
        id: Type.Optional(Type.String({ description: 'Missing where rows are grouped' })),
        url: Type.Optional(Type.String()),
        values,
      }),
    ),
    total: Type.Optional(
      Type.Object(
        { count: Type.Integer(), exact: Type.Boolean() },
        { description: 'Where it is not exact there are more than that' },
      ),
    ),
    next: Type.Optional(Type.String({ description: 'For `after`' })),
  });

export const anyAnswer = answer(Type.Record(Type.String(), Type.Unknown()));

/** Its rows, by the ids of the columns of all displays; a display may have some of them only. */
export function answerOf(gather: Gather): TSchema {
  const fields = gather.displays.flatMap((display) => sectionsOf(gather, display).fields);
  return answer(
    Type.Object(
      Object.fromEntries(
        fields.map(({ id, label, column, of }) => [
          id,
          Type.Optional(
            Type.Unknown({
              description: label || (of === undefined ? column : `${of}: ${column}`),
            }),
          ),
        ]),
      ),
    ),
  );
}

function parameter(name: string, description: string, schema: TSchema): Parameter {
  return { name, in: 'query', description, schema };
}
