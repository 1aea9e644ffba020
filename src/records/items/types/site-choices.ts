import type { StageId } from '#base';
import type { ReferenceTargets, SiteChoices } from '#grammar/fields';
import type { TextFormats } from '#grammar/formats';
import type { Queries } from '#platform/database';

/** What settings of fields may name in a stage; asked by `queries` inside a transaction. */
export async function listSiteChoices(
  deps: { readonly references: ReferenceTargets; readonly formats: Pick<TextFormats, 'all'> },
  stage: StageId,
  queries?: Queries,
): Promise<SiteChoices> {
  return {
    kinds: await deps.references.listKinds(stage, queries),
    formats: deps.formats.all().map(({ name, label }) => ({ value: name, label })),
  };
}
