import type { StageId } from '#base';
import type { Queries } from '#platform/database';
import { isNew, recordsOfKind } from './record-keys.ts';
import type { Stageable } from './stageable.ts';

/**
 * The chosen records, and what the stage has made that they stand on: a new type, new terms, and terms
 * above those; undefined: all are meant.
 */
export async function withNeeded(
  kinds: readonly Stageable[],
  queries: Queries,
  chain: readonly StageId[],
  only: readonly string[] | undefined,
): Promise<readonly string[] | undefined> {
  if (only === undefined) return undefined;
  const records = new Set(only);
  let added: readonly string[] = only;
  while (added.length > 0) {
    const needed: string[] = [];
    for (const kind of kinds) {
      const ids = recordsOfKind(kind.type, added) ?? [];
      if (ids.length > 0) needed.push(...((await kind.needs?.(queries, chain, ids)) ?? []));
    }
    const fresh: string[] = [];
    for (const kind of kinds) {
      const ids = recordsOfKind(kind.type, needed) ?? [];
      const found = ids.length === 0 ? [] : await kind.changes(queries, chain, ids);
      fresh.push(...found.filter(isNew).map(({ id }) => `${kind.type}:${id}`));
    }
    added = fresh.filter((record) => !records.has(record));
    for (const record of added) records.add(record);
  }
  return [...records];
}
