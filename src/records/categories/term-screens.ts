import { parseId, type TermId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { FormDefinition, Forms } from '#grammar/forms';
import { container, type Element, inOrder, link, paragraph } from '#grammar/render';
import type { PageRequest, PageRoute } from '#grammar/routes';
import type { Categories } from './categories.ts';
import { TermNotFound } from './category-errors.ts';
import { type Term, termUrl, type Vocabulary } from './category.ts';
import { type CountTermUses, createDeleteTermForm } from './delete-forms.ts';
import { createMergeTermForm } from './merge-form.ts';
import type { TermHolders } from './merge-term.ts';
import { createAddTermForm, createTermForm } from './term-form.ts';
import { termAdminUrl } from './term-operations.ts';
import { createTermOutlineForm, termTable } from './term-outline-form.ts';
import { CATEGORIES_CRUMB } from './vocabulary-screens.ts';

const PERMISSION = 'administer categories';
const PER_PAGE = 100;
/** More rows than that nobody puts in order by hand. */
const MOST_IN_ORDER = 500;

/** What the screens ask of content. */
export interface TermUses extends TermHolders {
  /** How many items refer to a term. */
  uses: CountTermUses;
  /** How many there are under each of the terms, and below it. */
  count(ctx: RequestContext, terms: readonly TermId[]): Promise<ReadonlyMap<TermId, number>>;
}

export interface TermScreenDeps {
  readonly categories: Categories;
  readonly forms: Forms;
  readonly content: TermUses;
}

/** `/admin/categories/{vocabulary}`: the terms, adding, changing, arranging and ending them. */
export function createTermScreens(deps: TermScreenDeps): readonly PageRoute[] {
  const { categories, forms, content } = deps;
  const addForm = createAddTermForm(categories);
  const outlineForm = createTermOutlineForm(categories);

  const ofTerm = (
    what: string,
    form: FormDefinition<{ readonly term: Term }>,
    verb: string,
  ): PageRoute => ({
    methods: ['GET', 'POST'],
    path: `/admin/categories/{vocabulary}/{id}/${what}`,
    permission: PERMISSION,
    async handle(request) {
      const id: TermId | undefined = parseId(request.params['id']);
      if (id === undefined) throw new TermNotFound();
      const term = await categories.getTerm(request.ctx, id);
      if (term.vocabulary.name !== request.params['vocabulary']) throw new TermNotFound();
      return forms.page(form, { term }, request, {
        theme: 'admin',
        layout: 'narrow',
        title: `${verb} ${term.name}`,
        breadcrumb: [CATEGORIES_CRUMB, vocabularyCrumb(term.vocabulary)],
        actions: what === 'edit' ? otherWays(term) : [],
      });
    },
  });

  /** The terms as an outline to arrange, or page by page where there are too many. */
  const listed = async (vocabulary: Vocabulary, total: number, request: PageRequest) => {
    if (total === 0) return NOTHING;
    if (total > MOST_IN_ORDER) return paged(deps, vocabulary, total, request);
    const places = await categories.listTree(request.ctx, vocabulary.name);
    const ids = places.map(({ term }) => term.id);
    const counts = await content.count(request.ctx, ids);
    return forms.run(outlineForm, { vocabulary, places, counts }, request);
  };

  return [
    {
      methods: ['GET', 'POST'],
      path: '/admin/categories/{vocabulary}',
      permission: PERMISSION,
      async handle(request) {
        const vocabulary = await categories.getVocabulary(
          request.ctx,
          request.params['vocabulary'] ?? '',
        );
        const added = await forms.run(addForm, { vocabulary }, request);
        if (added.kind !== 'form') return added;
        const { total } = await categories.listTerms(request.ctx, vocabulary.name, { limit: 1 });
        const list = await listed(vocabulary, total, request);
        if ('kind' in list && list.kind !== 'form') return list;
        const shown = 'kind' in list ? list.element : list;
        return {
          kind: 'page',
          theme: 'admin',
          title: vocabulary.label,
          status: Math.max(added.status, 'kind' in list ? list.status : 0),
          breadcrumb: [CATEGORIES_CRUMB],
          actions: [
            link(`/admin/categories/${vocabulary.name}/edit`, 'Edit vocabulary', {
              look: 'secondary',
              icon: 'pencil',
            }),
          ],
          body: container(
            inOrder(
              vocabulary.description === '' ? undefined : paragraph(vocabulary.description),
              added.element,
              shown,
            ),
          ),
        };
      },
    },
    ofTerm('edit', createTermForm(categories), 'Edit'),
    ofTerm('merge', createMergeTermForm(categories, content), 'Merge'),
    ofTerm('delete', createDeleteTermForm(categories, content.uses), 'Delete'),
  ];
}

async function paged(
  { categories, content }: TermScreenDeps,
  vocabulary: Vocabulary,
  total: number,
  request: PageRequest,
): Promise<Element> {
  const page = pageNumber(request.query);
  const { terms } = await categories.listTerms(request.ctx, vocabulary.name, {
    limit: PER_PAGE,
    offset: page * PER_PAGE,
  });
  const ids = terms.map(({ id }) => id);
  return container(
    inOrder(termTable(terms, await content.count(request.ctx, ids)), {
      '#type': 'pager',
      '#page': page,
      '#pages': Math.ceil(total / PER_PAGE),
      '#url': request.url,
    }),
  );
}

const NOTHING: Element = {
  '#type': 'empty_state',
  '#icon': 'tag',
  '#title': 'No terms yet',
  '#value': 'Enter the name of the first one above.',
};

function otherWays(term: Term): readonly Element[] {
  const url = termAdminUrl(term);
  return [
    link(termUrl(term.id), 'View', { look: 'quiet', icon: 'eye' }),
    link(`${url}/merge`, 'Merge', { look: 'quiet', icon: 'merge' }),
    link(`${url}/delete`, 'Delete', { look: 'quiet', icon: 'trash-2' }),
  ];
}

function vocabularyCrumb({ name, label }: Pick<Vocabulary, 'name' | 'label'>) {
  return { url: `/admin/categories/${name}`, label };
}

function pageNumber(query: URLSearchParams): number {
  const asked = query.get('page') ?? '';
  return /^\d{1,6}$/.test(asked) ? Number(asked) : 0;
}
