import type { Selection } from '../publish/selection.ts';

/** Chosen records in an address. */
export function chosenQuery(selection: Selection): URLSearchParams {
  const words = selection === 'approved' ? [selection] : selection;
  return new URLSearchParams(words.map((word) => ['only', word]));
}

/** Those that an address names; undefined: none are chosen, all are meant. */
export function chosenOf(query: URLSearchParams): readonly string[] | undefined {
  const only = query.getAll('only');
  return only.length > 0 ? only : undefined;
}

/** What an address says is published; undefined: all. */
export function selectionOf(query: URLSearchParams): Selection | undefined {
  return query.get('only') === 'approved' ? 'approved' : chosenOf(query);
}
