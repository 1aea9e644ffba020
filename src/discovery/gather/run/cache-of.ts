import type { RequestContext } from '#grammar/access';
import type { ElementCache } from '#grammar/render';
import type { Sections } from '../definition/gather.ts';
import { isRelative, isSeveral } from '../definition/operand-shape.ts';
import type { Operand } from '../definition/operand.ts';
import type { ConditionNode, QueryNode } from '../query/nodes.ts';
import { filtersIn } from '../definition/filters-in.ts';

/** Seconds that a listing holds which is told from this moment. */
const OF_NOW = 60;
/** Of today: the hour in which a day begins is not worth more. */
const OF_TODAY = 900;
/** Tables of plugins do not say what changed in them. */
const OF_PLUGIN = 60;

/** What the answer to a query depends on. */
export function cacheOf(
  { actor }: Pick<RequestContext, 'actor'>,
  query: QueryNode,
  sections: Sections,
  itemTypes: readonly string[],
): ElementCache {
  const bases = [query.base, ...query.joins.map(({ base }) => base)];
  const tags = bases.flatMap(({ rows }, i) => {
    switch (rows.of) {
      case 'item':
      case 'revision': {
        // What relationships lead to is of any type.
        const types = i === 0 ? typesOf(query.where, itemTypes) : itemTypes;
        return types.map((type) => `item_list:${type}`);
      }
      case 'plugin':
        return [];
      default:
        return [`${rows.of}_list`];
    }
  });
  const ages = [...agesOf(sections), ...(query.base.rows.of === 'plugin' ? [OF_PLUGIN] : [])];
  return {
    tags: [...new Set([...tags, ...termsOf(query.where)])],
    // People see what they wrote before it is published.
    contexts: [
      'stage',
      'permissions',
      'url',
      ...(actor.kind === 'anonymous' ? [] : ['user' as const]),
    ],
    ...(ages.length === 0 ? {} : { max_age: Math.min(...ages) }),
  };
}

/** The types that all rows are of, where the listing says so. */
function typesOf(where: ConditionNode, all: readonly string[]): readonly string[] {
  const conditions = where.is === 'all' ? where.of : [where];
  for (const one of conditions) {
    if (one.is !== 'one' || one.table !== 'item' || one.column.name !== 'type') continue;
    const { test } = one;
    const named = test.by === '=' ? [test.value] : test.by === 'in' ? test.values : undefined;
    if (named) return all.filter((type) => named.includes(type));
  }
  return all;
}

function termsOf(where: ConditionNode): readonly string[] {
  switch (where.is) {
    case 'all':
    case 'any':
      return where.of.flatMap(termsOf);
    case 'not':
      return termsOf(where.of);
    case 'termed': {
      const { ids = [], below = false } = where.terms ?? {};
      return [...ids.map((id) => `term:${id}`), ...(below ? ['term_list'] : [])];
    }
    default:
      return [];
  }
}

function agesOf({ filters }: Sections): readonly number[] {
  return filtersIn(filters).flatMap(({ operator, value }) => {
    if (operator === 'in_next' || operator === 'in_last') return [OF_NOW];
    return value === undefined ? [] : relativeAges(value);
  });
}

function relativeAges(operand: Operand): readonly number[] {
  const values = isSeveral(operand) ? operand : [operand];
  return values.flatMap((value) => {
    if (typeof value !== 'object' || !('from' in value) || !isRelative(value)) return [];
    return [value.from === 'now' ? OF_NOW : OF_TODAY];
  });
}
