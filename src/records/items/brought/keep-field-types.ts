import type { FieldTypes } from '#grammar/fields';
import type { Queries } from '#platform/database';
import { createFieldTypes } from '#grammar/fields';
import { BroughtRefused } from './brought-errors.ts';
import type { BroughtFieldType } from './brought-taps.ts';
import { findFieldTypeOwner, saveFieldType, switchOffFieldTypes } from './field-type-store.ts';
import { patternRefusal } from './harmless-pattern.ts';

/** Whom it is about, and what people call it. */
export interface Bringing {
  readonly name: string;
  readonly label: string;
}

/** Keeps the field types that a plugin brings; those it brought before and no more are off. */
export async function keepFieldTypes(
  fieldTypes: FieldTypes,
  queries: Queries,
  plugin: Bringing,
  brought: readonly BroughtFieldType[],
): Promise<void> {
  await switchOffFieldTypes(queries, plugin.name);
  const own = createFieldTypes();
  for (const one of brought) {
    const owner = await findFieldTypeOwner(queries, one.name);
    const why = refusal(own, plugin, one, owner);
    if (why !== undefined)
      throw new BroughtRefused(plugin.label, `Its field type “${one.name}”: ${why}.`);
    await saveFieldType(queries, plugin.name, {
      settings: {},
      ...one,
      plugin: plugin.label,
      active: true,
    });
  }
}

function refusal(
  own: FieldTypes,
  { name }: Bringing,
  one: BroughtFieldType,
  owner: string | undefined,
): string | undefined {
  const prefix = name.replaceAll('-', '_');
  if (one.name !== prefix && !one.name.startsWith(`${prefix}_`))
    return `the name must be “${prefix}” or begin with “${prefix}_”`;
  if (owner !== undefined && owner !== name) return `“${owner}” has brought one of that name`;
  const base = own.find(one.base);
  if (base === undefined || base.name === 'compound')
    return `“${one.base}” is not a field type to build on`;
  if (own.find(one.name)) return 'Trovato has one of that name';
  const given = one.settings ?? {};
  const [problem] = base.settings.validate({ ...base.settings.defaults, ...given });
  if (problem) return `${problem.pointer} ${problem.message}`.replace(/\.$/, '');
  const slow = patternRefusal(own, base.name, given);
  if (slow !== undefined) return slow;
  // People set what is not fixed, up to what the base type allows.
  return given['pattern'] && given['max_length'] === undefined
    ? 'with a pattern, it needs a max_length'
    : undefined;
}
