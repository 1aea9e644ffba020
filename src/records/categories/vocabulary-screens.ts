import type { Forms } from '#grammar/forms';
import { link, text } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import type { Categories } from './categories.ts';
import { createDeleteVocabularyForm } from './delete-forms.ts';
import { createVocabularyForm } from './vocabulary-form.ts';

const PERMISSION = 'administer categories';
export const CATEGORIES_CRUMB = { url: '/admin/categories', label: 'Categories' };

/** `/admin/categories`: the vocabularies, adding, renaming and deleting them. */
export function createVocabularyScreens(
  categories: Categories,
  forms: Forms,
): readonly PageRoute[] {
  const vocabularyForm = createVocabularyForm(categories);
  const deleteForm = createDeleteVocabularyForm(categories);
  return [
    {
      methods: ['GET'],
      path: '/admin/categories',
      permission: PERMISSION,
      section: {
        label: 'Categories',
        icon: 'tags',
        description: 'Vocabularies and their terms, which content is sorted by.',
        weight: 40,
      },
      async handle({ ctx }) {
        const vocabularies = await categories.listVocabularies(ctx);
        return {
          kind: 'page',
          theme: 'admin',
          title: 'Categories',
          actions: [
            link('/admin/categories/add', 'Add vocabulary', { look: 'primary', icon: 'plus' }),
          ],
          body: {
            '#type': 'table',
            '#caption': 'Vocabularies',
            '#columns': [
              { label: 'Name' },
              { label: 'Machine name' },
              { label: 'Terms', numeric: true },
              { label: 'Operations', hidden: true },
            ],
            '#rows': vocabularies.map(({ name, label, terms }) => ({
              cells: [
                link(`/admin/categories/${name}`, label),
                text(name),
                text(String(terms)),
                link(`/admin/categories/${name}/edit`, `Edit ${label}`, {
                  icon: 'pencil',
                  iconOnly: true,
                  look: 'quiet',
                }),
              ],
            })),
            '#empty': {
              '#type': 'empty_state',
              '#icon': 'tags',
              '#title': 'No vocabularies yet',
              '#value':
                'A vocabulary is a list of terms, such as topics or places. Give an item type a reference field to it, and content can be sorted by its terms.',
              '#children': {
                add: link('/admin/categories/add', 'Add vocabulary', { look: 'secondary' }),
              },
            },
          },
        };
      },
    },
    {
      methods: ['GET', 'POST'],
      path: '/admin/categories/add',
      permission: PERMISSION,
      handle: (request) =>
        forms.page(vocabularyForm, { vocabulary: undefined }, request, {
          theme: 'admin',
          layout: 'narrow',
          title: 'Add vocabulary',
          breadcrumb: [CATEGORIES_CRUMB],
        }),
    },
    {
      methods: ['GET', 'POST'],
      path: '/admin/categories/{vocabulary}/edit',
      permission: PERMISSION,
      async handle(request) {
        const vocabulary = await categories.getVocabulary(
          request.ctx,
          request.params['vocabulary'] ?? '',
        );
        return forms.page(vocabularyForm, { vocabulary }, request, {
          theme: 'admin',
          layout: 'narrow',
          title: `Edit ${vocabulary.label}`,
          breadcrumb: [
            CATEGORIES_CRUMB,
            { url: `/admin/categories/${vocabulary.name}`, label: vocabulary.label },
          ],
          actions: [
            link(`/admin/categories/${vocabulary.name}/delete`, 'Delete', {
              look: 'quiet',
              icon: 'trash-2',
            }),
          ],
        });
      },
    },
    {
      methods: ['GET', 'POST'],
      path: '/admin/categories/{vocabulary}/delete',
      permission: PERMISSION,
      async handle(request) {
        const vocabulary = await categories.getVocabulary(
          request.ctx,
          request.params['vocabulary'] ?? '',
        );
        return forms.page(deleteForm, { vocabulary }, request, {
          theme: 'admin',
          layout: 'narrow',
          title: `Delete ${vocabulary.label}`,
          breadcrumb: [
            CATEGORIES_CRUMB,
            { url: `/admin/categories/${vocabulary.name}`, label: vocabulary.label },
          ],
        });
      },
    },
  ];
}
