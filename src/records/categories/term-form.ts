import type { FormDefinition } from '#grammar/forms';
import type { Categories } from './categories.ts';
import type { Term, Vocabulary } from './category.ts';
import { placeElements, placeInput } from './term-place-elements.ts';

/** One line to add a term: it stays open, for the next. */
export function createAddTermForm(
  categories: Categories,
): FormDefinition<{ readonly vocabulary: Vocabulary }> {
  return {
    id: 'term_add_form',
    build: async () => ({
      elements: {
        add: {
          kind: 'group',
          look: 'row',
          transparent: true,
          elements: { name: { kind: 'text', label: 'New term', required: true, maxLength: 255 } },
        },
      },
      actions: { save: { label: 'Add term', look: 'primary', icon: 'plus' } },
    }),
    async submit(ctx, { vocabulary }, values) {
      const term = await categories.createTerm(ctx, vocabulary.name, { name: values['name'] });
      return {
        kind: 'redirect',
        to: `/admin/categories/${vocabulary.name}`,
        messages: [{ tone: 'positive', text: `“${term.name}” was added.` }],
      };
    },
  };
}

/** Names and describes a term, and says what it stands under. */
export function createTermForm(categories: Categories): FormDefinition<{ readonly term: Term }> {
  return {
    id: 'term_form',
    build: async (ctx, { term }) => {
      const parents = await categories.findTerms(ctx, term.parents);
      return {
        elements: {
          name: {
            kind: 'text',
            label: 'Name',
            required: true,
            maxLength: 255,
            default: term.name,
          },
          description: {
            kind: 'textarea',
            label: 'Description',
            help: 'Shown on the page of the term.',
            rows: 4,
            default: term.description,
          },
          ...placeElements(categories, ctx, term, parents),
        },
        actions: { save: { label: 'Save', look: 'primary' } },
      };
    },
    async submit(ctx, { term }, values) {
      const saved = await categories.updateTerm(ctx, term.id, {
        name: values['name'],
        description: values['description'],
        ...placeInput(values),
      });
      return {
        kind: 'redirect',
        to: `/admin/categories/${term.vocabulary.name}`,
        messages: [{ tone: 'positive', text: `“${saved.name}” was saved.` }],
      };
    },
  };
}
