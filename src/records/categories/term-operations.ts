import { container, type Element, inOrder, link } from '#grammar/render';
import type { Term } from './category.ts';

/** Where a term is administered. */
export function termAdminUrl({ id, vocabulary }: Pick<Term, 'id' | 'vocabulary'>): string {
  return `/admin/categories/${vocabulary.name}/${id}`;
}

/** What can be done with a term, as icons. */
export function termOperations(term: Term): Element {
  const way = (what: string, icon: string, label: string) =>
    link(`${termAdminUrl(term)}/${what}`, label, {
      icon,
      iconOnly: true,
      look: 'quiet',
      attributes: { title: label },
    });
  return container(
    inOrder(
      way('edit', 'pencil', `Edit ${term.name}`),
      way('delete', 'trash-2', `Delete ${term.name}`),
    ),
    { attributes: { class: 'operations' } },
  );
}
