import type { Json, JsonObject } from '#base';
import type { Database } from '#platform/database';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Items } from './items.ts';

/** How much content has text in a format, the trash included. */
export interface FormatUses {
  readonly items: number;
  /** `Body (Article)`, for each field of each type. */
  readonly fields: readonly string[];
  /** Fields whose settings name it. */
  readonly settings: readonly string[];
}

interface Place {
  readonly label: string;
  readonly settings: JsonObject;
  readonly holds: RawBuilder<SqlBool>;
}

/**
 * Looks through all content, whoever may see it: for those who administer formats, before one is
 * deleted.
 */
export async function countFormatUses(
  { database, items }: { readonly database: Database; readonly items: Items },
  format: string,
): Promise<FormatUses> {
  const places = items.listTypesEverywhere().flatMap(({ type, name, fields }) =>
    fields
      .filter((field) => items.fieldTypes.find(field.fieldType)?.formats !== undefined)
      .map((field): Place => {
        const names = sql`jsonb_build_object('name', ${format}::text)`;
        return {
          label: `${field.label} (${name})`,
          settings: field.settings,
          holds: sql<SqlBool>`(type = ${type} and jsonb_path_exists(
            fields -> ${field.name}::text, '$.**.format ? (@ == $name)', ${names}))`,
        };
      }),
  );
  if (places.length === 0) return { items: 0, fields: [], settings: [] };
  const any = sql<SqlBool>`(${sql.join(
    places.map(({ holds }) => holds),
    sql` or `,
  )})`;
  const found = await database.queries
    .selectFrom('item')
    .select([
      sql<number>`count(*)::int`.as('items'),
      ...places.map(({ holds }, at) => sql<boolean | null>`bool_or(${holds})`.as(`place${at}`)),
    ])
    .where(any)
    .executeTakeFirstOrThrow();
  const used = new Map<string, unknown>(Object.entries(found));
  return {
    items: found.items,
    // Stages may have a type of live in another form.
    fields: labelsOf(places.filter((_, at) => used.get(`place${at}`) === true)),
    settings: labelsOf(places.filter(({ settings }) => says(settings, format))),
  };
}

/** Whether `text` stands anywhere in `settings`. */
function says(settings: Json, text: string): boolean {
  if (typeof settings !== 'object' || settings === null) return settings === text;
  return Object.values(settings).some((one: Json) => says(one, text));
}

function labelsOf(places: readonly Place[]): readonly string[] {
  return [...new Set(places.map(({ label }) => label))];
}
