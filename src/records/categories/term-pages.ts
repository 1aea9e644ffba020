import { parseId, type TermId } from '#base';
import type { RequestContext } from '#grammar/access';
import { container, type Element, inOrder, paragraph } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import type { Categories } from './categories.ts';
import { TermNotFound } from './category-errors.ts';
import type { Term } from './category.ts';

/** A page of the items that refer to a term; the room of items draws it. */
export type ListTermItems = (
  ctx: RequestContext,
  term: Term,
  request: { readonly url: string; readonly query: URLSearchParams },
) => Promise<Element>;

/** `/term/{id}`: what a term is, and what is filed under it. */
export function createTermPages(
  categories: Categories,
  listItems: ListTermItems,
): readonly PageRoute[] {
  return [
    {
      methods: ['GET'],
      path: '/term/{id}',
      permission: 'access content',
      async handle(request) {
        const id: TermId | undefined = parseId(request.params['id']);
        if (id === undefined) throw new TermNotFound();
        const term = await categories.getTerm(id);
        return {
          kind: 'page',
          title: term.name,
          ...(term.description === '' ? {} : { description: term.description.slice(0, 160) }),
          body: container(
            inOrder(
              ...term.description
                .split(/\n\s*\n/)
                .filter((part) => part !== '')
                .map((part) => paragraph(part, { class: 'lead' })),
              await listItems(request.ctx, term, request),
            ),
          ),
        };
      },
    },
  ];
}
