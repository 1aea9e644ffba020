import type { FormDefinition } from '#grammar/forms';
import type { RequestContext } from '#grammar/access';
import { paragraph } from '#grammar/render';
import type { TermId } from '#base';
import type { Categories } from './categories.ts';
import type { Term, Vocabulary } from './category.ts';

/** How many items refer to a term; the room of items answers it. */
export type CountTermUses = (ctx: RequestContext, id: TermId) => Promise<number>;

/** Says what deleting a term means for content, and does it. */
export function createDeleteTermForm(
  categories: Categories,
  countUses: CountTermUses,
): FormDefinition<{ readonly term: Term }> {
  return {
    id: 'term_delete_form',
    build: async (ctx, { term }) => {
      const uses = await countUses(ctx, term.id);
      const said =
        uses === 0
          ? 'No content refers to it.'
          : `${uses === 1 ? 'One item refers' : `${uses} items refer`} to it, and will show it as gone.`;
      return {
        elements: {
          uses: { kind: 'static', element: paragraph(`${said} This cannot be undone.`) },
        },
        actions: { delete: { label: `Delete “${term.name}”`, look: 'danger', icon: 'trash-2' } },
      };
    },
    async submit(ctx, { term }) {
      await categories.deleteTerm(ctx, term.id);
      return {
        kind: 'redirect',
        to: `/admin/categories/${term.vocabulary.name}`,
        messages: [{ tone: 'positive', text: `“${term.name}” was deleted.` }],
      };
    },
  };
}

/** Says how many terms go with a vocabulary, and deletes it. */
export function createDeleteVocabularyForm(
  categories: Categories,
): FormDefinition<{ readonly vocabulary: Vocabulary }> {
  return {
    id: 'vocabulary_delete_form',
    build: async (ctx, { vocabulary }) => {
      const { total } = await categories.listTerms(ctx, vocabulary.name, { limit: 1 });
      const terms = total === 1 ? 'its one term' : `its ${total} terms`;
      return {
        elements: {
          what: {
            kind: 'static',
            element: paragraph(
              total === 0
                ? 'It has no terms. This cannot be undone.'
                : `This deletes ${terms} too. Content that refers to them will show them as gone. This cannot be undone.`,
            ),
          },
        },
        actions: {
          delete: { label: `Delete “${vocabulary.label}”`, look: 'danger', icon: 'trash-2' },
        },
      };
    },
    async submit(ctx, { vocabulary }) {
      await categories.deleteVocabulary(ctx, vocabulary.name);
      return {
        kind: 'redirect',
        to: '/admin/categories',
        messages: [{ tone: 'positive', text: `“${vocabulary.label}” was deleted.` }],
      };
    },
  };
}
