import { isObject, type Json } from '#base';
import { type Static, Type } from 'typebox';
import { Refusal } from '../host/refusal.ts';
import { checked } from './query-schema.ts';

const strict = { additionalProperties: false } as const;
const column = Type.String({ maxLength: 100 });
const value = Type.Union([Type.String(), Type.Number(), Type.Boolean()]);

const COMPARISON = Type.Object(
  { op: Type.Enum(['eq', 'ne', 'lt', 'le', 'gt', 'ge']), column, value },
  strict,
);
const ONE_OF = Type.Object(
  { op: Type.Literal('in'), column, values: Type.Array(value, { maxItems: 500 }) },
  strict,
);
const LIKE = Type.Object(
  {
    op: Type.Enum(['contains', 'starts_with']),
    column,
    text: Type.String({ minLength: 1, maxLength: 1_000 }),
  },
  strict,
);
const IS_NULL = Type.Object({ op: Type.Literal('is_null'), column }, strict);
const SEVERAL = Type.Object(
  {
    op: Type.Enum(['and', 'or']),
    of: Type.Array(Type.Unsafe<Json>({}), { minItems: 1, maxItems: 100 }),
  },
  strict,
);
const NOT = Type.Object({ op: Type.Literal('not'), of: Type.Unsafe<Json>({}) }, strict);

/** Which rows: the closed list of what a plugin can say. */
export type CheckedCondition =
  | (Static<typeof COMPARISON> & Placed)
  | (Static<typeof ONE_OF> & Placed)
  | (Static<typeof LIKE> & Placed)
  | (Static<typeof IS_NULL> & Placed)
  | { readonly op: 'and' | 'or'; readonly of: readonly CheckedCondition[] }
  | { readonly op: 'not'; readonly of: CheckedCondition };

interface Placed {
  /** Where it stands in the query. */
  readonly place: string;
}

const DEEPEST = 10;
const MOST = 200;
const OPERATORS = 'eq, ne, lt, le, gt, ge, in, contains, starts_with, is_null, and, or, not';

/** A condition as it was sent. Throws a `Refusal` that names the place. */
export function checkCondition(given: Json): CheckedCondition {
  let count = 0;
  const check = (one: Json, place: string, depth: number): CheckedCondition => {
    count += 1;
    if (depth > DEEPEST || count > MOST) {
      const most = `at most ${DEEPEST} deep, and ${MOST} in all`;
      throw new Refusal('too-large', `/where has too many conditions: ${most}.`);
    }
    const op = isObject(one) ? one['op'] : undefined;
    switch (op) {
      case 'and':
      case 'or': {
        const { of } = checked(SEVERAL, one, place);
        return { op, of: of.map((part, at) => check(part, `${place}/of/${at}`, depth + 1)) };
      }
      case 'not':
        return { op, of: check(checked(NOT, one, place).of, `${place}/of`, depth + 1) };
      case 'in':
        return { ...checked(ONE_OF, one, place), place };
      case 'contains':
      case 'starts_with':
        return { ...checked(LIKE, one, place), place };
      case 'is_null':
        return { ...checked(IS_NULL, one, place), place };
      case 'eq':
      case 'ne':
      case 'lt':
      case 'le':
      case 'gt':
      case 'ge':
        return { ...checked(COMPARISON, one, place), place };
      default:
        throw new Refusal('invalid', `${place}/op must be one of ${OPERATORS}.`);
    }
  };
  return check(given, '/where', 1);
}
