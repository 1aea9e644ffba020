import { createHmac } from 'node:crypto';
import { type Json, Unavailable } from '#base';
import type { Database } from '#platform/database';
import { type SqlRole, writeSqlRole } from '#records/plugins';
import { MOST_BYTES } from '../abi/guest-memory.ts';
import { answeredValue } from '../db/answered-value.ts';
import { MOST_TIME } from '../db/limited.ts';
import type { CallingPlugin, HostServices } from '../host-services.ts';
import { Refusal } from '../host/refusal.ts';
import { sqlRefusal } from './sql-refusal.ts';

const MOST_ROWS = 1_000;
const MOST_PARAMETERS = 100;
/** JSON is longer than what the server sends, or much shorter. */
const MOST_RECEIVED = 4 * MOST_BYTES;

/**
 * SQL of plugins: each runs as a user of PostgreSQL that has the plugin's tables and nothing else.
 * `secret`: that user's password is made from it.
 */
export function createSqlService(database: Database, secret: string): HostServices['rawSql'] {
  const { runAs } = database;
  const roles = new Map<string, Promise<SqlRole>>();
  const passwordOf = (plugin: string): string =>
    createHmac('sha256', secret).update(`database user of the plugin ${plugin}`).digest('hex');

  /** Made when it is first needed, and again when there are other tables. */
  function roleOf({ name, tables }: CallingPlugin): Promise<SqlRole> {
    const key = JSON.stringify([name, Object.keys(tables)]);
    let role = roles.get(key);
    if (role === undefined) {
      role = database.transaction((open) => writeSqlRole(open, name, passwordOf(name)));
      roles.set(key, role);
      // The next call tries again.
      role.catch(() => roles.delete(key));
    }
    return role;
  }

  return {
    async query(ctx, plugin, { sql, parameters, writes }) {
      if (runAs === undefined) {
        throw new Refusal(
          'unavailable',
          'SQL of plugins needs a PostgreSQL server; the embedded database cannot hold it in.',
        );
      }
      if (writes && ctx.transaction !== undefined) {
        const why = 'it runs on a connection of its own and would not be part of it';
        throw new Refusal('not-allowed', `There is no SQL while something is being saved: ${why}.`);
      }
      try {
        const role = await roleOf(plugin);
        const { rows, rowCount } = await runAs({
          ...role,
          password: passwordOf(plugin.name),
          sql,
          parameters: parametersOf(parameters),
          readOnly: !writes,
          timeout: MOST_TIME,
          mostBytes: MOST_RECEIVED,
        });
        if (rows.length > MOST_ROWS) {
          throw new Refusal('too-large', `The answer has more than ${MOST_ROWS} rows.`);
        }
        return { rows: rows.map(answeredRow), count: rowCount };
      } catch (error) {
        if (error instanceof Unavailable)
          ctx.log.error({ plugin: plugin.name, err: error }, 'No SQL');
        throw sqlRefusal(error);
      }
    },
  };
}

function answeredRow(row: { readonly [column: string]: unknown }): { [column: string]: Json } {
  return Object.fromEntries(Object.entries(row).map(([name, one]) => [name, answeredValue(one)]));
}

function parametersOf(given: Json): readonly Json[] {
  if (Array.isArray(given) && given.length <= MOST_PARAMETERS) return given;
  throw new Refusal('invalid', `Parameters are an array of at most ${MOST_PARAMETERS} values.`);
}
