import { readFile, writeFile } from 'node:fs/promises';
import { LIVE } from '#base';
import type { Queries } from '#platform/database';
import { diffLines } from 'diff';
import { CompiledQuery } from 'kysely';

const FOLDER = new URL('./plans/', import.meta.url);
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const TIME = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?[+-]\d\d(?::\d\d)?/g;

/** How PostgreSQL goes about a statement, without what is another at every start. */
export async function explain(
  queries: Queries,
  { sql, parameters }: Pick<CompiledQuery, 'sql' | 'parameters'>,
): Promise<string> {
  const { rows } = await queries.executeQuery<{ 'QUERY PLAN': string }>(
    CompiledQuery.raw(`explain (costs off) ${sql}`, [...parameters]),
  );
  const lines = rows.map((row) => row['QUERY PLAN']);
  const said = lines.join('\n').replaceAll(LIVE, 'LIVE').replaceAll(UUID, 'ID');
  return `${said.replaceAll(TIME, 'TIME')}\n`;
}

/** The lines that are not as they were kept; undefined: there is none. */
export async function changesOf(name: string, plan: string): Promise<string | undefined> {
  const kept = await readFile(fileOf(name), 'utf8').catch(() => '');
  if (kept === plan) return undefined;
  return diffLines(kept, plan)
    .filter(({ added, removed }) => added || removed)
    .map(({ added, value }) => value.trimEnd().replaceAll(/^/gm, added ? '+ ' : '- '))
    .join('\n');
}

export async function keepPlan(name: string, plan: string): Promise<void> {
  await writeFile(fileOf(name), plan);
}

function fileOf(name: string): URL {
  return new URL(`${name}.txt`, FOLDER);
}
