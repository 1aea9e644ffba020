import type { Problem } from '#base';
import type { Reference, ReferenceType, ResolveReference } from './field-type.ts';
import { list } from './value-check.ts';

const NOUNS: { readonly [Type in ReferenceType]: string } = {
  item: 'item',
  term: 'term',
  user: 'user',
  file: 'file',
};

/**
 * The references that point to nothing that their author may know of, or to another kind than is allowed. What stood in
 * `before`, the stored values, may stay though it is gone since: nobody pointed to it just now.
 */
export function referenceProblems(
  references: readonly Reference[],
  resolve: ResolveReference,
  before: readonly Reference[] = [],
): readonly Problem[] {
  const known = new Set(before.map(({ type, id }) => `${type} ${id}`));
  return references.flatMap(({ type, id, pointer, bundles }): readonly Problem[] => {
    const found = resolve(type, id);
    if (!found && known.has(`${type} ${id}`)) return [];
    if (!found) {
      const message = `There is no ${NOUNS[type]} with the id ${id}. It may have been deleted; choose another.`;
      return [{ pointer, code: 'reference_missing', message }];
    }
    if (bundles.length === 0 || (found.bundle !== undefined && bundles.includes(found.bundle))) {
      return [];
    }
    const kind = found.bundle === undefined ? '' : ` (${found.bundle})`;
    const message = `“${found.label}”${kind} cannot be chosen here. Expected one of the kind ${list(bundles, 'or')}.`;
    return [{ pointer, code: 'reference_kind', message }];
  });
}
