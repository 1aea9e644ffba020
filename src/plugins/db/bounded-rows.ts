import type { Json } from '#base';
import type { Queries } from '#platform/database';
import { type Expression, sql } from 'kysely';
import { MOST_BYTES } from '../abi/guest-memory.ts';
import { Refusal } from '../host/refusal.ts';
import { answeredValue } from './answered-value.ts';

/** What a plugin is answered. */
export interface Answered {
  readonly rows?: readonly AnsweredRow[];
  readonly count?: number;
}

export type AnsweredRow = { readonly [name: string]: Json };

const MOST_ROWS = 1_000;

/**
 * The rows that `statement` answers as `c0`, `c1` …, by `names`. The database holds back what is
 * more than an answer may have: rows of a plugin never fill the memory of the kernel.
 */
export async function boundedRows(
  queries: Queries,
  statement: Expression<unknown>,
  names: readonly string[],
): Promise<readonly AnsweredRow[]> {
  const { rows } = await sql<Record<string, unknown>>`
    with found as (${statement})
    select * from (
      select first.*, sum(octet_length(first::text))
        over (rows between unbounded preceding and 1 preceding) as before
      from (select * from found limit ${MOST_ROWS + 1}) as first
    ) as measured
    where coalesce(before, 0) <= ${MOST_BYTES}
  `.execute(queries);
  if (rows.length > MOST_ROWS) {
    throw new Refusal('too-large', `More than ${MOST_ROWS} rows would be answered.`);
  }
  return rows.map((row) =>
    Object.fromEntries(names.map((name, at) => [name, answeredValue(row[`c${at}`])])),
  );
}
