import type { RequestContext } from '#grammar/access';
import type { Queries } from '#platform/database';
import { sql } from 'kysely';
import type { ReferenceType, ResolveReference, ResolvedReference } from './field-type.ts';
import type { ReferenceRow, ReferenceTargets } from './references.ts';

/**
 * Looks up all that the `references` point to in one statement; none when there are none.
 * `purpose` 'save' finds what the actor may point to, 'view' what the actor may see.
 */
export async function resolveReferences(
  targets: ReferenceTargets,
  queries: Queries,
  ctx: RequestContext,
  references: readonly { readonly type: ReferenceType; readonly id: string }[],
  purpose: 'save' | 'view',
): Promise<ResolveReference> {
  const ids = new Map<ReferenceType, Set<string>>();
  for (const { type, id } of references)
    // What is only named so far has no id.
    if (id !== '') ids.set(type, (ids.get(type) ?? new Set()).add(id));
  if (ids.size === 0) return () => undefined;

  const selects = await Promise.all(
    [...ids].map(async ([type, wanted]) =>
      targets.get(type).select(queries, ctx, [...wanted], purpose),
    ),
  );
  const { rows } = await sql<ReferenceRow>`${sql.join(selects, sql` union all `)}`.execute(queries);
  const found = new Map<string, ResolvedReference>();
  for (const type of ids.keys()) {
    const target = targets.get(type);
    for (const row of rows) {
      if (row.type === type) found.set(`${type} ${row.id}`, resolved(row, target.url(row)));
    }
  }
  return (type, id) => found.get(`${type} ${id}`);
}

function resolved(row: ReferenceRow, url: string | undefined): ResolvedReference {
  const detail: object = typeof row.detail === 'object' && row.detail !== null ? row.detail : {};
  const number = (key: 'size' | 'width' | 'height'): { [key: string]: number } => {
    const value: unknown = Reflect.get(detail, key);
    return typeof value === 'number' ? { [key]: value } : {};
  };
  const mime: unknown = Reflect.get(detail, 'mime');
  const movedTo: unknown = Reflect.get(detail, 'moved_to');
  return {
    label: row.label,
    ...(url === undefined ? {} : { url }),
    ...(row.bundle === '' ? {} : { bundle: row.bundle }),
    ...(typeof mime === 'string' ? { mime } : {}),
    ...(typeof movedTo === 'string' ? { movedTo } : {}),
    ...number('size'),
    ...number('width'),
    ...number('height'),
  };
}
