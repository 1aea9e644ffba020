import type { Problem } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Queries } from '#platform/database';
import type { Reference, ReferenceType, ResolveReference } from './field-type.ts';
import type { ReferenceTargets } from './references.ts';
import { resolveReferences } from './resolve-references.ts';
import { list } from './value-check.ts';

const NOUNS: { readonly [Type in ReferenceType]: string } = {
  item: 'item',
  term: 'term',
  user: 'user',
  file: 'file',
};

/** At save: what is wrong with the references, asked in one statement. */
export async function checkReferences(
  targets: ReferenceTargets,
  queries: Queries,
  ctx: RequestContext,
  references: readonly Reference[],
): Promise<readonly Problem[]> {
  const resolve = await resolveReferences(targets, queries, ctx, references, 'save');
  return referenceProblems(references, resolve);
}

/** The references that point to nothing, or to another kind than is allowed. */
export function referenceProblems(
  references: readonly Reference[],
  resolve: ResolveReference,
): readonly Problem[] {
  return references.flatMap(({ type, id, pointer, bundles }): readonly Problem[] => {
    const found = resolve(type, id);
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
