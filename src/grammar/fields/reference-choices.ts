import type { RequestContext } from '#grammar/access';
import type { FieldTypes, WidgetView } from './field-type.ts';
import type { FormField } from './field-form.ts';
import type { ReferenceTargets } from './references.ts';

/** More than this nobody finds in a list: such a field wants autocomplete. */
const MOST = 500;

type Choices = NonNullable<WidgetView['choices']>;

/** For the fields whose widget lists records: by field name, what there is to choose from. */
export async function loadReferenceChoices(
  fields: readonly FormField[],
  fieldTypes: FieldTypes,
  targets: ReferenceTargets,
  ctx: RequestContext,
): Promise<ReadonlyMap<string, Choices>> {
  const choices = new Map<string, Choices>();
  for (const field of fields) {
    const wanted = fieldTypes
      .find(field.fieldType)
      ?.widgets[field.widget.name]?.choices?.(field.settings);
    if (!wanted) continue;
    choices.set(field.name, await targets.get(wanted.type).search(ctx, '', wanted.bundles, MOST));
  }
  return choices;
}
