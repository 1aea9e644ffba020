import type { RequestContext } from '#grammar/access';
import { container, type Element, inOrder } from '#grammar/render';
import type { Item } from '../item.ts';

/** What higher rooms put before and after the content of a page. */
export type AddToPage = (
  ctx: RequestContext,
  page: { readonly on: 'front' } | { readonly on: 'items'; readonly item: Item },
) => Promise<{ readonly before: readonly Element[]; readonly after: readonly Element[] }>;

/** `body` with what is put before and after it. */
export async function withAdded(
  addToPage: AddToPage | undefined,
  ctx: RequestContext,
  page: Parameters<AddToPage>[1],
  body: Element,
): Promise<Element> {
  const added = await addToPage?.(ctx, page);
  if (!added || added.before.length + added.after.length === 0) return body;
  return container(inOrder(...added.before, body, ...added.after), {
    attributes: { class: 'with-tiles' },
  });
}
