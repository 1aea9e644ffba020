import type { Queries, Transaction } from '#platform/database';
import { hashOfFiles, type PluginFiles } from './plugin-files.ts';

/** The files of one plugin, as they were when it was installed or updated. */
export async function findFiles(queries: Queries, plugin: string): Promise<PluginFiles> {
  const rows = await queries
    .selectFrom('plugin_file')
    .select(['path', 'bytes'])
    .where('plugin', '=', plugin)
    .orderBy('path')
    .execute();
  return new Map(rows.map(({ path, bytes }) => [path, bytes]));
}

/** These in place of those that it had. */
export async function writeFiles(
  transaction: Transaction,
  plugin: string,
  files: PluginFiles,
): Promise<void> {
  await transaction.deleteFrom('plugin_file').where('plugin', '=', plugin).execute();
  if (files.size > 0) {
    const rows = [...files].map(([path, bytes]) => ({ plugin, path, bytes }));
    await transaction.insertInto('plugin_file').values(rows).execute();
  }
  await transaction
    .updateTable('plugin')
    .set({ files: hashOfFiles(files) })
    .where('name', '=', plugin)
    .execute();
}
