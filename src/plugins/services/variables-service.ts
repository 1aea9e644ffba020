import { InvalidInput, type Json, TooLarge } from '#base';
import { inTransaction, queriesOf } from '#grammar/access';
import type { Database } from '#platform/database';
import type { HostServices } from '../host-services.ts';

const NAME = /^[a-zA-Z0-9_.:-]{1,100}$/;
const MOST = 1_000;

/** What plugins keep for themselves, each in a name space of its own. */
export function createVariablesService(database: Database): HostServices['variables'] {
  return {
    async get(ctx, plugin, name) {
      const row = await queriesOf(database, ctx)
        .selectFrom('plugin_variable')
        .select('value')
        .where('plugin', '=', plugin)
        .where('name', '=', checked(name))
        .executeTakeFirst();
      // What `set` wrote, and so JSON.
      return row?.value as Json | undefined;
    },
    async set(ctx, plugin, name, value) {
      const text = JSON.stringify(value);
      await inTransaction(database, ctx, async (queries) => {
        const { others } = await queries
          .selectFrom('plugin_variable')
          .select(({ fn }) => fn.countAll<number | string>().as('others'))
          .where('plugin', '=', plugin)
          .where('name', '!=', checked(name))
          .executeTakeFirstOrThrow();
        if (Number(others) >= MOST) {
          throw new TooLarge(
            'plugins.too_many_variables',
            `A plugin keeps ${MOST} variables at most.`,
          );
        }
        await queries
          .insertInto('plugin_variable')
          .values({ plugin, name, value: text })
          .onConflict((conflict) =>
            conflict.columns(['plugin', 'name']).doUpdateSet({ value: text }),
          )
          .execute();
      });
    },
    async delete(ctx, plugin, name) {
      await queriesOf(database, ctx)
        .deleteFrom('plugin_variable')
        .where('plugin', '=', plugin)
        .where('name', '=', checked(name))
        .execute();
    },
  };
}

function checked(name: string): string {
  if (NAME.test(name)) return name;
  throw new InvalidInput(
    'plugins.bad_variable',
    'The name of a variable has 1 to 100 letters, digits, points, colons, hyphens and underscores.',
  );
}
