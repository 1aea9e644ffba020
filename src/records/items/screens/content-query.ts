import type { RequestContext } from '#grammar/access';
import type { ReferenceTargets } from '#grammar/fields';
import type { FormValues } from '#grammar/forms';
import type { ItemQuery } from '../item-query.ts';

export const SORTS = ['title', '-title', 'created', '-created', 'changed', '-changed'] as const;
export type ContentSort = (typeof SORTS)[number];

/** How the list is sorted; the last changed first unless the address says otherwise. */
export function sortOf(query: URLSearchParams): ContentSort {
  return SORTS.find((sort) => sort === query.get('sort')) ?? '-changed';
}

/** What the filters ask for. */
export async function filteredQuery(
  references: ReferenceTargets,
  ctx: RequestContext,
  values: FormValues,
): Promise<Omit<ItemQuery, 'limit'>> {
  const { title, type, status, author } = values;
  return {
    ...(filled(title) ? { titleContains: title } : {}),
    ...(filled(type) ? { types: [type] } : {}),
    ...(status === 'published' ? { status: true } : {}),
    ...(status === 'unpublished' ? { status: false } : {}),
    ...(filled(author)
      ? { authorId: (await userCalled(references, ctx, author)) ?? 'nobody' }
      : {}),
  };
}

/** Whether some filter is in use. */
export function isFiltered(values: FormValues): boolean {
  return ['title', 'type', 'status', 'author'].some((name) => filled(values[name]));
}

function filled(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

async function userCalled(
  references: ReferenceTargets,
  ctx: RequestContext,
  name: string,
): Promise<string | undefined> {
  const wanted = name.trim().toLowerCase();
  const found = await references.get('user').search(ctx, name.trim(), [], 10);
  return (found.find(({ label }) => label.toLowerCase() === wanted) ?? found[0])?.value;
}
