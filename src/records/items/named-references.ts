import {
  canonicalJson,
  InvalidInput,
  isObject,
  type JsonObject,
  MOST_PROBLEMS,
  nested,
  type Problem,
} from '#base';
import type { RequestContext } from '#grammar/access';
import type { Reference, ReferenceTargets, ResolveReference } from '#grammar/fields';
import type { Transaction } from '#platform/database';
import type { FieldValues } from './item.ts';

/** By the pointer of a reference, the id that its value is to have. */
export type NewIds = ReadonlyMap<string, string>;

/** Finds what is only named, and makes what is not there, for who may. */
export async function findNamed(
  targets: ReferenceTargets,
  queries: Transaction,
  ctx: RequestContext,
  references: readonly Reference[],
): Promise<{ readonly ids: NewIds; readonly problems: readonly Problem[] }> {
  const ids = new Map<string, string>();
  const problems: Problem[] = [];
  for (const { type, name, pointer, bundles } of references) {
    if (problems.length >= MOST_PROBLEMS) break;
    const [bundle] = bundles;
    const { naming } = targets.get(type);
    if (name === undefined || bundle === undefined || !naming) continue;
    try {
      const id = await naming.findOrMake(queries, ctx, bundle, name);
      if (id !== undefined) ids.set(pointer, id);
      else {
        const message = `There is no “${name}”, and your account may not make it.`;
        problems.push({ pointer, code: 'reference_missing', message });
      }
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      problems.push(...error.problems.map((each) => nested(pointer, { ...each, pointer: '' })));
    }
  }
  return { ids, problems };
}

/** What became a part of something else, by where it is referred to. */
export function findMoved(references: readonly Reference[], resolve: ResolveReference): NewIds {
  return new Map(
    references.flatMap(({ type, id, pointer }) => {
      const { movedTo } = resolve(type, id) ?? {};
      return movedTo === undefined ? [] : [[pointer, movedTo] as const];
    }),
  );
}

/** The values, with other ids where `ids` says so. Pointers begin with `/fields`. */
export function withIds(values: FieldValues, ids: NewIds): FieldValues {
  if (ids.size === 0) return values;
  const changed = new Map([...ids].map(([at, id]) => [at.slice(0, at.lastIndexOf('/')), id]));
  // What is put in place of a value has its shape.
  return replaced(values, '/fields', changed) as FieldValues;
}

function replaced(value: unknown, at: string, ids: NewIds): unknown {
  const id = ids.get(at);
  if (Array.isArray(value)) {
    const values = value.map((one: unknown, index) => replaced(one, `${at}/${index}`, ids));
    const isNew = values.some((_, index) => ids.has(`${at}/${index}`));
    // Two may have become one.
    return isNew ? [...new Map(values.map((one) => [canonicalJson(one), one])).values()] : values;
  }
  if (!isObject(value)) return value;
  if (id !== undefined) {
    const { name: _name, ...rest } = value as JsonObject;
    return { ...rest, target_id: id };
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, replaced(inner, `${at}/${key}`, ids)]),
  );
}
