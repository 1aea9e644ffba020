import type { JsonObject } from '#base';
import type { ReferenceType } from '#grammar/fields';
import type { StagedItemRow } from '#records/stages';
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { ItemType } from './types/item-type.ts';

/**
 * That one of an item's fields points to the record `id`. One containment for each reference
 * field there is, each answered by the GIN index of `item.fields`.
 */
export function holdsReference(
  where: ExpressionBuilder<{ item: StagedItemRow }, 'item'>,
  types: readonly ItemType[],
  type: ReferenceType,
  id: string,
): Expression<SqlBool> {
  const patterns = new Map<string, JsonObject>();
  for (const itemType of types)
    for (const field of itemType.fields)
      for (const value of valuePatterns(field, type, id)) {
        const pattern = { [field.name]: field.cardinality === 1 ? value : [value] };
        patterns.set(JSON.stringify(pattern), pattern);
      }
  return where.or([...patterns.keys()].map((json) => sql<SqlBool>`item.fields @> ${json}::jsonb`));
}

interface FieldShape {
  readonly fieldType: string;
  readonly settings: JsonObject;
}

function valuePatterns(field: FieldShape, type: ReferenceType, id: string): readonly JsonObject[] {
  switch (field.fieldType) {
    case 'reference':
      return field.settings['target_type'] === type ? [{ target_id: id, target_type: type }] : [];
    case 'file':
    case 'image':
      return type === 'file' ? [{ file_id: id }] : [];
    default:
      return [];
  }
}
