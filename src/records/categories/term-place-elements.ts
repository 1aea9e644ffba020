import { isObject, parseId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { FormElement, FormElements, FormValues } from '#grammar/forms';
import type { Categories } from './categories.ts';
import type { Term, TermInput } from './category.ts';

/** What else a term is called, and what it stands under. */
export function placeElements(
  categories: Categories,
  ctx: RequestContext,
  term: Term,
  parents: readonly Term[],
): FormElements {
  const parent = (one?: Term): FormElement => ({
    kind: 'group',
    look: 'row',
    elements: { id: termBox(categories, ctx, term, { label: 'Broader term', chosen: one }) },
  });
  return {
    synonyms: {
      kind: 'textarea',
      label: 'Other names',
      help: 'One on each line. Who looks for one of them finds this term.',
      rows: 3,
      default: term.synonyms.join('\n'),
    },
    parents: {
      kind: 'rows',
      label: 'Stands under',
      help: 'None: it stands on top. It may stand under several terms.',
      rows: parents.map((one) => parent(one)),
      blank: parent(),
      addLabel: 'Add a broader term',
      fixedOrder: true,
      isEmpty: (value) => isObject(value) && value['id'] === '',
    },
  };
}

/** A box to choose another term of the same vocabulary. */
export function termBox(
  categories: Categories,
  ctx: RequestContext,
  term: Term,
  {
    label,
    chosen,
    help,
  }: { readonly label: string; readonly chosen?: Term | undefined; readonly help?: string },
): FormElement {
  const { name: vocabulary } = term.vocabulary;
  return {
    kind: 'autocomplete',
    label,
    ...(help === undefined ? { labelHidden: true } : { help, required: true }),
    source: `/reference/term/${vocabulary}`,
    ...(chosen ? { default: { value: chosen.id, label: chosen.name } } : {}),
    async lookup(typed) {
      const id = parseId<'term'>(typed.trim());
      if (id) return id;
      const named = await categories.findOrCreateTerm(ctx, vocabulary, typed, { create: false });
      if (named) return named.id;
      const found = await categories.listTerms(ctx, vocabulary, { search: typed.trim(), limit: 5 });
      return found.terms.map(({ name }) => name);
    },
  };
}

/** What was entered there. */
export function placeInput(values: FormValues): Pick<TermInput, 'parents' | 'synonyms'> {
  const rows: unknown = values['parents'];
  const names = values['synonyms'];
  return {
    parents: (Array.isArray(rows) ? rows : []).map((row: unknown) =>
      isObject(row) ? row['id'] : row,
    ),
    synonyms: (typeof names === 'string' ? names : '')
      .split('\n')
      .filter((line) => line.trim() !== ''),
  };
}
