import { parseId, type TermId } from '#base';
import type { FormDefinition, Forms } from '#grammar/forms';
import { container, type Element, inOrder, link, paragraph, text } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import type { Categories } from './categories.ts';
import { TermNotFound } from './category-errors.ts';
import { type Term, termUrl, type Vocabulary } from './category.ts';
import { type CountTermUses, createDeleteTermForm } from './delete-forms.ts';
import { createAddTermForm, createTermForm } from './term-form.ts';
import { createTermOrderForm } from './term-order-form.ts';
import { CATEGORIES_CRUMB } from './vocabulary-screens.ts';

const PERMISSION = 'administer categories';
const PER_PAGE = 100;
/** More rows than that nobody puts in order by hand. */
const MOST_IN_ORDER = 500;

/** `/admin/categories/{vocabulary}`: the terms, adding, renaming, ordering and deleting them. */
export function createTermScreens(
  categories: Categories,
  forms: Forms,
  countUses: CountTermUses,
): readonly PageRoute[] {
  const addForm = createAddTermForm(categories);
  const orderForm = createTermOrderForm(categories);

  const ofTerm = (
    path: string,
    form: FormDefinition<{ readonly term: Term }>,
    verb: string,
  ): PageRoute => ({
    methods: ['GET', 'POST'],
    path,
    permission: PERMISSION,
    async handle(request) {
      const id: TermId | undefined = parseId(request.params['id']);
      if (id === undefined) throw new TermNotFound();
      const term = await categories.getTerm(id);
      if (term.vocabulary.name !== request.params['vocabulary']) throw new TermNotFound();
      return forms.page(form, { term }, request, {
        theme: 'admin',
        layout: 'narrow',
        title: `${verb} ${term.name}`,
        breadcrumb: [CATEGORIES_CRUMB, vocabularyCrumb(term.vocabulary)],
      });
    },
  });

  return [
    {
      methods: ['GET', 'POST'],
      path: '/admin/categories/{vocabulary}',
      permission: PERMISSION,
      async handle(request) {
        const vocabulary = await categories.getVocabulary(request.params['vocabulary'] ?? '');
        const added = await forms.run(addForm, { vocabulary }, request);
        if (added.kind !== 'form') return added;
        const page = pageNumber(request.query);
        const { terms, total } = await categories.listTerms(vocabulary.name, {
          limit: PER_PAGE,
          offset: page * PER_PAGE,
        });
        return {
          kind: 'page',
          theme: 'admin',
          title: vocabulary.label,
          status: added.status,
          breadcrumb: [CATEGORIES_CRUMB],
          actions: [
            ...(total > 1 && total <= MOST_IN_ORDER
              ? [
                  link(`/admin/categories/${vocabulary.name}/order`, 'Put in order', {
                    look: 'secondary',
                    icon: 'list-ordered',
                  }),
                ]
              : []),
            link(`/admin/categories/${vocabulary.name}/edit`, 'Edit vocabulary', {
              look: 'secondary',
              icon: 'pencil',
            }),
          ],
          body: container(
            inOrder(
              vocabulary.description === '' ? undefined : paragraph(vocabulary.description),
              added.element,
              termTable(vocabulary, terms),
              {
                '#type': 'pager',
                '#page': page,
                '#pages': Math.ceil(total / PER_PAGE),
                '#url': request.url,
              },
            ),
          ),
        };
      },
    },
    {
      methods: ['GET', 'POST'],
      path: '/admin/categories/{vocabulary}/order',
      permission: PERMISSION,
      async handle(request) {
        const vocabulary = await categories.getVocabulary(request.params['vocabulary'] ?? '');
        const { terms } = await categories.listTerms(vocabulary.name, { limit: MOST_IN_ORDER });
        return forms.page(orderForm, { vocabulary, terms }, request, {
          theme: 'admin',
          layout: 'narrow',
          title: `Order of ${vocabulary.label}`,
          breadcrumb: [CATEGORIES_CRUMB, vocabularyCrumb(vocabulary)],
        });
      },
    },
    ofTerm('/admin/categories/{vocabulary}/{id}/edit', createTermForm(categories), 'Edit'),
    ofTerm(
      '/admin/categories/{vocabulary}/{id}/delete',
      createDeleteTermForm(categories, countUses),
      'Delete',
    ),
  ];
}

function vocabularyCrumb({ name, label }: Pick<Vocabulary, 'name' | 'label'>) {
  return { url: `/admin/categories/${name}`, label };
}

function pageNumber(query: URLSearchParams): number {
  const asked = query.get('page') ?? '';
  return /^\d{1,6}$/.test(asked) ? Number(asked) : 0;
}

function termTable(vocabulary: Vocabulary, terms: readonly Term[]): Element {
  const operation = (term: Term, what: 'edit' | 'delete') =>
    link(
      `/admin/categories/${vocabulary.name}/${term.id}/${what}`,
      `${what === 'edit' ? 'Edit' : 'Delete'} ${term.name}`,
      { icon: what === 'edit' ? 'pencil' : 'trash-2', iconOnly: true, look: 'quiet' },
    );
  return {
    '#type': 'table',
    '#caption': 'Terms',
    '#columns': [
      { label: 'Name' },
      { label: 'Description' },
      { label: 'Operations', hidden: true },
    ],
    '#rows': terms.map((term) => ({
      cells: [
        link(termUrl(term.id), term.name),
        text(shortened(term.description)),
        container({ edit: operation(term, 'edit'), delete: operation(term, 'delete') }),
      ],
    })),
    '#empty': {
      '#type': 'empty_state',
      '#icon': 'tag',
      '#title': 'No terms yet',
      '#value': 'Enter the name of the first one above.',
    },
  };
}

function shortened(description: string): string {
  return description.length <= 100 ? description : `${description.slice(0, 99).trimEnd()}…`;
}
