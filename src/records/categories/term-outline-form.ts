import { isObject, parseId } from '#base';
import type { FormDefinition, FormElement } from '#grammar/forms';
import { container, type Element, inOrder, link, text } from '#grammar/render';
import type { OutlineLine } from './arrange-terms.ts';
import type { Categories } from './categories.ts';
import { type Term, termUrl, type Vocabulary } from './category.ts';
import { TermsChanged } from './category-errors.ts';
import { termOperations } from './term-operations.ts';
import { markOf, type TermPlace } from './term-tree.ts';

/** The terms of a vocabulary, as they stand under one another. */
export interface Outline {
  readonly vocabulary: Vocabulary;
  readonly places: readonly TermPlace[];
  /** How much content there is under each term and below it. */
  readonly counts: ReadonlyMap<string, number>;
}

/** Puts the terms of a vocabulary under and after one another, by dragging, keyboard or buttons. */
export function createTermOutlineForm(categories: Categories): FormDefinition<Outline> {
  return {
    id: 'term_outline_form',
    build: async (_ctx, outline) => ({
      elements: {
        seen: { kind: 'hidden', default: markOf(outline.places) },
        terms: {
          kind: 'rows',
          label: 'Terms',
          labelHidden: true,
          rows: outline.places.map((place) => row(outline, place)),
          blank: { kind: 'hidden', default: '' },
          min: outline.places.length,
          max: outline.places.length,
          levelIn: 'depth',
          addLabel: 'Add term',
          isEmpty: () => false,
        },
      },
      actions: { save: { label: 'Save order', access: outline.places.length > 1 } },
      warnOnLeave: true,
    }),
    async submit(ctx, { vocabulary }, values) {
      const rows: unknown = values['terms'];
      const lines = (Array.isArray(rows) ? rows : []).map((row: unknown) => readLine(row));
      const { seen } = values;
      if (typeof seen !== 'string') throw new TermsChanged();
      await categories.arrangeTerms(ctx, vocabulary.name, lines, seen);
      return {
        kind: 'redirect',
        to: `/admin/categories/${vocabulary.name}`,
        messages: [{ tone: 'positive', text: 'The new order was saved.' }],
      };
    },
  };
}

function readLine(row: unknown): OutlineLine {
  const { id, depth } = isObject(row) ? row : {};
  const term = parseId<'term'>(id);
  // Of terms that are there no more, the page has rows that hold nothing.
  if (!term) throw new TermsChanged();
  return { id: term, depth: Number(depth) };
}

function row(outline: Outline, place: TermPlace): FormElement {
  const { term, depth, again } = place;
  return {
    kind: 'group',
    look: 'row',
    about: term.name,
    elements: {
      id: { kind: 'hidden', default: term.id },
      depth: { kind: 'hidden', default: String(depth) },
      shown: {
        kind: 'static',
        element: container(
          inOrder(
            link(termUrl(term.id), term.name),
            container(inOrder(text(aboutTerm(outline, place))), {
              tag: 'small',
              attributes: { class: 'muted' },
            }),
            again ? undefined : termOperations(term),
          ),
          { attributes: { class: 'field-row' } },
        ),
      },
    },
  };
}

/** `12 items · also called Holland · also under Benelux`. */
function aboutTerm({ places, counts }: Outline, { term, parent, again }: TermPlace): string {
  const names = new Map(places.map((place) => [place.term.id, place.term.name]));
  const others = term.parents.filter((id) => id !== parent).map((id) => names.get(id) ?? '');
  return [
    again ? 'what is under it stands further up' : countWords(counts.get(term.id) ?? 0),
    term.synonyms.length > 0 && !again && `also called ${term.synonyms.join(', ')}`,
    others.length > 0 && `also under ${others.join(', ')}`,
  ]
    .filter((part) => typeof part === 'string')
    .join(' · ');
}

/** How many items there are, in words. */
export function countWords(count: number): string {
  return count === 1 ? '1 item' : `${count} items`;
}

/** The same terms in a table, for vocabularies with more than anybody puts in order by hand. */
export function termTable(terms: readonly Term[], counts: ReadonlyMap<string, number>): Element {
  return {
    '#type': 'table',
    '#caption': 'Terms',
    '#columns': [
      { label: 'Name' },
      { label: 'Content', numeric: true },
      { label: 'Operations', hidden: true },
    ],
    '#rows': terms.map((term) => ({
      cells: [
        link(termUrl(term.id), term.name),
        text(String(counts.get(term.id) ?? 0)),
        termOperations(term),
      ],
    })),
  };
}
