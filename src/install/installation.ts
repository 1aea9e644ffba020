import { Conflict, type Json, isObject } from '#base';
import type { Variables } from '#grammar/config';
import type { Database } from '#platform/database';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';

/** The variable that says since when the site is installed. */
const INSTALLED = 'installed';
const LEASE = 'install_lease';
/** Longer than an installation takes on a slow machine. */
const LEASE_SECONDS = 60;
/** Tells the leases of this process from those of one that was killed. */
const PROCESS = randomUUID();

export function isInstalled(variables: Variables): boolean {
  return variables.find(INSTALLED) !== undefined;
}

/** Asked of the database: another kernel may have installed the site a moment ago. */
async function isInstalledByNow({ queries }: Database): Promise<boolean> {
  const row = await queries
    .selectFrom('variable')
    .select('name')
    .where('name', '=', INSTALLED)
    .executeTakeFirst();
  return row !== undefined;
}

export class AlreadyInstalled extends Conflict {
  override readonly title: string = 'The site is installed';
  constructor() {
    super('install.already_installed', 'The site is already installed. Nothing was changed.');
  }
}

export class InstallationUnderWay extends Conflict {
  override readonly title: string = 'The site is being installed';
  constructor() {
    super(
      'install.under_way',
      'Somebody else is installing the site at this moment. Wait a minute and look again.',
    );
  }
}

/**
 * Runs `work` once for the whole site, however many ask for it at the same time, and marks the
 * site as installed, which this kernel knows once it answers. When `work` fails or is killed, the site is not installed and the next try
 * goes over what is there already.
 */
export async function installOnce<Result>(
  { database, variables }: { readonly database: Database; readonly variables: Variables },
  now: Date,
  work: () => Promise<Result>,
): Promise<Result> {
  if (await isInstalledByNow(database)) throw new AlreadyInstalled();
  if (!(await takeLease(database, now))) throw new InstallationUnderWay();
  try {
    if (await isInstalledByNow(database)) throw new AlreadyInstalled();
    const result = await work();
    await variables.save(database.queries, INSTALLED, now.toISOString());
    await variables.refresh();
    return result;
  } finally {
    await database.queries.deleteFrom('variable').where('name', '=', LEASE).execute();
  }
}

/** One statement, so that of two at the same time one gets it. */
async function takeLease(database: Database, now: Date): Promise<boolean> {
  const lease: Json = {
    by: PROCESS,
    until: new Date(now.getTime() + LEASE_SECONDS * 1000).toISOString(),
  };
  // The embedded database has one process: a lease of another is that of one which was killed.
  const othersCount = database.kind === 'postgres';
  const { rows } = await sql<{ value: unknown }>`
    insert into variable (name, value) values (${LEASE}, ${JSON.stringify(lease)}::jsonb)
    on conflict (name) do update set value = excluded.value
    where (variable.value ->> 'until')::timestamptz < ${now}
      or (not ${othersCount}::boolean and variable.value ->> 'by' <> ${PROCESS})
    returning value`.execute(database.queries);
  const [row] = rows;
  return row !== undefined && isObject(row.value);
}
