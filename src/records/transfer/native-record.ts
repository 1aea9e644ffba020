import { isObject, parseId, type Problem } from '#base';
import { type FieldDefinition, type FieldTypes, mapReferences } from '#grammar/fields';
import type { Mapped, MapRecord } from './mapped-record.ts';
import { TermWish } from './mapping.ts';

/** The source under which items of an export are remembered. */
export const NATIVE_SOURCE = 'trovato';

/** Reads what `export` wrote: the items keep their ids, and terms are made where they are missing. */
export function createNativeMapRecord(
  fieldsOf: (type: string) => readonly FieldDefinition[] | undefined,
  fieldTypes: FieldTypes,
  only: string | undefined,
): MapRecord {
  return (value): Mapped => {
    const problems: Problem[] = [];
    const problem = (pointer: string, code: string, message: string) => {
      problems.push({ pointer, code, message });
      return { ok: false, problems } as const;
    };
    if (!isObject(value)) return problem('', 'type', 'Expected an item as export writes it.');
    const { type, fields = {}, author } = value;
    const id = parseId<'item'>(value['id']);
    if (!id) return problem('/id', 'type', 'Expected the id of an item. Is this an export?');
    const known = typeof type === 'string' ? fieldsOf(type) : undefined;
    if (typeof type !== 'string' || !known)
      return problem('/type', 'unknown_type', 'This site has no such item type.');
    if (only !== undefined && type !== only)
      return problem('/type', 'other_type', `This is no item of the type “${only}”.`);
    if (!isObject(fields)) return problem('/fields', 'type', 'Expected the fields of an item.');
    return {
      ok: true,
      record: {
        key: id,
        type,
        id,
        title: value['title'],
        status: value['status'],
        created: value['created'],
        promote: value['promote'],
        sticky: value['sticky'],
        author:
          isObject(author) && typeof author['name'] === 'string'
            ? { id: parseId<'user'>(author['id']), name: author['name'] }
            : undefined,
        fields: {
          ...Object.fromEntries(known.map(({ name }) => [name, null])),
          ...mapReferences(known, fields, fieldTypes, withWish),
        },
        omittable: new Set(),
      },
    };
  };
}

/** A reference to a term that says which term it means becomes a wish for it. */
function withWish(value: Record<string, unknown>): unknown {
  const { target_type: type, target_id: id, term } = value;
  if (type !== 'term' || !isObject(term)) return value;
  const { vocabulary, name } = term;
  if (typeof vocabulary !== 'string' || typeof name !== 'string') return value;
  return new TermWish({
    vocabulary,
    name,
    create: true,
    ...(typeof id === 'string' ? { id } : {}),
  });
}
