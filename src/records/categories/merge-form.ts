import { parseId } from '#base';
import type { FormDefinition } from '#grammar/forms';
import { paragraph } from '#grammar/render';
import type { Categories } from './categories.ts';
import type { Term } from './category.ts';
import { InvalidTerm } from './category-errors.ts';
import type { TermHolders } from './merge-term.ts';
import { termBox } from './term-place-elements.ts';

/** Makes one term of two, after saying what that means. */
export function createMergeTermForm(
  categories: Categories,
  holders: TermHolders,
): FormDefinition<{ readonly term: Term }> {
  return {
    id: 'term_merge_form',
    build: async (ctx, { term }) => ({
      elements: {
        what: {
          kind: 'static',
          element: paragraph(
            `Content under “${term.name}” will be under the other term, as a new revision each. What stands below it moves there too, its names become other names, and its address leads there. This cannot be undone.`,
          ),
        },
        into: termBox(categories, ctx, term, {
          label: 'Merge into',
          help: `A term of ${term.vocabulary.label}, which stays.`,
        }),
      },
      actions: { merge: { label: `Merge “${term.name}”`, look: 'primary', icon: 'merge' } },
    }),
    async submit(ctx, { term }, values) {
      const into = parseId<'term'>(values['into']);
      if (!into) {
        const message = 'Choose the term that stays.';
        throw new InvalidTerm([{ pointer: '/into', code: 'required', message }]);
      }
      const merged = await categories.mergeTerm(ctx, term.id, into, holders);
      const items = merged.items === 1 ? 'One item was' : `${merged.items} items were`;
      const text = `“${term.name}” is a part of “${merged.term.name}” now. ${items} changed.`;
      return {
        kind: 'redirect',
        to: `/admin/categories/${term.vocabulary.name}`,
        messages: [{ tone: 'positive', text }],
      };
    },
  };
}
