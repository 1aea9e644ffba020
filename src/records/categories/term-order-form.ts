import { isObject, parseId, type TermId } from '#base';
import type { FormDefinition, FormElement } from '#grammar/forms';
import { text } from '#grammar/render';
import type { Categories } from './categories.ts';
import type { Term, Vocabulary } from './category.ts';

/** Puts all terms of a vocabulary in order, by dragging or by keyboard. */
export function createTermOrderForm(
  categories: Categories,
): FormDefinition<{ readonly vocabulary: Vocabulary; readonly terms: readonly Term[] }> {
  return {
    id: 'term_order_form',
    build: async (_ctx, { terms }) => ({
      elements: {
        terms: {
          kind: 'rows',
          label: 'Terms',
          labelHidden: true,
          rows: terms.map((term) => row(term.id, term.name)),
          blank: row('', ''),
          min: terms.length,
          max: terms.length,
          addLabel: 'Add term',
          isEmpty: () => false,
        },
      },
      actions: { save: { label: 'Save order', look: 'primary' } },
      warnOnLeave: true,
    }),
    async submit(ctx, { vocabulary }, values) {
      const rows: unknown = values['terms'];
      const ids = (Array.isArray(rows) ? rows : []).flatMap((row: unknown): TermId[] =>
        (isObject(row) ? [parseId<'term'>(row['id'])] : []).filter((id) => id !== undefined),
      );
      await categories.orderTerms(ctx, vocabulary.name, ids);
      return {
        kind: 'redirect',
        to: `/admin/categories/${vocabulary.name}`,
        messages: [{ tone: 'positive', text: 'The new order was saved.' }],
      };
    },
  };
}

function row(id: string, name: string): FormElement {
  return {
    kind: 'group',
    about: name,
    look: 'row',
    elements: {
      id: { kind: 'hidden', default: id },
      name: { kind: 'static', element: text(name) },
    },
  };
}
