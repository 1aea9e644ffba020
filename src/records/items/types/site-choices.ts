import type { ReferenceTargets, SiteChoices } from '#grammar/fields';
import type { TextFormats } from '#grammar/formats';
import type { Queries } from '#platform/database';

/** What settings of fields may name now; asked by `queries` inside a transaction. */
export async function listSiteChoices(
  deps: { readonly references: ReferenceTargets; readonly formats: Pick<TextFormats, 'all'> },
  queries?: Queries,
): Promise<SiteChoices> {
  return {
    kinds: await deps.references.listKinds(queries),
    formats: deps.formats.all().map(({ name, label }) => ({ value: name, label })),
  };
}
