import type { Json } from '#base';
import { firstDifference } from '#grammar/taps';
import { type Static, type TSchema, Type } from 'typebox';
import { Refusal } from '../host/refusal.ts';

/** What a plugin may ask its tables, but for the conditions, which `check-condition.ts` reads. */

const name = Type.String({ maxLength: 100 });
const strict = { additionalProperties: false } as const;
const returning = Type.Optional(Type.Array(name, { minItems: 1, maxItems: 50 }));
/** Checked apart. */
const where = Type.Optional(Type.Unsafe<Json>({}));
const row = Type.Unsafe<{ readonly [column: string]: Json }>(Type.Object({}));
const all = Type.Optional(Type.Literal(true));

export const SELECT = Type.Object(
  {
    from: name,
    columns: Type.Optional(
      Type.Array(
        Type.Union([
          name,
          Type.Object(
            { column: name, as: Type.String({ pattern: '^[a-z][a-zA-Z0-9_]{0,39}$' }) },
            strict,
          ),
        ]),
        { minItems: 1, maxItems: 50 },
      ),
    ),
    join: Type.Optional(
      Type.Array(
        Type.Object(
          { table: name, column: name, equals: name, required: Type.Optional(Type.Boolean()) },
          strict,
        ),
        { maxItems: 4 },
      ),
    ),
    where,
    order: Type.Optional(
      Type.Array(
        Type.Object({ column: name, direction: Type.Optional(Type.Enum(['asc', 'desc'])) }, strict),
        { maxItems: 5 },
      ),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
    offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
    count: Type.Optional(Type.Boolean()),
  },
  strict,
);

export const INSERT = Type.Object(
  { into: name, rows: Type.Array(row, { minItems: 1, maxItems: 500 }), returning },
  strict,
);

export const UPDATE = Type.Object({ table: name, set: row, where, all, returning }, strict);

export const DELETE = Type.Object({ from: name, where, all, returning }, strict);

export type SelectRequest = Static<typeof SELECT>;
export type InsertRequest = Static<typeof INSERT>;
export type UpdateRequest = Static<typeof UPDATE>;
export type DeleteRequest = Static<typeof DELETE>;

/** `given`, if it is as the schema says. Throws a `Refusal` that names the place. */
export function checked<Schema extends TSchema>(
  schema: Schema,
  given: Json,
  place = '',
): Static<Schema> {
  const wrong = firstDifference(schema, given, place === '' ? 'The query' : '');
  if (wrong !== undefined) throw new Refusal('invalid', `${place}${wrong}.`);
  // The schema found nothing, and so it is one.
  return given as Static<Schema>;
}
