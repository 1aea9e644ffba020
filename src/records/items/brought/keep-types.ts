import { LIVE, TrovatoError } from '#base';
import type { FieldTypes } from '#grammar/fields';
import type { Queries } from '#platform/database';
import type { ItemDeps } from '../item-deps.ts';
import { checkFieldInput } from '../types/check-field-input.ts';
import { checkTypeInput } from '../types/check-type-input.ts';
import { usersOf } from '../types/field-uses.ts';
import type { Field } from '../types/item-type.ts';
import { saveFieldRows, insertTypeRow } from '../types/item-type-store.ts';
import { listSiteChoices } from '../types/site-choices.ts';
import { BroughtRefused, inSentences } from './brought-errors.ts';
import type { BroughtField, BroughtType } from './brought-taps.ts';
import { patternRefusal } from './harmless-pattern.ts';
import type { Bringing } from './keep-field-types.ts';

export interface TypesToKeep {
  readonly plugin: Bringing;
  readonly brought: readonly BroughtType[];
  /** What it brought when it was kept last: what people took away since stays away. */
  readonly before: readonly BroughtType[];
}

/**
 * Makes the types that a plugin brings and adds their fields. What is there already stays as the
 * site has it; a field whose kind would be another one is a conflict.
 */
export async function keepTypes(
  deps: ItemDeps & { readonly fieldTypes: FieldTypes },
  queries: Queries,
  { plugin, brought, before }: TypesToKeep,
): Promise<void> {
  const site = await listSiteChoices(deps, LIVE, queries);
  const types = deps.types.in({ stage: LIVE, transaction: queries });
  const added = new Map<string, Field>();
  for (const { fields, type: name, ...input } of brought) {
    const type = types.find(name);
    if (type && type.plugin !== plugin.name) {
      const whose = type.plugin === null ? 'the site has' : `the plugin “${type.plugin}” brought`;
      throw new BroughtRefused(
        plugin.label,
        `It brings an item type “${name}”, and ${whose} one of that name: “${type.name}”.`,
      );
    }
    await said(plugin, name, async () => {
      if (type) return;
      await insertTypeRow(queries, {
        ...checkTypeInput(name, input, undefined),
        plugin: plugin.name,
      });
    });
    const known = type && before.find((one) => one.type === name)?.fields;
    for (const [weight, field] of fields.entries()) {
      const there = type?.fields.find((one) => one.name === field.name);
      const was = known?.find((one) => one.name === field.name);
      if (there) refuseOtherKind(plugin, name, there, field, was);
      if (there || was) continue;
      const why = patternRefusal(deps.fieldTypes, field.field_type, field.settings ?? {});
      if (why !== undefined)
        throw new BroughtRefused(
          plugin.label,
          `Its item type ${name}, field ${field.name}: ${why}.`,
        );
      await said(plugin, `${name}, field ${field.name}`, async () => {
        const shared = added.get(field.name) ?? usersOf(types, field.name)[0]?.field;
        const last = Math.max(-1, ...(type?.fields ?? []).map((one) => one.weight)) + 1;
        const made = checkFieldInput(
          deps.fieldTypes,
          field.name,
          inputOf(field, shared),
          undefined,
          shared,
          type ? last + weight : weight,
          site,
        );
        added.set(field.name, made);
        await saveFieldRows(queries, name, made);
      });
    }
  }
}

/** A field that other types have keeps its settings: they are theirs, too. */
function inputOf({ name: _name, ...input }: BroughtField, shared: Field | undefined) {
  if (shared === undefined) return input;
  const { settings: _settings, cardinality: _cardinality, ...own } = input;
  return own;
}

/** A plugin that changes its mind about a field does not change what people entered. */
function refuseOtherKind(
  plugin: Bringing,
  type: string,
  there: Field,
  field: BroughtField,
  was: BroughtField | undefined,
): void {
  if (there.fieldType === field.field_type || was?.field_type === field.field_type) return;
  throw new BroughtRefused(
    plugin.label,
    `This version wants the field “${there.label}” of “${type}” to be of the kind ${field.field_type}; here it is ${there.fieldType}. Change it under “Item types” first, which shows what that does to content.`,
  );
}

async function said(plugin: Bringing, what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof TrovatoError)) throw error;
    throw new BroughtRefused(plugin.label, `Its item type ${what}: ${inSentences(error)}`, error);
  }
}
